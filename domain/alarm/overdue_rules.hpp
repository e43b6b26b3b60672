#pragma once
/// Orders that should have a result by now: one alarm a path, however many there are.

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>

#include "domain/alarm/fact.hpp"
#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"

namespace sluice::alarm {

class overdue_rules {
 public:
  overdue_rules(const thresholds& t, instant begun) : t_(t), begun_(begun) {}

  void take(const order_begun& o, instant now);
  void take(const order_settled& o);
  /// Those that have become overdue by now: one match each.
  void look(instant now, std::vector<match>& found);
  /// Not before orders that an earlier process left could have become overdue in this one.
  [[nodiscard]] bool is_clear(const std::string& key, instant now) const {
    return now - begun_ >= t_.overdue && !overdue_.contains(key);
  }
  [[nodiscard]] std::optional<instant> next_due();

 private:
  struct order {
    path where;
    instant due;
    bool is_overdue = false;
  };
  thresholds t_;
  instant begun_;
  std::unordered_map<order_key, order> open_;
  std::deque<std::pair<instant, order_key>> due_;  ///< all have the same time, so in order
  std::map<std::string, std::uint64_t> overdue_;   ///< by path
};

}  // namespace sluice::alarm
