/// Money that is only held: captured once and no further than held, and free with evidence only.

#include <algorithm>

#include "sim/judges/history_judge.hpp"

namespace sluice::sim {

/// Once, where the money is held, and no more than that.
void history_judge::capture(order_facts& o, const order::capture_requested& e, instant at) {
  const auto* holder = o.holder();
  if (o.stage != order_stage::authorized || holder == nullptr || o.is_being_released())
    return wrong(o, "capture_requested", "nothing is held for it", promise::paid_once);
  if (e.attempt.value() != o.attempts.size() + 1 || facts_->owner_of(e.key) != nullptr)
    return wrong(o, "capture_requested", "under a number that was used before", promise::paid_once);
  if (e.amount.minor_units <= 0 || e.amount.minor_units > holder->held_minor)
    wrong(o, "capture_requested", "more than is held", promise::books_agree);
  begin(o, {.channel = holder->channel,
            .key = e.key,
            .started = at,
            .asked = e.amount,
            .is_capture = true});
}

void history_judge::succeed(order_facts& o, attempt_facts& a, std::int64_t amount_minor) {
  const bool holds_only = policy_of(o.type).captured_later && !a.is_capture;
  a.end = holds_only ? attempt_facts::result::authorized : attempt_facts::result::paid;
  a.held_minor = amount_minor;
  if (!a.is_capture) return;
  auto* holder = o.holder();
  if (holder == nullptr) return wrong(o, "a capture", "takes of nothing", promise::paid_once);
  holder->end = attempt_facts::result::captured;
  holder->held_minor = 0;
}

/// What was held is free: by a release that is done, or a query no longer finds it.
void history_judge::let_go(order_facts& o, const order::order_revoked& e) {
  auto* a = o.attempt_of(e.attempt);
  if (a == nullptr || a != o.holder())
    return wrong(o, "order_revoked", "of an attempt that holds nothing");
  const bool released = std::any_of(o.refunds.begin(), o.refunds.end(), [](const refund_facts& r) {
    return r.releases && r.now == refund_facts::stage::done;
  });
  if (!released && !a->told_not_paid)
    wrong(o, "order_revoked", "without evidence", promise::books_agree);
  a->end = attempt_facts::result::not_paid;
  a->held_minor = 0;
  o.stage = order_stage::revoked;
}

}  // namespace sluice::sim
