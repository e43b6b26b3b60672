/// Refunds, give-backs and releases: of money that is there, no more than that, and done when a
/// channel says so.

#include <algorithm>

#include "sim/judges/history_judge.hpp"

namespace sluice::sim {

void history_judge::request_refund(order_facts& o, const order::refund_requested& e, instant at) {
  if (o.refund_of(e.refund) != nullptr || facts_->owner_of(e.key) != nullptr)
    return wrong(o, "refund_requested", "the number was used before", promise::refunds_fit);
  const bool late = e.purpose != order::refund_purpose::merchant;
  const bool releases = e.purpose == order::refund_purpose::release;
  if (!late && o.stage != order_stage::paid)
    wrong(o, "refund_requested", "the order is not paid", promise::refunds_fit);
  const auto* from = o.attempt_of(e.attempt);
  if (from == nullptr) return wrong(o, "refund_requested", "of an attempt that never was");
  if (late != (from->end != attempt_facts::result::paid))
    wrong(o, "refund_requested", "from an attempt that does not hold the money",
          promise::refunds_fit);
  if (releases != (from->end == attempt_facts::result::authorized) ||
      (releases && o.stage != order_stage::authorized))
    wrong(o, "refund_requested", "of money that is not held", promise::refunds_fit);
  if (e.amount.minor_units > from->held_minor - o.taken_from(e.attempt))
    wrong(o, "refund_requested", "more than its attempt holds", promise::refunds_fit);
  o.refunds.push_back(
      {.number = e.refund,
       .key = e.key,
       .attempt = e.attempt,
       .amount = e.amount,
       .body = e.body,
       .gives_back = late,
       .releases = releases,
       .requested = at});
  facts_->remember(e.key, o.id);
}

void history_judge::send_on(order_facts& o, const order::refund_sent_on& e, instant at) {
  auto* r = o.refund_of(e.refund);
  if (r == nullptr || r->now != refund_facts::stage::with_a_person)
    return wrong(o, "refund_sent_on", "no person was asked", promise::refunds_fit);
  if (!r->told_sendable)
    wrong(o, "refund_sent_on", "no channel takes a card for it", promise::refunds_fit);
  const auto& said = o.told_by_person;
  if (std::find(said.begin(), said.end(), e.verdict) == said.end() || e.operator_name.empty())
    wrong(o, "refund_sent_on", "no person said so");
  r->goes_to_a_card_named = e.verdict == order::resolution::to_payer_card;
  if (e.card_shown.empty() == r->goes_to_a_card_named)
    wrong(o, "refund_sent_on", "and people cannot see where to");
  ++r->sent_on;
  r->requested = at;
  r->now = refund_facts::stage::open;
}

void history_judge::end_refund(order_facts& o, const refund_no& n, bool done) {
  auto* r = o.refund_of(n);
  const auto name = done ? "refund_succeeded" : "refund_failed";
  if (r == nullptr || r->now == refund_facts::stage::done || r->now == refund_facts::stage::failed)
    return wrong(o, name, "the refund is not open", promise::refunds_fit);
  const auto told = std::count(r->told_moved.begin(), r->told_moved.end(), r->amount.minor_units);
  if (!(done ? r->told_done && told > 0 : r->told_failed))
    wrong(o, name, "no channel said so", promise::refunds_fit);
  r->now = done ? refund_facts::stage::done : refund_facts::stage::failed;
}

}  // namespace sluice::sim
