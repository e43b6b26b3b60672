#include "audit/order_history.hpp"

#include <algorithm>

#include "domain/order/decide.hpp"
#include "domain/policy.hpp"
#include "events/event_type.hpp"

namespace sluice {
namespace {

std::string number(attempt_no n) { return std::to_string(n.value()); }

bool is_about_refund(const order::order_resolved& e) { return !e.refund.value().empty(); }

/// The table of transitions does not look at the verdict; evolve takes only those that fit.
bool verdict_fits(const order::order_resolved& e) {
  const bool of_refund =
      e.verdict == order::resolution::refunded || e.verdict == order::resolution::not_refunded;
  return of_refund == is_about_refund(e);
}

std::optional<audit_fault> weigh(const order::order_accepted& e) {
  if (e.amount.minor_units > 0 && e.amount.minor_units <= max_amount_minor) return std::nullopt;
  return audit_fault{audit_rule::amount, "an order over " + to_string(e.amount)};
}

/// Counted here by hand, so that an error in the domain's own sum does not hide itself.
std::optional<audit_fault> weigh(const order::state& o, const order::refund_requested& e) {
  if (e.purpose != order::refund_purpose::merchant) return std::nullopt;
  const auto* a = find_attempt(o, e.attempt);
  std::int64_t left = a != nullptr && a->held ? a->held->minor_units : 0;
  for (const auto& r : o.refunds)
    if (r.purpose == order::refund_purpose::merchant && r.state != order::refund::status::failed)
      left -= r.moved.value_or(r.amount).minor_units;
  if (e.amount.unit == o.amount.unit && e.amount.minor_units <= left) return std::nullopt;
  return audit_fault{audit_rule::refunds,
                     "refund " + e.refund.value() + " over " + to_string(e.amount) + " when " +
                         to_string(money{left, o.amount.unit}) + " were left to refund"};
}

/// The attempt that takes it is one; what it leaves, nothing holds any more.
std::optional<audit_fault> weigh(const order::state& o, const order::capture_requested& e) {
  const auto* holder = authorized_attempt(o);
  if (holder != nullptr && holder->held && e.amount.unit == holder->held->unit &&
      e.amount.minor_units <= holder->held->minor_units)
    return std::nullopt;
  return audit_fault{
      audit_rule::amount, "a capture of " + to_string(e.amount) + ", and so much is not held"};
}

std::ptrdiff_t successes(const order::state& o) {
  return std::count_if(o.attempts.begin(), o.attempts.end(), [](const order::attempt& a) {
    return a.result == order::attempt::outcome::paid;
  });
}

}  // namespace

std::optional<audit_fault> order_history::forbids(const order::event& event) const {
  std::optional<audit_fault> fault;
  if (const auto* accepted = std::get_if<order::order_accepted>(&event)) fault = weigh(*accepted);
  if (const auto* refund = std::get_if<order::refund_requested>(&event))
    fault = weigh(now_, *refund);
  if (const auto* capture = std::get_if<order::capture_requested>(&event))
    fault = weigh(now_, *capture);
  if (fault) return fault;
  const auto* resolved = std::get_if<order::order_resolved>(&event);
  if (may_follow(now_, event) && (resolved == nullptr || verdict_fits(*resolved)))
    return std::nullopt;
  return audit_fault{audit_rule::transition,
                     std::string(name_of(type_of(event))) + " may not follow here; the order is " +
                         std::string(name_of(now_.now))};
}

std::optional<audit_fault> order_history::take(const order::event& event, instant at) {
  if (auto fault = forbids(event)) return fault;
  const bool was_final = is_final(now_.now);
  const auto was = name_of(now_.now);
  apply(now_, event, at);
  if (was_final && name_of(now_.now) != was)
    return audit_fault{
        audit_rule::final_state,
        "the order was " + std::string(was) + " and became " + std::string(name_of(now_.now))};
  if (successes(now_) > 1)
    return audit_fault{audit_rule::one_success, "a second attempt keeps its money"};
  if (const auto* late = std::get_if<order::late_payment_found>(&event))
    late_.push_back(late->attempt);
  if (const auto* resolved = std::get_if<order::order_resolved>(&event);
      resolved != nullptr && !is_about_refund(*resolved)) {
    judged_by_person_ = judged_by_person_ || resolved->attempt.value() == 0;
    placed_.push_back(resolved->attempt);
  }
  return std::nullopt;
}

bool order_history::is_returned(attempt_no late) const {
  const bool refunded =
      std::any_of(now_.refunds.begin(), now_.refunds.end(), [&](const order::refund& r) {
        return r.attempt == late && r.purpose == order::refund_purpose::late_payment;
      });
  if (refunded) return true;
  // A person has said, or is being asked, where it is.
  const auto& a = *find_attempt(now_, late);
  if (a.asks != order::money_question::none || std::count(placed_.begin(), placed_.end(), late) > 0)
    return true;
  if (late != now_.attempts.back().number) return false;
  const bool under_way = std::holds_alternative<order::revoking>(now_.now) ||
                         std::holds_alternative<order::needs_operator>(now_.now);
  // A revoke gives back what was paid; a close does not.
  const bool revoked = find_attempt(now_, late)->result == order::attempt::outcome::revoked &&
                       policy_of(now_.type).revocable;
  return under_way || revoked || judged_by_person_;
}

std::optional<audit_fault> order_history::at_rest() const {
  if (std::holds_alternative<order::absent>(now_.now) ||
      std::holds_alternative<order::accepted>(now_.now))
    return audit_fault{audit_rule::at_rest, "the order is left " + std::string(name_of(now_.now)) +
                                                ": the next event of the same batch is missing"};
  if (successes(now_) > 0 && !std::holds_alternative<order::paid>(now_.now))
    return audit_fault{audit_rule::at_rest, "an attempt was paid, but the order is left " +
                                                std::string(name_of(now_.now))};
  for (const auto n : late_)
    if (!is_returned(n))
      return audit_fault{audit_rule::one_success,
                         "attempt " + number(n) + " was paid too late and is not given back"};
  return std::nullopt;
}

}  // namespace sluice
