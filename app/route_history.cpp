#include "app/route_history.hpp"

#include "audit/explained_route.hpp"
#include "base/overloaded.hpp"

namespace sluice::app {
namespace {

using found = std::variant<route_view, rejection>;

route_view view_of(explained_route&& r) {
  route_view out{
      .order = std::move(r.id),
      .accepted_at = r.accepted,
      .route = std::move(r.route),
      .left_out = r.left_out,
      .attempts = sentences_of(r.tried),
      .unexplained = std::move(r.unexplained),
      .merchant_position = r.merchant_position,
      .rules_position = r.rules_position};
  for (auto& c : r.channels)
    out.channels.push_back({.channel = c.id ? c.id->value() : std::string{},
                            .found = c.found,
                            .words = std::move(c.words),
                            .breaker = c.breaker ? sentence_of(*c.breaker) : std::string{}});
  return out;
}

found unreadable(const std::string& why) {
  return rejection{rejection_code::unavailable, "",
                   "the log of this order cannot be read: " + why +
                       "; `sluice audit verify` says where it is damaged"};
}

}  // namespace

found log_route_history::explain(const order_id& order) {
  return std::visit(
      overloaded{
          [](explained_route&& r) { return found{view_of(std::move(r))}; },
          [](no_such_order&&) {
            return found{rejection{rejection_code::order_not_found, "order_no",
                                   "there is no order of this number; leave order_no out and say "
                                   "business_type, amount_minor and currency to imagine one"}};
          },
          [](audit_fault&& f) { return unreadable(f.what); },
          [](store::damage&& d) { return unreadable(d.what); },
      },
      explain_route(*log_, order));
}

}  // namespace sluice::app
