#pragma once
/// Judges what the engine does with time, by the world's own: the log's time runs as the world's
/// does, whoever sets the machine's clock; a channel is told what the machine's clock shows;
/// nothing is believed or called too early, given up too early or too late, or given up at the
/// first look after a standstill; nothing starts after its time.

#include <string>

#include "actors/engine/settings.hpp"
#include "actors/ports/channel_port.hpp"
#include "actors/ports/observer.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/machine.hpp"

namespace sluice::sim {

class time_judge {
 public:
  time_judge(const engine_settings& settings, const timeline& time, const machine& where,
             verdict& says)
      : settings_(&settings), time_(&time), machine_(&where), verdict_(&says) {}

  // -- what happens --------------------------------------------------------------------------

  /// A process has opened a log that ends with that time.
  void started(instant end_of_log);
  void clock_was_set(millis by);
  void stood_still(millis pause) {
    stood_still_ += pause;
    ++standstills_;
  }
  void told(const note& n);
  /// The running process has written this time into the log.
  void stamped(const std::string& who, instant at);
  void calls(const order_facts& o, const channel_call& call);
  void accepted(const order_facts& o);

  // -- what other judges ask ------------------------------------------------------------------

  /// It began no earlier than then, and has surely not lasted so long: a lower bound is broken.
  [[nodiscard]] bool too_early(world_time since, millis at_least) const;
  /// Its channel shows the attempt by now, if it has ever heard of it.
  [[nodiscard]] bool must_be_visible(const order_facts& o, const attempt_facts& a) const;
  /// `full_until`: so long its channel may have had no room for another try.
  void gives_up(const order_facts& o, const order::operator_needed& e, instant at,
                const facts::fullness& full_until);
  /// If no query has confirmed it, it had to be waited for one.
  void revoked(const order_facts& o, const attempt_facts& a, instant at);
  /// A payment that is not sent now may have been too late.
  [[nodiscard]] bool has_expired(const order_facts& o) const;
  /// What the engine's clock shows.
  [[nodiscard]] instant log_time_now() const { return log_time(time_->now()); }

 private:
  struct limit {
    instant since;
    millis give_up;
    millis slack;  ///< looks are planned so far apart
    world_time last_try;
  };
  [[nodiscard]] limit limit_of(const order_facts& o, const order::operator_needed& e) const;
  [[nodiscard]] const attempt_timing& timing_of(const order_facts& o,
                                                const channel_id& channel) const;
  [[nodiscard]] instant log_time(world_time t) const { return log_began_ + (t - began_); }
  void guilty(const std::string& who, const std::string& why);

  const engine_settings* settings_;
  const timeline* time_;
  const machine* machine_;
  verdict* verdict_;
  world_time began_{0};  ///< the life of the process
  instant log_began_{};
  millis stood_still_{0};  ///< in this life
  int standstills_ = 0;
  millis unsaid_{0};  ///< steps of the machine's clock
  world_time unsaid_since_{0};
};

}  // namespace sluice::sim
