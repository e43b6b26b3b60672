#include "domain/ledger/order_money.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::ledger {
namespace {

std::int64_t settled_of(const order::receipt& told, money amount) {
  const bool is_said = told.settled && told.settled->unit == amount.unit;
  return is_said ? told.settled->minor_units : amount.minor_units;
}

}  // namespace

bool order_money::take(const order::event& e, const moment& now, const contract::book& agreed,
                       std::vector<journal>& out) {
  if (!can_be_of_this(e)) return false;
  std::visit(
      overloaded{
          [&](const order::order_accepted& x) { accept(x); },
          [&](const order::attempt_started& x) { begin(x.channel, amount_.minor_units, now.at); },
          [&](const order::capture_requested& x) {
            begin(at(holder_).channel, x.amount.minor_units, now.at);
          },
          [&](const order::attempt_succeeded& x) { at(x.attempt).told = x.told; },
          [&](const order::attempt_failed& x) { at(x.attempt).is_over = true; },
          [&](const order::order_authorized& x) { holder_ = x.attempt; },
          [&](const order::order_paid& x) {
            pay(x.attempt, at(x.attempt).asked, now, agreed, out);
          },
          [&](const order::order_failed&) { has_ended_ = true; },
          [&](const order::late_payment_found& x) {
            find_late(x.attempt, x.held ? x.held->minor_units : at(x.attempt).asked, x.told, now,
                      agreed, out);
          },
          [&](const order::order_revoked& x) { revoke(x, now, agreed, out); },
          [&](const order::order_resolved& x) { resolve(x, now, agreed, out); },
          [&](const order::refund_requested& x) { request(x, now, out); },
          [&](const order::refund_succeeded& x) {
            finish(x.refund, std::nullopt, x.told, now, out);
          },
          [&](const order::refund_failed& x) { give_up(x.refund, now, out); },
          // No money, or none that is certain.
          [](const order::payer_asked&) {},
          [](const order::attempt_in_doubt&) {},
          [](const order::revoke_requested&) {},
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

bool order_money::can_be_of_this(const order::event& e) const noexcept {
  if (std::holds_alternative<order::order_accepted>(e)) return id_.number.value().empty();
  if (id_.number.value().empty()) return false;
  if (std::holds_alternative<order::attempt_started>(e)) return true;
  if (const auto* done = std::get_if<order::refund_succeeded>(&e)) return knows(done->refund);
  if (const auto* failed = std::get_if<order::refund_failed>(&e)) return knows(failed->refund);
  if (std::holds_alternative<order::capture_requested>(e)) return holder_.value() != 0;
  if (const auto* word = std::get_if<order::order_resolved>(&e))
    return word->attempt.value() <= attempts_.size() && !attempts_.empty() &&
           (word->refund.value().empty() || knows(word->refund));
  return std::visit(
      [&]<class Event>(const Event& any) {
        if constexpr (requires { any.attempt; })
          return any.attempt.value() <= attempts_.size();
        else
          return true;
      },
      e);
}

bool order_money::is_at_rest() const noexcept {
  return has_ended_ && std::ranges::none_of(refunds_, &refund_line::is_open);
}

void order_money::accept(const order::order_accepted& e) {
  id_ = e.order;
  type_ = e.type;
  amount_ = e.amount;
  with_ = e.paid_with;
  is_shadow_ = e.is_shadow;
}

void order_money::begin(const channel_id& at, std::int64_t asked, instant when) {
  attempts_.push_back({.channel = at, .asked = asked, .begun = when});
}

instant order_money::paid_at(const attempt_line& a, const order::receipt& told, const moment& now) {
  return std::max(told.at.value_or(now.at), a.begun);
}

void order_money::pay(attempt_no n, std::int64_t amount, const moment& now,
                      const contract::book& agreed, std::vector<journal>& out) {
  has_ended_ = true;
  auto& a = at(n);
  a.is_over = true;
  if (!moves_money()) return;
  const auto when = paid_at(a, a.told, now);
  paid_by_ = n;
  paid_ = {.amount = amount, .settled = settled_of(a.told, {amount, amount_.unit})};
  earned_on_ = day_of(a.told.at.value_or(now.at));
  paid_at_ = now.sequence;
  if (const auto* terms = terms_of_merchant(now, when, agreed)) {
    owner_ = terms->what.terms.owner;
    how_ = terms->what.terms.how;
    const contract::payment p{a.channel, type_, with_, amount};
    if (const auto* row = contract::row_for(terms->what.terms, p))
      fee_ = {row->by, row->returns, contract::fee_of(paid_.settled, row->by)};
  }
  if (owner_ == contract::account_owner::us) {
    paid_.cost = cost_of(a, paid_.settled, now, when, agreed);
    amounts of;
    of[quantity::settled] = paid_.settled;
    of[quantity::cost] = paid_.cost.whole;
    if (!is_billed_apart()) of[quantity::fee] = fee_.whole;
    post(rule::payment, n, of, a.told, now, out);
  }
  if (!is_billed_apart()) return;
  amounts of;
  of[quantity::fee] = fee_.whole;
  post(rule::fee_billed, n, of, a.told, now, out);
}

/// A channel, or a person, may name another amount than before: what is more or less is posted.
void order_money::find_late(attempt_no n, std::int64_t amount, const order::receipt& told,
                            const moment& now, const contract::book& agreed,
                            std::vector<journal>& out) {
  auto& a = at(n);
  a.told = told;
  if (!moves_money() || !is_ours(now, agreed)) return;
  const auto settled = settled_of(told, {amount, amount_.unit});
  const auto cost = cost_of(a, settled, now, paid_at(a, told, now), agreed);
  amounts of;
  of[quantity::settled] = settled - a.late.settled;
  of[quantity::cost] = cost.whole - a.late.cost.whole;
  const auto back = a.late.cost.back;
  a.late.amount = amount;
  a.late.settled = settled;
  a.late.cost = cost;
  a.late.cost.back = back;
  post(rule::late_payment, n, of, told, now, out);
}

void order_money::revoke(const order::order_revoked& e, const moment& now,
                         const contract::book& agreed, std::vector<journal>& out) {
  has_ended_ = true;
  auto& a = at(e.attempt);
  a.is_over = true;
  if (e.money_returned != order::returned::yes || e.attempt == holder_) return;
  // The channel's books have both: that it was paid, and that it was given back.
  if (a.late.amount == 0) find_late(e.attempt, a.asked, a.told, now, agreed, out);
  give_back_late(e.attempt, a.late.amount - a.late.amount_back, {}, now, out);
}

void order_money::resolve(const order::order_resolved& e, const moment& now,
                          const contract::book& agreed, std::vector<journal>& out) {
  const auto held = e.held ? std::optional(e.held->minor_units) : std::nullopt;
  if (!e.refund.value().empty())
    return e.verdict == order::resolution::refunded
               ? finish(e.refund, held, {}, now, out)
               : give_up(e.refund, now, out);
  const auto last = static_cast<std::uint16_t>(attempts_.size());
  const auto n = e.attempt.value() == 0 ? attempt_no{last} : e.attempt;
  auto& a = at(n);
  // Of what had ended only the place of the money was in question: late_payment_found says it.
  if (has_ended_ || a.is_over || n.value() != last) return;
  const bool is_capture = holder_.value() != 0;
  const bool only_holds = policy_of(type_).captured_later && !is_capture;
  if (e.verdict == order::resolution::paid)
    return only_holds ? void(holder_ = n) : pay(n, held.value_or(a.asked), now, agreed, out);
  a.is_over = true;
  has_ended_ = !is_capture;
}

// -- books -------------------------------------------------------------------------------------

bool order_money::moves_money() const noexcept {
  return !is_shadow_ && policy_of(type_).direction == money_direction::in;
}

bool order_money::is_billed_apart() const noexcept {
  return owner_ == contract::account_owner::merchant || how_ == contract::billing::apart;
}

const contract::book::version* order_money::terms_of_merchant(const moment& now, instant when,
                                                              const contract::book& all) const {
  return all.at({contract::side::merchant, id_.merchant.value()}, now.sequence, when);
}

bool order_money::is_ours(const moment& now, const contract::book& all) const {
  const auto* terms = terms_of_merchant(now, now.at, all);
  return terms != nullptr && terms->what.terms.owner == contract::account_owner::us;
}

order_money::charge order_money::cost_of(const attempt_line& a, std::int64_t settled,
                                         const moment& now, instant when,
                                         const contract::book& all) const {
  const auto* terms = all.at({contract::side::channel, a.channel.value()}, now.sequence, when);
  if (terms == nullptr) return {};
  const auto* row = contract::row_for(terms->what.terms, {a.channel, type_, with_, settled});
  if (row == nullptr) return {};
  return {row->by, row->returns, contract::fee_of(settled, row->by)};
}

void order_money::post(rule r, attempt_no n, const amounts& how_much, const order::receipt& told,
                       const moment& now, std::vector<journal>& out, const refund_no& of) const {
  const auto effective = told.at.value_or(now.at);
  const auto& a = attempts_[n.value() - 1U];
  const parties who{
      id_.merchant, a.channel, clearing_day(told.clearing_date, effective), earned_on_};
  auto lines = postings_of(r, who, how_much);
  if (lines.empty()) return;
  out.push_back(
      {.sequence = now.sequence,
       .rule = r,
       .unit = amount_.unit,
       .effective = effective,
       .posted = now.at,
       .order = id_,
       .channel = a.channel,
       .attempt = n,
       .refund = of,
       .postings = std::move(lines)});
}

order_money::attempt_line& order_money::at(attempt_no n) {
  SLUICE_INVARIANT(n.value() >= 1 && n.value() <= attempts_.size());
  return attempts_[n.value() - 1U];
}

}  // namespace sluice::ledger
