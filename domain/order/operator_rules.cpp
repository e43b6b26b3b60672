#include <algorithm>

#include "domain/order/rules.hpp"

// A person's word: what became of a refund, of the order, or of the money of one of its attempts.
// Where two amounts are named, the person says which one is true; what is left to give back then
// is.

namespace sluice::order::rules {
namespace {

decision reject_amount(std::string message) {
  return reject(rejection_code::resolved_amount_impossible, "amount_minor", std::move(message));
}

decision reject_missing_amount(std::string_view what, const std::optional<money>& asked,
                               const std::optional<money>& held) {
  return reject(rejection_code::resolved_amount_missing, "amount_minor",
                "amount_minor is missing: " + std::string(what) + ' ' +
                    (held ? to_string(*held) : std::string("another amount")) + " where " +
                    (asked ? to_string(*asked) : std::string("another amount")) +
                    " was asked for; say how much it really is");
}

/// A slip of a person's hand must not pay out what nobody asked for and no channel has named.
struct bounds {
  std::int64_t least, most;
};

decision reject_out_of(bounds allowed, std::int64_t amount, const resolve& c,
                       std::string_view why_no_more) {
  return reject_amount(
      "amount_minor is " + std::to_string(amount) + "; with " + std::string(name_of(c.verdict)) +
      " it must be " + std::to_string(allowed.least) + " to " + std::to_string(allowed.most) +
      " minor units: " + std::string(why_no_more));
}

bool is_within(bounds allowed, std::int64_t amount) noexcept {
  return allowed.least <= amount && amount <= allowed.most;
}

/// The same word of the same person again: the same answer, though nothing is left to resolve.
bool is_repeated(const std::optional<order_resolved>& last, const resolve& c) {
  if (!last || last->verdict != c.verdict || last->operator_name != c.operator_name ||
      last->reason != c.reason)
    return false;
  if (c.attempt.value() != 0 && c.attempt != last->attempt) return false;
  return !c.amount_minor || (last->held && last->held->minor_units == *c.amount_minor);
}

// -- a refund ----------------------------------------------------------------------------------

bounds of_refund(const state& o, const refund& r) {
  const auto said = r.moved && r.moved->unit == r.amount.unit ? r.moved->minor_units : 0;
  const auto held = find_attempt(o, r.attempt)->held.value_or(r.amount).minor_units;
  return {1, std::min(held, std::max(r.amount.minor_units, said))};
}

// -- a refund that is sent on --------------------------------------------------------------------

/// The same word of the same person again, while the channel is asked what came of it.
bool is_sent_on_already(const refund& r, const resolve& c) {
  return r.sent_on && r.state == refund::status::in_doubt && r.sent_on->verdict == c.verdict &&
         r.sent_on->operator_name == c.operator_name && r.sent_on->reason == c.reason &&
         r.sent_on->card_shown == c.card_shown;
}

decision reject_sending_on(const state& o, const refund& r) {
  const auto& channel = find_attempt(o, r.attempt)->channel.value();
  return reject(
      rejection_code::refund_not_stuck, "resolution",
      r.reason.starts_with(stuck_reason)
          ? "channel " + channel +
                " sends it nowhere else; see to it yourself and say refunded, or say "
                "not_refunded"
          : "only a refund that its channel calls stuck can be sent to a card, and this "
            "one is " +
                std::string(name_of(r.state)));
}

decision send_on(const state& o, const refund& r, const resolve& c) {
  if (is_sent_on_already(r, c)) return nothing();
  if (!can_be_sent_on(r)) return reject_sending_on(o, r);
  if (c.amount_minor)
    return reject_amount("a refund is sent on as a whole; leave amount_minor out");
  if (c.verdict == resolution::to_payer_card && !c.card)
    return reject(rejection_code::card_forgotten, "card_number",
                  "the card was given to an engine that has ended since, and is kept nowhere; "
                  "resolve the refund anew, with the card");
  if (c.card && names_card(c.reason, *c.card))
    return reject(rejection_code::card_number_invalid, "reason",
                  "reason is kept in the log, where nobody can take it out again: it must name "
                  "neither the card's number nor its holder");
  return effects{{refund_sent_on{c.refund, c.verdict, c.card_shown, c.operator_name, c.reason}},
                 {call_send_on{c.refund}}};
}

decision resolve_refund(const state& o, const resolve& c) {
  const auto* known = find_refund(o, c.refund);
  if (known == nullptr)
    return reject(rejection_code::refund_not_found, "refund_no",
                  "the order has no refund with this refund_no");
  if (is_repeated(known->resolved, c)) return nothing();
  if (known->state == refund::status::done || known->state == refund::status::failed)
    return reject(rejection_code::order_needs_no_operator, "refund_no",
                  "the refund has ended; nothing is left to resolve");
  if (sends_on(c.verdict)) return send_on(o, *known, c);
  if (c.verdict != resolution::refunded && c.verdict != resolution::not_refunded)
    return reject(rejection_code::resolution_unknown, "resolution",
                  "for a refund: refunded or not_refunded, or, where it is stuck, to_payer_card or "
                  "to_merchant_card");
  order_resolved said{c.verdict, c.operator_name, c.reason, c.refund, known->attempt};
  if (c.verdict == resolution::not_refunded) {
    if (c.amount_minor.value_or(0) != 0)
      return reject_amount(
          "a refund that is not_refunded gave nothing back; leave amount_minor out");
    return effects{{std::move(said)}, {}};
  }
  const bool lets_go =
      known->purpose == refund_purpose::release && std::holds_alternative<authorized>(o.now);
  if (lets_go && c.amount_minor.value_or(known->amount.minor_units) == known->amount.minor_units)
    return effects{{std::move(said), order_revoked{known->attempt, returned::yes}}, {}};
  if (!c.amount_minor) {
    if (known->moved)
      return reject_missing_amount("the channel gave back", known->amount, known->moved);
    return effects{{std::move(said)}, {}};
  }
  const auto allowed = of_refund(o, *known);
  if (!is_within(allowed, *c.amount_minor))
    return reject_out_of(allowed, *c.amount_minor, c,
                         "no more than was to go back, or its channel has said went back, and "
                         "never more than its attempt holds");
  said.held = money{*c.amount_minor, o.amount.unit};
  return effects{{std::move(said)}, {}};
}

// -- which attempt -------------------------------------------------------------------------------

/// The phase itself waits for a word about the current attempt.
bool phase_can_be_resolved(const state& o) {
  return std::holds_alternative<awaiting_payer>(o.now) || std::holds_alternative<in_doubt>(o.now) ||
         std::holds_alternative<revoking>(o.now) || std::holds_alternative<needs_operator>(o.now);
}

decision nothing_to_resolve(const state& o, const resolve& c) {
  if (is_repeated(o.resolved, c)) return nothing();
  return reject(rejection_code::order_needs_no_operator, "order_no",
                "the order is " + std::string(name_of(o.now)) +
                    "; an operator resolves orders that are in doubt or need an operator");
}

decision several_in_question(const state& o) {
  std::string which;
  for (const auto& a : o.attempts)
    if (a.asks != money_question::none)
      which += (which.empty() ? "" : ", ") + std::to_string(a.number.value());
  return reject(rejection_code::resolved_attempt_unclear, "attempt",
                "the money of attempts " + which +
                    " is in question; say with attempt which one is "
                    "meant");
}

/// The attempt that is meant, or why there is none.
std::variant<const attempt*, decision> meant(const state& o, const resolve& c) {
  const auto in_question = [](const attempt& a) { return a.asks != money_question::none; };
  if (c.attempt.value() != 0) {
    const auto* a = find_attempt(o, c.attempt);
    if (a == nullptr)
      return reject(rejection_code::resolved_attempt_unclear, "attempt",
                    "the order has attempts 1 to " + std::to_string(o.attempts.size()));
    if (in_question(*a) || (phase_can_be_resolved(o) && is_current(o, a->number))) return a;
    return nothing_to_resolve(o, c);
  }
  if (phase_can_be_resolved(o)) return &current_attempt(o);
  const auto count = std::count_if(o.attempts.begin(), o.attempts.end(), in_question);
  if (count == 0) return nothing_to_resolve(o, c);
  if (count > 1) return several_in_question(o);
  return &*std::find_if(o.attempts.begin(), o.attempts.end(), in_question);
}

// -- how much ------------------------------------------------------------------------------------

/// What the attempt holds by this word. A word that leaves the amount out means what is known, else
/// what was asked for (paid), or nothing.
money amount_meant(const state& o, const attempt& a, const resolve& c) {
  const money none{0, o.amount.unit};
  const auto unsaid = c.verdict == resolution::paid ? a.held.value_or(a.asked) : none;
  return {c.amount_minor.value_or(unsaid.minor_units), o.amount.unit};
}

std::optional<decision> wrong_amount(const state& o, const attempt& a, const resolve& c) {
  if (!c.amount_minor && a.asks == money_question::another_amount)
    return reject_missing_amount(
        "attempt " + std::to_string(a.number.value()) + " holds", a.asked, a.held);
  const auto amount = amount_meant(o, a, c).minor_units;
  const bool paid_word = c.verdict == resolution::paid;
  // What is not said, is known: old logs hold words of persons that had no bound.
  const auto known = c.amount_minor ? 0 : amount;
  const bounds allowed{
      paid_word ? 1 : 0, std::max({a.asked.minor_units, a.most_said_minor, known})};
  if (!is_within(allowed, amount))
    return reject_out_of(allowed, amount, c,
                         "no more than was asked for, or the channel of attempt " +
                             std::to_string(a.number.value()) + " has said it holds");
  if (paid_word || amount == 0) return std::nullopt;
  if (!policy_of(o.type).refundable)
    return reject_amount("orders of type " + std::string(name_of(o.type)) +
                         " cannot be given back: say paid, or with another resolution 0");
  if (a.result == attempt::outcome::paid)
    return reject_amount(
        "the order is paid with this money; give it back with refund.create, or say 0");
  return std::nullopt;
}

/// Money that the order does not keep goes back, as much of it as no give-back has taken.
decision placed(const state& o, const attempt& a, const resolve& c, const surroundings& around) {
  const auto held = amount_meant(o, a, c);
  effects out{{order_resolved{c.verdict, c.operator_name, c.reason, {}, a.number, held}}, {}};
  const bool keeps =
      a.result == attempt::outcome::paid ||
      (c.verdict == resolution::paid && phase_can_be_resolved(o) && is_current(o, a.number));
  auto then = a;
  then.held = held;
  if (keeps || !policy_of(o.type).refundable || left_on(o, then).minor_units == 0) return out;
  auto back = find_and_give_back(o, {a.number, source::person, {}, held}, around);
  out.events.insert(out.events.end(), back.events.begin(), back.events.end());
  out.actions = std::move(back.actions);
  return out;
}

}  // namespace

bool query_may_end_it(const state& o) noexcept {
  return current_attempt(o).asks == money_question::none;
}

decision resolve_by_person(const state& o, const resolve& c, const surroundings& around) {
  if (!c.refund.value().empty()) return resolve_refund(o, c);
  if (o.attempts.empty()) return nothing_to_resolve(o, c);
  auto which = meant(o, c);
  if (auto* no = std::get_if<decision>(&which)) return std::move(*no);
  if (c.verdict == resolution::refunded || c.verdict == resolution::not_refunded ||
      sends_on(c.verdict))
    return reject(
        rejection_code::resolution_unknown, "resolution", "for an order: paid, failed or revoked");
  const auto& a = *std::get<const attempt*>(which);
  if (auto no = wrong_amount(o, a, c)) return std::move(*no);
  return placed(o, a, c, around);
}

}  // namespace sluice::order::rules
