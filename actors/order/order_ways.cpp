#include "actors/order/order_ways.hpp"

#include <algorithm>

#include "domain/routing/explanation.hpp"

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
        s.phase == channel::breaker_phase::closed && s.has_room && !is_at_full_host(c, o, *report))
      ways.open.push_back(c);
  return ways;
}

/// Another account there has kept this order back for the host's limits.
bool order_ways::is_at_full_host(const channel_id& c, const order::state& o,
                                 const order::attempt_report& last) const {
  const auto host = settings_.hosts.find(c);
  if (host == settings_.hosts.end()) return false;
  return std::any_of(o.attempts.begin(), o.attempts.end(), [&](const order::attempt& a) {
    const bool is_last = a.number == last.attempt;
    const bool never_left = is_last ? last.found == order::finding::not_sent : a.never_left;
    const auto its = settings_.hosts.find(a.channel);
    return never_left && (is_last ? last.code : a.code) == channel::host_is_full &&
           its != settings_.hosts.end() && its->second == host->second;
  });
}

void order_ways::payment_called(const order::state& o, attempt_no attempt, instant now) {
  if (attempt == attempt_no{1}) return budget_.payment_began(o.type, now);
  const auto* before = find_attempt(o, attempt_no{static_cast<std::uint16_t>(attempt.value() - 1)});
  if (before != nullptr && !before->never_left) budget_.payment_rerouted(o.type, now);
}

void order_ways::never_began(const order::pay& asked) {
  const auto why = routing::unpack(asked.explanation);
  const auto is_probe = [](const routing::judged& j) { return j.what == routing::verdict::probe; };
  if (why && std::any_of(why->candidates.begin(), why->candidates.end(), is_probe))
    standings_->want_probe(asked.route.front(), channel::path(asked.paid_with));
}

}  // namespace sluice
