#include "sim/providers/provider.hpp"

// Money that is only held: what a capture takes of it.

namespace sluice::sim {

bool is_hold(const trade& t) noexcept {
  return policy_of(t.type).captured_later && t.taken_from.empty();
}

std::int64_t held_minor(const trade& t) noexcept {
  if (t.state != trade_state::paid || t.taken.minor_units > 0) return 0;
  return t.amount.minor_units - refunded_minor(t);
}

/// Nobody is asked: rows in which the payer is, take at once.
pay_verdict provider::capture(trade& t, instant now) {
  switch (t.script->pay) {
    case pay_script::declines:
    case pay_script::declines_then_pays: return pay_verdict::declined;
    case pay_script::declines_as_if_repeated: return pay_verdict::declined_as_if_repeated;
    case pay_script::answers_strangely: return pay_verdict::strange;
    case pay_script::never_hears: return pay_verdict::unheard;
    case pay_script::pays_at_once:
    case pay_script::asks_then_pays:
    case pay_script::asks_in_vain: break;
  }
  auto* hold = find(t.taken_from);
  if (hold == nullptr || !is_hold(*hold) || hold->amount.unit != t.amount.unit)
    return pay_verdict::nothing_held;
  const auto rest = held_minor(*hold) - t.amount.minor_units;
  if (rest < 0) return pay_verdict::nothing_held;
  hold->taken = t.amount;
  hold->changed = now;
  book(movement_kind::taken, *hold, t.amount.minor_units, now);
  if (rest > 0) book(movement_kind::let_go, *hold, rest, now);
  pay_now(t, now);
  return pay_verdict::paid;
}

}  // namespace sluice::sim
