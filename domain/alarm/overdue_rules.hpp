#pragma once
/// Orders that should have a result by now: one alarm a path, however many there are.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "domain/alarm/fact.hpp"
#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"

namespace sluice::alarm {

class overdue_rules {
 public:
  overdue_rules(const thresholds& t, instant begun) : t_(t), begun_(begun) {}

  void take(const order_begun& o, instant now) { watch_over(o, now + t_.overdue); }
  /// It began at that time, perhaps long ago: what has become of it since may be about to be heard,
  /// so it is not late for a while.
  void take_again(const order_begun& o, instant begun, instant now) {
    watch_over(o, std::max(begun + t_.overdue, now + t_.held));
  }
  void take(const order_settled& o);
  /// Those that have become overdue by now: one match each.
  void look(instant now, std::vector<match>& found);
  /// Not before orders that an earlier process left could have become overdue in this one.
  [[nodiscard]] bool is_clear(const std::string& key, instant now) const {
    return now - begun_ >= t_.overdue && !overdue_.contains(key);
  }
  [[nodiscard]] std::optional<instant> next_due();

 private:
  void watch_over(const order_begun& o, instant due);

  struct order {
    path where;
    instant due;
    bool is_overdue = false;
  };
  thresholds t_;
  instant begun_;
  std::unordered_map<order_key, order> open_;
  std::set<std::pair<instant, order_key>> due_;
  std::map<std::string, std::uint64_t> overdue_;  ///< by path
};

}  // namespace sluice::alarm
