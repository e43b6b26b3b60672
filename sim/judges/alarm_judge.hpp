#pragma once
/// Judges whether people are alarmed in time, and not without a reason, from books of its own: what
/// calls to channels came to, when orders began and ended, what the log says, and what receivers
/// were brought. A crash excuses what only memory knew, and nothing that the log says.

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actors/engine/settings.hpp"
#include "actors/ports/channel_port.hpp"
#include "actors/ports/receiver_port.hpp"
#include "domain/alarm/event.hpp"
#include "domain/alarm/fact.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class alarm_judge {
 public:
  /// `is_quiet`: nothing at all goes wrong in this world.
  alarm_judge(const engine_settings& engine, bool is_quiet, const timeline& time, verdict& says)
      : is_quiet_(is_quiet), receivers_(engine.alarms.receivers), time_(&time), verdict_(&says) {}

  // -- the log, in its order ---------------------------------------------------------------------
  void durable(const order_id& order, const order::event& e);
  void durable(const alarm::event& e);

  // -- what crosses ports
  // --------------------------------------------------------------------------
  /// A call to a channel that a process made; null: its port has said nothing, and will not.
  void ended(const channel_id& channel, const std::string& order, const channel_answer* said);
  /// What a process heard from a channel.
  void told(const alarm::path& where, const channel_answer& said);
  void brought(const std::string& receiver, const receiver_message& m);

  void time_moves();
  /// What rules keep in memory is gone.
  void process_began();
  void process_died();
  void stood_still();
  /// Nothing that the log says, and nothing that fires, is unknown to anybody.
  [[nodiscard]] bool have_all_heard() const;
  void all_over();

 private:
  using subject = std::pair<alarm::kind, std::string>;
  struct error {
    world_time at;
    std::string order;
  };
  struct line {
    std::deque<error> run;  ///< in a row, as the rule counts them
    std::deque<error> lenient;  ///< the same, with what the engine alone may know
    world_time full_at{-1};  ///< the last time at which that was enough for an alarm
    std::optional<world_time> alarm_by{};
  };
  struct open_order {
    std::string path;
    bool is_watched = false;
    std::optional<world_time> begun{};
  };
  struct fired {
    subject about;
    bool is_seen_to = false;
    std::set<std::string> told{};  ///< receivers
  };

  void fire(const alarm::alarm_fired& f);
  void justify(const alarm::alarm_fired& f);
  void settle(const order_id& order);
  [[nodiscard]] std::optional<std::string> who_has_not_heard(const fired& f) const;
  void owe(const order_id& order, alarm::kind what, std::string key);
  [[nodiscard]] bool fires(const subject& what) const;
  [[nodiscard]] bool fires_for_all() const;
  void guilty(const std::string& what) { verdict_->guilty(promise::everybody_hears, what); }

  bool is_quiet_;  ///< as yet
  std::vector<alarm::receiver> receivers_;
  const timeline* time_;
  verdict* verdict_;
  std::map<channel_id, line> lines_;
  std::map<std::string, open_order> open_;
  std::map<subject, world_time> ended_;  ///< alarms, when
  std::map<alarm::number, fired> firing_;
  std::set<subject> said_;  ///< by the log; of refusals by a channel
  std::map<subject, world_time> unlisted_;  ///< until when people must be alarmed of it
  std::map<subject, std::string> owed_;  ///< by which order
  std::optional<world_time> runs_since_;  ///< the log's clock may leap at a start
  world_time excused_until_{0};
};

}  // namespace sluice::sim
