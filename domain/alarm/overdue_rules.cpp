#include "domain/alarm/overdue_rules.hpp"

namespace sluice::alarm {

void overdue_rules::watch_over(const order_begun& o, instant due) {
  if (open_.try_emplace(o.order, order{o.where, due}).second) due_.emplace(due, o.order);
}

void overdue_rules::take(const order_settled& o) {
  const auto at = open_.find(o.order);
  if (at == open_.end()) return;
  if (at->second.is_overdue) {
    const auto of = overdue_.find(to_text(at->second.where));
    if (--of->second == 0) overdue_.erase(of);
  }
  open_.erase(at);
}

void overdue_rules::look(instant now, std::vector<match>& found) {
  for (auto next = next_due(); next && *next <= now; next = next_due()) {
    auto& late = open_.at(due_.begin()->second);
    due_.erase(due_.begin());
    late.is_overdue = true;
    const auto key = to_text(late.where);
    const auto many = ++overdue_[key];
    found.push_back({kind::order_overdue, key, 1,
                     std::to_string(many) + " orders on " + key + " have no result after " +
                         std::to_string(t_.overdue.count() / 1000) + " s"});
  }
}

std::optional<instant> overdue_rules::next_due() {
  const auto is_over = [&](const auto& one) {
    const auto at = open_.find(one.second);
    return at == open_.end() || at->second.is_overdue || at->second.due != one.first;
  };
  while (!due_.empty() && is_over(*due_.begin())) due_.erase(due_.begin());
  return due_.empty() ? std::nullopt : std::optional(due_.begin()->first);
}

}  // namespace sluice::alarm
