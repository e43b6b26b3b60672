#pragma once
/// Judges whether people hear of what they must hear of: late money, a contradiction, an order that
/// needs a person. At once: before time moves on, unless the process dies first.

#include <set>
#include <string>
#include <utility>

#include "actors/ports/observer.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class alert_judge {
 public:
  explicit alert_judge(verdict& says) : verdict_(&says) {}

  /// The event is durable, and written by the process that runs.
  void durable(const std::string& order, std::string_view event) {
    if (event == "operator_needed" || event == "late_payment_found" || event == "result_conflicted")
      owed_.emplace(order, event);
  }
  void told(const note& n) {
    for (const auto& [name, value] : n.fields)
      if (name == "order" && n.level == severity::critical)
        owed_.erase({value, std::string(n.event)});
  }
  void all_forgotten() { owed_.clear(); }
  void time_moves() {
    if (!owed_.empty())
      verdict_->guilty(promise::everything_ends,
                       owed_.begin()->first + ": nobody is told of " + owed_.begin()->second);
  }

 private:
  verdict* verdict_;
  std::set<std::pair<std::string, std::string>> owed_;
};

}  // namespace sluice::sim
