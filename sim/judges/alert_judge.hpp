#pragma once
/// Judges whether people hear of what they must hear of: late money, a contradiction, an order that
/// needs a person, a word that one person used alone. At once: before time moves on while a process
/// runs; while they cannot be told, within moments. A crash excuses nothing: what the dead process
/// has not told, the next one must. They may hear it twice, but never of what is not in the log.

#include <set>
#include <string>
#include <utility>

#include "actors/ports/observer.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class alert_judge {
 public:
  explicit alert_judge(verdict& says) : verdict_(&says) {}

  void durable(const std::string& what, std::string_view event) {
    if (!must_be_told(event)) return;
    owed_.emplace(what, event);
    durable_.emplace(what, event);
  }
  void told(const note& n) {
    if (!must_be_told(n.event)) return;
    for (const auto& [name, value] : n.fields)
      if (name == (n.event == "single_person_used" ? "proposal" : "order")) told(value, n);
  }
  /// Whoever tells them tries again, and until then nothing else is told either.
  void cannot_be_told(world_time now) { excused_until_ = now + longest_moment; }
  void time_moves(world_time now) {
    if (!owed_.empty() && now >= excused_until_)
      verdict_->guilty(promise::everything_ends,
                       owed_.begin()->first + ": nobody is told of " + owed_.begin()->second);
  }

 private:
  static bool must_be_told(std::string_view event) noexcept {
    return event == "operator_needed" || event == "late_payment_found" ||
           event == "result_conflicted" || event == "single_person_used";
  }
  void told(const std::string& order, const note& n) {
    const std::pair what{order, std::string(n.event)};
    if (!durable_.contains(what))
      verdict_->guilty(promise::nothing_lost,
                       order + ": people are told of " + what.second + ", which is not in the log");
    if (n.level == severity::critical) owed_.erase(what);
  }

  static constexpr millis longest_moment{10'000};

  verdict* verdict_;
  world_time excused_until_{0};
  std::set<std::pair<std::string, std::string>> owed_;
  std::set<std::pair<std::string, std::string>> durable_;
};

}  // namespace sluice::sim
