#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/order/decide.hpp"

namespace sluice {
namespace {

template <class... Phases>
bool in(const phase& p) noexcept {
  return (std::holds_alternative<Phases>(p) || ...);
}

bool is_open_phase(const phase& p) noexcept { return in<attempting, awaiting_payer, in_doubt>(p); }

attempt& attempt_at(order& o, attempt_no n) noexcept {
  SLUICE_INVARIANT(find_attempt(o, n) != nullptr);
  return o.attempts[static_cast<std::size_t>(n.value()) - 1];
}

refund& refund_at(order& o, const refund_no& n) noexcept {
  const auto it = std::find_if(
      o.refunds.begin(), o.refunds.end(), [&](const refund& r) { return r.number == n; });
  SLUICE_INVARIANT(it != o.refunds.end());
  return *it;
}

bool refund_is_unsettled(const order& o, const refund_no& n) noexcept {
  const auto* r = find_refund(o, n);
  return r != nullptr && r->state != refund::status::done && r->state != refund::status::failed;
}

void resolve_by(order& o, const order_resolved& e) {
  if (!e.refund.value().empty()) {
    auto& r = refund_at(o, e.refund);
    r.state = e.verdict == resolution::refunded ? refund::status::done : refund::status::failed;
    r.resolved = e;
    return;
  }
  o.resolved = e;
  auto& a = attempt_at(o, current_attempt(o).number);
  switch (e.verdict) {
    case resolution::paid:
      a.result = attempt::outcome::paid;
      o.now = paid{};
      return;
    case resolution::failed:
      a.result = attempt::outcome::not_paid;
      o.now = failed{"resolved_by_operator"};
      return;
    case resolution::revoked:
      a.result = attempt::outcome::revoked;
      o.now = revoked{false};
      return;
    case resolution::refunded:
    case resolution::not_refunded: break;
  }
  broken_invariant("an order is resolved as paid, failed or revoked", __FILE__, __LINE__);
}

void hand_over(order& o, const operator_needed& e) {
  if (!e.refund.value().empty()) {
    refund_at(o, e.refund).state = refund::status::needs_operator;
    return;
  }
  const auto* taking_back = std::get_if<revoking>(&o.now);
  o.now = needs_operator{
      e.reason, taking_back != nullptr, taking_back != nullptr && taking_back->paid_late};
}

void apply_late_payment(order& o, const late_payment_found& e) {
  attempt_at(o, e.attempt).channel_reference = e.channel_reference;
  auto* p = std::get_if<revoking>(&o.now);
  if (p != nullptr && current_attempt(o).number == e.attempt) {
    p->paid_late = true;
    p->answered.reset();
  }
}

}  // namespace

bool may_follow(const order& o, const order_event& event) noexcept {
  const auto& p = o.now;
  const bool has_attempt = !o.attempts.empty();
  const auto known = [&](attempt_no n) { return find_attempt(o, n) != nullptr; };
  const auto current = [&](attempt_no n) { return has_attempt && o.attempts.back().number == n; };
  return std::visit(
      overloaded{
          [&](const order_accepted&) { return in<absent>(p); },
          [&](const attempt_started& e) {
            return in<accepted>(p) && e.attempt.value() == o.attempts.size() + 1;
          },
          [&](const payer_asked& e) { return is_open_phase(p) && current(e.attempt); },
          [&](const attempt_in_doubt& e) { return is_open_phase(p) && current(e.attempt); },
          [&](const attempt_succeeded& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt);
          },
          [&](const attempt_failed& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt);
          },
          [&](const order_paid& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt) &&
                   o.attempts.back().result == attempt::outcome::paid;
          },
          [&](const order_failed&) { return in<accepted>(p); },
          [&](const revoke_requested& e) { return is_open_phase(p) && current(e.attempt); },
          [&](const late_payment_found& e) {
            return in<revoking, paid, failed, revoked, needs_operator, attempting, awaiting_payer,
                      in_doubt>(p) &&
                   known(e.attempt) && find_attempt(o, e.attempt)->result != attempt::outcome::paid;
          },
          [&](const revoke_answered& e) { return in<revoking>(p) && current(e.attempt); },
          [&](const order_revoked& e) {
            return in<revoking, needs_operator>(p) && current(e.attempt);
          },
          [&](const result_conflicted& e) { return known(e.attempt); },
          [&](const refund_requested& e) {
            if (!known(e.attempt) || find_refund(o, e.refund) != nullptr) return false;
            if (e.purpose == refund_purpose::late_payment) return e.amount == o.amount;
            const auto total = add(committed_refunds(o), e.amount);
            return in<paid>(p) && e.amount.minor_units > 0 && total.has_value() &&
                   total->minor_units <= o.amount.minor_units;
          },
          [&](const refund_in_doubt& e) { return refund_is_unsettled(o, e.refund); },
          [&](const refund_succeeded& e) { return refund_is_unsettled(o, e.refund); },
          [&](const refund_failed& e) { return refund_is_unsettled(o, e.refund); },
          [&](const operator_needed& e) {
            return e.refund.value().empty() ? in<awaiting_payer, in_doubt, revoking>(p)
                                            : refund_is_unsettled(o, e.refund);
          },
          [&](const order_resolved& e) {
            const bool of_refund =
                e.verdict == resolution::refunded || e.verdict == resolution::not_refunded;
            if (of_refund == e.refund.value().empty()) return false;
            return of_refund ? refund_is_unsettled(o, e.refund)
                             : in<awaiting_payer, in_doubt, revoking, needs_operator>(p);
          },
      },
      event);
}

order evolve(order state, const order_event& event, instant at) {
  apply(state, event, at);
  return state;
}

void apply(order& o, const order_event& event, instant at) {
  SLUICE_INVARIANT(may_follow(o, event));
  o.updated_at = at;
  std::visit(
      overloaded{
          [&](const order_accepted& e) {
            o.id = e.order;
            o.type = e.type;
            o.amount = e.amount;
            o.masked_code = e.masked_code;
            o.description = e.description;
            o.body = e.body;
            o.route = e.route;
            o.accepted_at = at;
            o.now = accepted{};
          },
          [&](const attempt_started& e) {
            o.attempts.push_back(
                {.number = e.attempt, .channel = e.channel, .key = e.key, .started = at});
            o.now = attempting{};
          },
          [&](const payer_asked& e) {
            attempt_at(o, e.attempt).code = e.code;
            o.now = awaiting_payer{};
          },
          [&](const attempt_in_doubt& e) {
            attempt_at(o, e.attempt).code = e.code;
            o.now = in_doubt{e.suspected_failure};
          },
          [&](const attempt_succeeded& e) {
            auto& a = attempt_at(o, e.attempt);
            a.result = attempt::outcome::paid;
            a.channel_reference = e.channel_reference;
          },
          [&](const attempt_failed& e) {
            auto& a = attempt_at(o, e.attempt);
            a.result = attempt::outcome::not_paid;
            a.code = e.code;
            o.now = accepted{};
          },
          [&](const order_paid&) { o.now = paid{}; },
          [&](const order_failed& e) { o.now = failed{e.code}; },
          [&](const revoke_requested& e) {
            const auto* doubt = std::get_if<in_doubt>(&o.now);
            const bool suspected = doubt != nullptr && doubt->suspected_failure;
            o.now = revoking{.since = at,
                             .reason = e.reason,
                             .method = e.method,
                             .suspected_failure = suspected};
          },
          [&](const late_payment_found& e) { apply_late_payment(o, e); },
          [&](const revoke_answered& e) {
            auto& p = std::get<revoking>(o.now);
            p.answered = at;
            p.money_returned = p.money_returned || e.money_returned;
          },
          [&](const order_revoked& e) {
            attempt_at(o, e.attempt).result = attempt::outcome::revoked;
            o.now = revoked{e.money_returned};
          },
          [&](const result_conflicted& e) {
            ++o.conflicts;
            o.last_conflict = e;
          },
          [&](const refund_requested& e) {
            o.refunds.push_back(
                {.number = e.refund,
                 .attempt = e.attempt,
                 .amount = e.amount,
                 .body = e.body,
                 .key = e.key,
                 .purpose = e.purpose,
                 .requested = at});
          },
          [&](const refund_in_doubt& e) {
            auto& r = refund_at(o, e.refund);
            r.state = refund::status::in_doubt;
            r.code = e.code;
          },
          [&](const refund_succeeded& e) {
            auto& r = refund_at(o, e.refund);
            r.state = refund::status::done;
            r.channel_reference = e.channel_reference;
          },
          [&](const refund_failed& e) {
            auto& r = refund_at(o, e.refund);
            r.state = refund::status::failed;
            r.code = e.code;
          },
          [&](const operator_needed& e) { hand_over(o, e); },
          [&](const order_resolved& e) { resolve_by(o, e); },
      },
      event);
}

}  // namespace sluice
