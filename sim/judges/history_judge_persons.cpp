#include <algorithm>
#include <utility>

#include "sim/judges/history_judge.hpp"

// What a person is asked, and what persons say.

namespace sluice::sim {

void history_judge::need_person(order_facts& o, const order::operator_needed& e, instant at) {
  if (e.reason.empty()) wrong(o, "operator_needed", "without a reason", promise::everything_ends);
  if (!e.refund.value().empty()) {
    auto* r = o.refund_of(e.refund);
    // Who has it already must hear when a channel names another amount after all.
    const bool learns_more = r != nullptr && r->now == refund_facts::stage::with_a_person &&
                             e.held && r->moved_minor != e.held->minor_units;
    if (r == nullptr || (r->now != refund_facts::stage::open && !learns_more))
      return wrong(o, "operator_needed", "the refund is not open");
    others_.times.gives_up(o, e, at, facts_->fullness_of(o.attempt_of(r->attempt)->channel));
    r->now = refund_facts::stage::with_a_person;
    r->waits_for_a_card = !e.channel_reference.empty();
    if (e.held) r->moved_minor = e.held->minor_units;
    return;
  }
  if (e.attempt.value() != 0) return ask_person(o, e);
  if (o.stage != order_stage::payer_asked && o.stage != order_stage::doubt &&
      o.stage != order_stage::taking_back)
    return wrong(o, "operator_needed", "the order is not in doubt");
  if (e.reason == (o.only_refunds_return ? "revoke_kept_failing" : "not_settled_in_time"))
    wrong(o, "operator_needed", "for a reason that is not true: " + e.reason);
  others_.times.gives_up(o, e, at, facts_->fullness_of(o.attempts.back().channel));
  o.stage = order_stage::with_a_person;
  o.reason = e.reason;
}

void history_judge::ask_person(order_facts& o, const order::operator_needed& e) {
  auto* a = o.attempt_of(e.attempt);
  if (a == nullptr || !only_a_person_answers(e.asks))
    return wrong(o, "operator_needed", "about nothing", promise::everything_ends);
  if (e.asks == order::money_question::another_amount) {
    const auto& told = a->told_amounts;
    if (!e.held || e.asked != a->asked ||
        std::find(told.begin(), told.end(), *e.held) == told.end())
      wrong(o, "operator_needed", "with amounts that nobody named", promise::books_agree);
  }
  a->asks = e.asks;
  if (e.held) a->held_minor = e.held->minor_units;
  a->most_named = std::max(a->most_named, a->held_minor);
  if (has_ended(o.stage) || a != &o.attempts.back()) return;
  o.stage = order_stage::with_a_person;
  o.reason = e.reason;
}

void history_judge::resolve(order_facts& o, const order::order_resolved& e) {
  if (e.operator_name.empty() || e.reason.empty())
    wrong(o, "order_resolved", "without a name or a reason");
  if (std::find(o.told_by_person.begin(), o.told_by_person.end(), e.verdict) ==
      o.told_by_person.end())
    wrong(o, "order_resolved", "no person said so");
  if (!e.refund.value().empty()) {
    auto* r = o.refund_of(e.refund);
    if (r == nullptr || r->now == refund_facts::stage::done ||
        r->now == refund_facts::stage::failed)
      return wrong(o, "order_resolved", "the refund is not open");
    r->now = e.verdict == order::resolution::refunded
                 ? refund_facts::stage::done
                 : refund_facts::stage::failed;
    const auto most = std::max(r->amount.minor_units, r->moved_minor.value_or(0));
    r->moved_minor.reset();
    if (e.held) r->moved_minor = e.held->minor_units;
    if (r->moved_minor > most)
      wrong(o, "order_resolved", "more went back than anybody had named", promise::refunds_fit);
    if (auto& from = *o.attempt_of(r->attempt);
        r->gives_back && from.held_minor > o.taken_from(r->attempt))
      from.asks = order::money_question::not_given_back;
    return;
  }
  auto* const meant = o.attempt_of(e.attempt);
  if (meant == nullptr) return wrong(o, "order_resolved", "of an attempt that never was");
  auto& a = *meant;
  const bool was_in_question =
      std::exchange(a.asks, order::money_question::none) != order::money_question::none;
  a.held_minor = e.held.value_or(money{}).minor_units;
  if (a.held_minor > std::max(o.amount.minor_units, a.most_named))
    wrong(o, "order_resolved", "more is held than anybody had named", promise::books_agree);
  if (has_ended(o.stage) || meant != &o.attempts.back()) {
    if (!was_in_question) wrong(o, "order_resolved", "nothing was in question");
    return;
  }
  if (e.verdict == order::resolution::paid) succeed(o, a, a.held_minor);
  const bool holds = a.end == attempt_facts::result::authorized;
  const auto paid = holds ? order_stage::authorized : order_stage::paid;
  const auto failed = a.is_capture ? order_stage::authorized : order_stage::failed;
  const auto revoked = a.is_capture ? order_stage::authorized : order_stage::revoked;
  o.stage = e.verdict == order::resolution::paid     ? paid
            : e.verdict == order::resolution::failed ? failed
                                                     : revoked;
}

}  // namespace sluice::sim
