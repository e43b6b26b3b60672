#pragma once
/// Judges the breakers of channels, from what crosses the wire and what the log says, with books of
/// its own: no payment leaves on an open path; of a half-open one only so many at a time, and not
/// in a burst; a path opens on evidence only, and a payer's decline is none.

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "actors/ports/channel_port.hpp"
#include "domain/channel/event.hpp"
#include "sim/judges/call_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/machine.hpp"

namespace sluice::sim {

class breaker_judge {
 public:
  using ticket = call_judge::ticket;
  breaker_judge(const timeline& time, const machine& where, verdict& says)
      : time_(&time), machine_(&where), verdict_(&says) {}

  void durable(const channel::event& e);
  /// A new process: no probe is out, and what ends from now on it has not begun.
  void process_began();

  void started(const channel_id& channel, ticket t, const channel_call& call);
  /// `said`: null: the port never answers.
  void ended(const channel_id& channel, ticket t, const channel_answer* said);

 private:
  struct way {
    channel::breaker_phase phase = channel::breaker_phase::closed;
    channel::path_switch forced = channel::path_switch::automatic;
    world_time since{0};
    // -- since it was turned
    std::set<ticket> probes{};
    world_time last_probe{-1'000'000};
    std::uint32_t bad = 0, slow = 0, account = 0;
  };
  struct running {
    std::vector<way*> ways;  ///< the whole channel first
    world_time began{0};
    millis timeout{0};
  };
  [[nodiscard]] std::vector<way*> ways_to(const channel_id& channel, const instrument& paid_with);
  void judge_probe(way& w, const std::string& name, ticket t);
  /// Payments that have not ended in time, as far as the wire knows.
  [[nodiscard]] std::uint32_t given_up_on(const way& w) const;
  void judge_opening(const way& w, const channel::path_turned& e);
  void guilty(const std::string& what) { verdict_->guilty(promise::limits_hold, what); }

  const timeline* time_;
  const machine* machine_;
  verdict* verdict_;
  std::map<std::pair<channel_id, std::string>, way> ways_;
  std::map<std::pair<channel_id, ticket>, running> running_;
};

}  // namespace sluice::sim
