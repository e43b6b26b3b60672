#include "app/order_archive.hpp"

#include "audit/call_steps.hpp"
#include "audit/explained_route.hpp"
#include "audit/order_trace.hpp"
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

/// Of an order with hundreds of refunds more steps than fit into a message.
constexpr std::size_t most_steps_told = 500;

trace_view view_of(order_trace&& t) {
  trace_view out{.order = t.last.id, .state = std::string(public_state(t.last))};
  if (t.steps.size() > most_steps_told) out.left_out = t.steps.size() - most_steps_told;
  for (auto i = static_cast<std::size_t>(out.left_out); i < t.steps.size(); ++i) {
    auto& s = t.steps[i];
    out.steps.push_back(
        {s.at, s.sequence, std::move(s.step), std::move(s.actor), std::move(s.channel),
         std::move(s.number), std::move(s.code), s.took, std::move(s.why)});
  }
  return out;
}

void add_records(order_trace& to, const records::recorder* calls) {
  const auto store = calls == nullptr ? nullptr : calls->store();
  if (store == nullptr)
    return add_no_calls(to, calls == nullptr ? "calls are not shown: [call_records] keeps none"
                                             : "calls are not shown: their records cannot be read");
  add_calls(to, records::calls_of(*store, to.last.id));
}

rejection unreadable(const std::string& why) {
  return {rejection_code::unavailable, "",
          "the log of this order cannot be read: " + why +
              "; `sluice audit verify` says where it is damaged"};
}

}  // namespace

found log_order_archive::explain(const order_id& order) {
  return std::visit(
      overloaded{
          [](explained_route&& r) { return found{view_of(std::move(r))}; },
          [](no_such_order&&) {
            return found{rejection{rejection_code::order_not_found, "order_no",
                                   "there is no order of this number; leave order_no out and say "
                                   "business_type, amount_minor and currency to imagine one"}};
          },
          [](audit_fault&& f) { return found{unreadable(f.what)}; },
          [](store::damage&& d) { return found{unreadable(d.what)}; },
      },
      explain_route(*log_, order));
}

std::variant<trace_view, rejection> log_order_archive::trace(const order_id& order) {
  using answered = std::variant<trace_view, rejection>;
  return std::visit(
      overloaded{
          [&](order_trace&& t) {
            add_records(t, calls_.get());
            return answered{view_of(std::move(t))};
          },
          [](trace_unknown&&) {
            return answered{rejection{
                rejection_code::order_not_found, "order_no", "there is no order of this number"}};
          },
          [](store::damage&& d) { return answered{unreadable(d.what)}; },
      },
      sluice::trace(*log_, order));
}

}  // namespace sluice::app
