#include "domain/order/state.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::order {

const attempt& current_attempt(const state& o) noexcept {
  SLUICE_INVARIANT(!o.attempts.empty());
  return o.attempts.back();
}

const attempt* find_attempt(const state& o, attempt_no n) noexcept {
  const auto i = static_cast<std::size_t>(n.value());
  return i == 0 || i > o.attempts.size() ? nullptr : &o.attempts[i - 1];
}

const refund* find_refund(const state& o, const refund_no& n) noexcept {
  const auto it = std::find_if(
      o.refunds.begin(), o.refunds.end(), [&](const refund& r) { return r.number == n; });
  return it == o.refunds.end() ? nullptr : &*it;
}

const attempt* paying_attempt(const state& o) noexcept {
  const auto it = std::find_if(o.attempts.begin(), o.attempts.end(), [](const attempt& a) {
    return a.result == attempt::outcome::paid;
  });
  return it == o.attempts.end() ? nullptr : &*it;
}

const attempt* authorized_attempt(const state& o) noexcept {
  const auto it = std::find_if(o.attempts.begin(), o.attempts.end(), [](const attempt& a) {
    return a.result == attempt::outcome::authorized || a.result == attempt::outcome::captured;
  });
  return it == o.attempts.end() ? nullptr : &*it;
}

bool is_being_released(const state& o) noexcept {
  return std::any_of(o.refunds.begin(), o.refunds.end(), [](const refund& r) {
    return r.purpose == refund_purpose::release && r.state != refund::status::done &&
           r.state != refund::status::failed;
  });
}

namespace {

/// What of the attempt's money the refund has taken: while that is not sure, the larger amount.
money taken_by(const refund& r) noexcept {
  if (!r.moved || r.moved->unit != r.amount.unit) return r.amount;
  if (r.state == refund::status::done) return *r.moved;
  return r.moved->minor_units > r.amount.minor_units ? *r.moved : r.amount;
}

template <class Counts>
money sum_refunds(const state& o, Counts counts) noexcept {
  money sum{0, o.amount.unit};
  for (const auto& r : o.refunds) {
    if (!counts(r)) continue;
    const auto next = add(sum, taken_by(r));
    SLUICE_INVARIANT(next.has_value());
    sum = *next;
  }
  return sum;
}

bool is_merchants(const refund& r) noexcept { return r.purpose == refund_purpose::merchant; }

}  // namespace

money committed_refunds(const state& o) noexcept {
  return sum_refunds(
      o, [](const refund& r) { return is_merchants(r) && r.state != refund::status::failed; });
}

money completed_refunds(const state& o) noexcept {
  return sum_refunds(
      o, [](const refund& r) { return is_merchants(r) && r.state == refund::status::done; });
}

money left_on(const state& o, const attempt& a) noexcept {
  const money none{0, o.amount.unit};
  const auto taken = sum_refunds(o, [&](const refund& r) {
    return r.attempt == a.number && r.state != refund::status::failed;
  });
  // Money of another currency is no money that we could give back by ourselves.
  const auto left = subtract(a.held.value_or(none), taken);
  return left && left->minor_units > 0 ? *left : none;
}

bool is_final(const phase& p) noexcept {
  return std::visit(
      overloaded{
          [](const absent&) { return false; },
          [](const accepted&) { return false; },
          [](const held&) { return false; },
          [](const verifying&) { return false; },
          [](const attempting&) { return false; },
          [](const awaiting_payer&) { return false; },
          [](const in_doubt&) { return false; },
          [](const revoking&) { return false; },
          [](const authorized&) { return false; },
          [](const paid&) { return true; },
          [](const failed&) { return true; },
          [](const revoked&) { return true; },
          [](const needs_operator&) { return false; },
      },
      p);
}

bool is_closed(const state& o) noexcept {
  return is_final(o.now) &&
         std::all_of(o.attempts.begin(), o.attempts.end(),
                     [](const attempt& a) { return a.asks == money_question::none; }) &&
         std::all_of(o.refunds.begin(), o.refunds.end(), [](const refund& r) {
           return r.state == refund::status::done || r.state == refund::status::failed;
         });
}

// -- what waits for a person ------------------------------------------------------------

bool is_for_a_person(money_question q) noexcept {
  switch (q) {
    case money_question::none:
    case money_question::paid_after_the_end:
    case money_question::hearsay_of_payment: return false;
    case money_question::another_amount:
    case money_question::not_confirmed:
    case money_question::cannot_return:
    case money_question::not_given_back: return true;
  }
  broken_invariant("every question is for a query or for a person", __FILE__, __LINE__);
}

instant begun(const refund& r) noexcept { return std::max(r.requested, r.sent_on_at); }

bool can_be_sent_on(const refund& r) noexcept {
  return r.state == refund::status::needs_operator && r.reason.starts_with(stuck_reason) &&
         !r.channel_reference.empty();
}

std::vector<open_matter> waits_for_person(const state& o) {
  std::vector<open_matter> out;
  const auto* waits = std::get_if<needs_operator>(&o.now);
  for (const auto& a : o.attempts)
    if (is_for_a_person(a.asks)) {
      out.push_back({.attempt = a.number, .reason = name_of(a.asks), .since = a.asked_since});
      if (a.asks != money_question::another_amount) continue;
      out.back().asked = a.asked;
      out.back().held = a.held;
    } else if (waits != nullptr && a.number == current_attempt(o).number) {
      out.push_back({.attempt = a.number, .reason = waits->reason, .since = waits->since});
    }
  for (const auto& r : o.refunds)
    if (r.state == refund::status::needs_operator) {
      out.push_back(
          {.attempt = r.attempt, .about = &r, .reason = r.reason, .since = r.handed_over});
      if (!r.moved) continue;
      out.back().asked = r.amount;
      out.back().held = r.moved;
    }
  return out;
}

std::string_view name_of(const phase& p) noexcept {
  return std::visit(
      overloaded{
          [](const absent&) { return "absent"; },
          [](const accepted&) { return "accepted"; },
          [](const held&) { return "held"; },
          [](const verifying&) { return "verifying"; },
          [](const attempting&) { return "attempting"; },
          [](const awaiting_payer&) { return "awaiting_payer"; },
          [](const in_doubt&) { return "in_doubt"; },
          [](const revoking&) { return "revoking"; },
          [](const authorized&) { return "authorized"; },
          [](const paid&) { return "paid"; },
          [](const failed&) { return "failed"; },
          [](const revoked&) { return "revoked"; },
          [](const needs_operator&) { return "needs_operator"; },
      },
      p);
}

const payer_action* action_needed(const state& o) noexcept {
  return std::holds_alternative<awaiting_payer>(o.now) ? o.attempts.back().action.get() : nullptr;
}

bool waits_for_code(const state& o) noexcept {
  const auto* asked = action_needed(o);
  return asked != nullptr && asked->kind == payer_action_kind::enter_code;
}

instant last_charge(const attempt& a) noexcept { return a.confirmed.value_or(a.started); }

std::string_view public_state(const state& o) noexcept {
  const bool stuck_give_back = std::any_of(o.refunds.begin(), o.refunds.end(), [](const refund& r) {
    return r.purpose != refund_purpose::merchant && r.state == refund::status::needs_operator;
  });
  const bool asks_a_person = std::any_of(o.attempts.begin(), o.attempts.end(),
                                         [](const attempt& a) { return is_for_a_person(a.asks); });
  if (stuck_give_back || asks_a_person) return "needs_operator";
  const auto* proves = std::get_if<verifying>(&o.now);
  if (proves != nullptr && !proves->asked) return "verification_needed";
  if (action_needed(o) != nullptr) return "payer_action_needed";
  if (std::holds_alternative<authorized>(o.now) && !is_being_released(o)) return name_of(o.now);
  return is_final(o.now) || std::holds_alternative<needs_operator>(o.now)
             ? name_of(o.now)
             : "processing";
}

std::string_view name_of(refund::status s) noexcept {
  switch (s) {
    case refund::status::requested: return "requested";
    case refund::status::in_doubt: return "in_doubt";
    case refund::status::done: return "done";
    case refund::status::failed: return "failed";
    case refund::status::needs_operator: return "needs_operator";
  }
  broken_invariant("every refund status has a name", __FILE__, __LINE__);
}

std::string_view name_of(refund_purpose p) noexcept {
  switch (p) {
    case refund_purpose::merchant: return "merchant";
    case refund_purpose::late_payment: return "late_payment";
    case refund_purpose::release: return "release";
  }
  broken_invariant("every refund purpose has a name", __FILE__, __LINE__);
}

std::string_view name_of(revoke_reason r) noexcept {
  switch (r) {
    case revoke_reason::payer_too_late: return "payer_too_late";
    case revoke_reason::merchant_asked: return "merchant_asked";
    case revoke_reason::declined: return "declined";
    case revoke_reason::cannot_be_confirmed: return "cannot_be_confirmed";
  }
  broken_invariant("every revoke reason has a name", __FILE__, __LINE__);
}

std::string_view name_of(revoke_method m) noexcept {
  switch (m) {
    case revoke_method::revoke: return "revoke";
    case revoke_method::close: return "close";
    case revoke_method::refund: return "refund";
  }
  broken_invariant("every revoke method has a name", __FILE__, __LINE__);
}

std::string_view name_of(source s) noexcept {
  switch (s) {
    case source::pay_answer: return "pay_answer";
    case source::query_answer: return "query_answer";
    case source::notification: return "notification";
    case source::revoke_answer: return "revoke_answer";
    case source::engine: return "engine";
    case source::person: return "person";
  }
  broken_invariant("every source has a name", __FILE__, __LINE__);
}

std::string_view name_of(finding f) noexcept {
  switch (f) {
    case finding::paid: return "paid";
    case finding::not_paid: return "not_paid";
    case finding::payer_paying: return "payer_paying";
    case finding::unknown: return "unknown";
    case finding::not_found: return "not_found";
    case finding::not_paid_if_query_agrees: return "not_paid_if_query_agrees";
    case finding::not_paid_if_revoked: return "not_paid_if_revoked";
    case finding::not_sent: return "not_sent";
    case finding::not_paid_yet: return "not_paid_yet";
  }
  broken_invariant("every finding has a name", __FILE__, __LINE__);
}

std::string_view name_of(money_question q) noexcept {
  switch (q) {
    case money_question::none: return "none";
    case money_question::paid_after_the_end: return "paid_after_the_end";
    case money_question::hearsay_of_payment: return "hearsay_of_payment";
    case money_question::another_amount: return "another_amount";
    case money_question::not_confirmed: return "not_confirmed";
    case money_question::cannot_return: return "cannot_return";
    case money_question::not_given_back: return "not_given_back";
  }
  broken_invariant("every question has a name", __FILE__, __LINE__);
}

std::string_view name_of(returned r) noexcept {
  switch (r) {
    case returned::yes: return "yes";
    case returned::no: return "no";
    case returned::not_said: return "not_said";
  }
  broken_invariant("every word about returned money has a name", __FILE__, __LINE__);
}

std::string_view name_of(resolution r) noexcept {
  switch (r) {
    case resolution::paid: return "paid";
    case resolution::failed: return "failed";
    case resolution::revoked: return "revoked";
    case resolution::refunded: return "refunded";
    case resolution::not_refunded: return "not_refunded";
    case resolution::to_payer_card: return "to_payer_card";
    case resolution::to_merchant_card: return "to_merchant_card";
  }
  broken_invariant("every resolution has a name", __FILE__, __LINE__);
}

std::optional<resolution> resolution_from_name(std::string_view name) noexcept {
  for (const auto r :
       {resolution::paid, resolution::failed, resolution::revoked, resolution::refunded,
        resolution::not_refunded, resolution::to_payer_card, resolution::to_merchant_card})
    if (name_of(r) == name) return r;
  return std::nullopt;
}

}  // namespace sluice::order
