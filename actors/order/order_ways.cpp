#include "actors/order/order_ways.hpp"

namespace sluice {

std::optional<order::ways_on> order_ways::on_from(const order::state& o, const order::command& what,
                                                  instant now) const {
  const auto* report = std::get_if<order::attempt_report>(&what);
  const bool may_go_on =
      report != nullptr &&
      (report->found == order::finding::not_sent || report->found == order::finding::not_paid);
  if (!may_go_on || o.attempts.size() >= o.route.size()) return std::nullopt;
  order::ways_on ways{.most_reroutes = settings_.most_an_order,
                      .within_budget = budget_.has_room(o.type, now),
                      .within = settings_.within};
  const channel::path way(o.paid_with);
  for (const auto& c : o.route)
    if (const auto s = standings_->standing_of(c, way);
        s.phase == channel::breaker_phase::closed && s.has_room)
      ways.open.push_back(c);
  return ways;
}

void order_ways::payment_called(const order::state& o, attempt_no attempt, instant now) {
  if (attempt == attempt_no{1}) return budget_.payment_began(o.type, now);
  const auto* before = find_attempt(o, attempt_no{static_cast<std::uint16_t>(attempt.value() - 1)});
  if (before != nullptr && !before->never_left) budget_.payment_rerouted(o.type, now);
}

}  // namespace sluice
