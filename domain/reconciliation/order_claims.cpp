#include "domain/reconciliation/order_claims.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/reconciliation/compare.hpp"

namespace sluice::reconciliation {

using ledger::moment;

bool order_claims::take(const order::event& e, const moment& now, const contract::book& agreed) {
  if (!can_be_of_this(e)) return false;
  std::visit(
      overloaded{
          [&](const order::order_accepted& x) { accept(x); },
          [&](const order::attempt_started& x) {
            begin(x.channel, x.key, accepted_.amount.minor_units, now.at);
          },
          [&](const order::capture_requested& x) {
            begin(at(holder_).channel, x.key, x.amount.minor_units, now.at);
          },
          [&](const order::attempt_succeeded& x) { at(x.attempt).told = x.told; },
          [&](const order::attempt_failed& x) { at(x.attempt).state = claim_state::failed; },
          [&](const order::order_authorized& x) {
            holder_ = x.attempt;
            at(x.attempt).state = std::nullopt;
          },
          [&](const order::order_paid& x) {
            has_ended_ = true;
            hold_money(x.attempt, at(x.attempt).amount, now, agreed);
          },
          [&](const order::order_failed&) { has_ended_ = true; },
          [&](const order::revoke_requested& x) {
            at(x.attempt).taken_back = ledger::day_of(now.at);
          },
          [&](const order::late_payment_found& x) {
            at(x.attempt).told = x.told;
            hold_money(x.attempt, x.held ? x.held->minor_units : at(x.attempt).amount, now, agreed);
          },
          [&](const order::order_revoked& x) { revoke(x, now); },
          [&](const order::order_resolved& x) { resolve(x, now, agreed); },
          [&](const order::refund_requested& x) { request(x, now); },
          [&](const order::refund_succeeded& x) { finish(x.refund, std::nullopt, x.told, now); },
          [&](const order::refund_failed& x) { give_up(x.refund); },
          // What a bill says of it would be no other.
          [](const order::payer_asked&) {},
          [](const order::attempt_in_doubt&) {},
          [](const order::revoke_answered&) {},
          [](const order::result_conflicted&) {},
          [](const order::refund_in_doubt&) {},
          [](const order::operator_needed&) {},
          [](const order::risk_judged&) {},
          [](const order::code_tried&) {},
          [](const order::code_judged&) {},
          [](const order::route_renewed&) {},
          [](const order::code_given&) {},
          [](const order::refund_sent_on&) {},
      },
      e);
  return true;
}

bool order_claims::can_be_of_this(const order::event& e) const noexcept {
  if (std::holds_alternative<order::order_accepted>(e)) return !is_known_;
  if (!is_known_) return false;
  if (std::holds_alternative<order::attempt_started>(e)) return true;
  if (std::holds_alternative<order::capture_requested>(e)) return holder_.value() != 0;
  const auto knows = [&](const refund_no& n) {
    return std::ranges::find(refunds_, n, &refund_line::name) != refunds_.end();
  };
  if (const auto* done = std::get_if<order::refund_succeeded>(&e)) return knows(done->refund);
  if (const auto* failed = std::get_if<order::refund_failed>(&e)) return knows(failed->refund);
  if (const auto* word = std::get_if<order::order_resolved>(&e))
    return word->attempt.value() <= attempts_.size() && !attempts_.empty() &&
           (word->refund.value().empty() || knows(word->refund));
  if (std::holds_alternative<order::operator_needed>(e)) return true;
  return std::visit(
      [&]<class Event>(const Event& any) {
        if constexpr (requires { any.attempt; })
          return any.attempt.value() >= 1 && any.attempt.value() <= attempts_.size();
        else
          return true;
      },
      e);
}

bool order_claims::is_at_rest() const noexcept {
  return has_ended_ && std::ranges::none_of(refunds_, [](const refund_line& r) {
           return r.state == claim_state::in_doubt;
         });
}

void order_claims::accept(const order::order_accepted& e) {
  accepted_ = {.order = e.order, .type = e.type, .amount = e.amount};
  accepted_.paid_with = e.paid_with;
  accepted_.is_shadow = e.is_shadow;
  is_known_ = true;
}

void order_claims::begin(const channel_id& at, const channel_key& key, std::int64_t amount,
                         instant when) {
  attempts_.push_back({.channel = at,
                       .key = number(key.value()),
                       .amount = amount,
                       .begun = when,
                       .day = ledger::day_of(when)});
}

/// It has been paid, in time or late. A channel, or a person, may name another amount than before.
void order_claims::hold_money(attempt_no n, std::int64_t amount, const moment& now,
                              const contract::book& agreed) {
  auto& a = at(n);
  const auto when = a.told.at.value_or(now.at);
  a.state = claim_state::done;
  a.amount = amount;
  a.day = ledger::clearing_day(a.told.clearing_date, when);
  const bool is_said = a.told.settled && a.told.settled->unit == accepted_.amount.unit;
  a.settled = is_said ? a.told.settled->minor_units : amount;
  const auto* terms = agreed.at(
      {contract::side::channel, a.channel.value()}, now.sequence, std::max(when, a.begun));
  if (terms == nullptr) return;
  const auto* row = contract::row_for(
      terms->what.terms, {a.channel, accepted_.type, accepted_.paid_with, a.settled});
  if (row == nullptr) return;
  a.of_channel = {
      row->by, row->returns, contract::fee_of(a.settled, row->by), a.of_channel.back, true};
}

void order_claims::revoke(const order::order_revoked& e, const moment& now) {
  has_ended_ = true;
  auto& a = at(e.attempt);
  a.taken_back = ledger::day_of(now.at);
  if (e.attempt == holder_) {
    a.state = claim_state::failed;
    return;
  }
  switch (e.money_returned) {
    case order::returned::yes:
      if (a.state != claim_state::done) a.settled = a.amount;
      a.state = claim_state::returned;
      return;
    case order::returned::no: a.state = claim_state::failed; return;
    case order::returned::not_said: a.state = claim_state::revoked; return;
  }
  broken_invariant("every word about returned money is understood", __FILE__, __LINE__);
}

void order_claims::resolve(const order::order_resolved& e, const moment& now,
                           const contract::book& agreed) {
  const auto held = e.held ? std::optional(e.held->minor_units) : std::nullopt;
  if (!e.refund.value().empty())
    return e.verdict == order::resolution::refunded
               ? finish(e.refund, held, {}, now)
               : give_up(e.refund);
  const auto last = static_cast<std::uint16_t>(attempts_.size());
  const auto n = e.attempt.value() == 0 ? attempt_no{last} : e.attempt;
  auto& a = at(n);
  // Of what had ended only the place of the money was in question: late_payment_found says it.
  if (has_ended_ || a.state != claim_state::in_doubt || n.value() != last) return;
  const bool is_capture = holder_.value() != 0;
  if (e.verdict == order::resolution::paid) {
    if (policy_of(accepted_.type).captured_later && !is_capture) {
      holder_ = n;
      a.state = std::nullopt;
      return;
    }
    has_ended_ = true;
    return hold_money(n, held.value_or(a.amount), now, agreed);
  }
  a.state = claim_state::failed;
  has_ended_ = !is_capture;
}

// -- refunds -----------------------------------------------------------------------------------

/// Bills have refunds by the time at which they were accepted.
void order_claims::request(const order::refund_requested& e, const moment& now) {
  refunds_.push_back({.name = e.refund,
                      .attempt = e.attempt,
                      .key = number(e.key.value()),
                      .is_of_held = e.purpose == order::refund_purpose::release,
                      .amount = e.amount.minor_units,
                      .day = ledger::day_of(now.at)});
}

void order_claims::finish(const refund_no& n, std::optional<std::int64_t> moved,
                          const order::receipt& told, const moment& now) {
  auto* const r = find(n);
  if (r == nullptr || r->state != claim_state::in_doubt) return;
  r->state = claim_state::done;
  r->amount = moved.value_or(r->amount);
  if (!told.clearing_date.empty())
    r->day = ledger::clearing_day(told.clearing_date, told.at.value_or(now.at));
  auto& a = at(r->attempt);
  const bool is_said = told.settled && told.settled->unit == accepted_.amount.unit;
  const auto part =
      a.amount == 0
          ? r->amount
          : contract::settled_part({a.amount, a.settled, a.amount_back, a.settled_back, r->amount});
  r->settled = is_said ? told.settled->minor_units : part;
  auto& c = a.of_channel;
  if (c.is_agreed) {
    r->fee_back = contract::fee_returned_by(
        {a.settled, a.settled_back, c.whole, c.back, r->settled}, c.by, c.returns);
    c.back += r->fee_back;
  }
  a.amount_back += r->amount;
  a.settled_back += r->settled;
}

void order_claims::give_up(const refund_no& n) {
  auto* const r = find(n);
  if (r != nullptr && r->state == claim_state::in_doubt) r->state = claim_state::failed;
}

// -- what it comes to ----------------------------------------------------------------------------

void order_claims::tell(const visitor& visit) const {
  if (accepted_.is_shadow || policy_of(accepted_.type).direction != money_direction::in) return;
  for (const auto& a : attempts_)
    if (a.state) tell_attempt(a, visit);
  for (const auto& r : refunds_)
    if (!r.is_of_held) tell_refund(r, visit);
}

void order_claims::tell_attempt(const attempt_line& a, const visitor& visit) const {
  const auto unit = accepted_.amount.unit;
  claim c{.of = a.key, .state = *a.state, .unit = unit, .amount = a.amount, .day = a.day};
  if (is_money(c.state)) {
    c.settled = a.settled;
    if (a.of_channel.is_agreed) c.fee = a.of_channel.whole * parts_of_minor(unit);
  }
  visit(a.channel, c);
  if (!a.taken_back || c.state == claim_state::done || c.state == claim_state::failed) return;
  c.what = movement::reversal;
  c.amount = -c.amount;
  if (c.settled) c.settled = -*c.settled;
  if (c.fee) c.fee = -*c.fee;
  c.day = *a.taken_back;
  visit(a.channel, c);
}

void order_claims::tell_refund(const refund_line& r, const visitor& visit) const {
  const auto unit = accepted_.amount.unit;
  const auto& a = attempts_[r.attempt.value() - 1U];
  claim c{.of = r.key,
          .what = movement::refund,
          .state = r.state,
          .unit = unit,
          .amount = -r.amount,
          .day = r.day};
  if (is_money(c.state)) {
    c.settled = -r.settled;
    if (a.of_channel.is_agreed) c.fee = -r.fee_back * parts_of_minor(unit);
  }
  visit(a.channel, c);
}

order_claims::attempt_line& order_claims::at(attempt_no n) {
  SLUICE_INVARIANT(n.value() >= 1 && n.value() <= attempts_.size());
  return attempts_[n.value() - 1U];
}

order_claims::refund_line* order_claims::find(const refund_no& n) noexcept {
  const auto found = std::ranges::find(refunds_, n, &refund_line::name);
  return found == refunds_.end() ? nullptr : &*found;
}

}  // namespace sluice::reconciliation
