#include "domain/order/capture_events.hpp"

#include "base/invariant.hpp"

namespace sluice::order {

bool may_follow_in(const state& o, const capture_requested& e) noexcept {
  const auto* holder = authorized_attempt(o);
  if (!std::holds_alternative<authorized>(o.now) || holder == nullptr || is_being_released(o))
    return false;
  const auto left = left_on(o, *holder);
  return e.attempt.value() == o.attempts.size() + 1 && e.amount.unit == left.unit &&
         e.amount.minor_units > 0 && e.amount.minor_units <= left.minor_units;
}

bool is_let_go(const state& o, const order_revoked& e) noexcept {
  const auto* a = find_attempt(o, e.attempt);
  return std::holds_alternative<authorized>(o.now) && a != nullptr &&
         a->result == attempt::outcome::authorized;
}

void succeed(state& o, attempt& a, money amount, instant at) {
  const bool holds_only = policy_of(o.type).captured_later && !a.is_capture();
  a.result = holds_only ? attempt::outcome::authorized : attempt::outcome::paid;
  a.held = amount;
  a.paid_at = at;
  if (!a.is_capture()) return;
  SLUICE_INVARIANT(find_attempt(o, a.taken_from) != nullptr);
  auto& holder = o.attempts[static_cast<std::size_t>(a.taken_from.value()) - 1];
  holder.result = attempt::outcome::captured;
  holder.held.reset();
}

void apply_to(state& o, const capture_requested& e, instant at) {
  const auto* holder = authorized_attempt(o);
  SLUICE_INVARIANT(holder != nullptr);
  o.attempts.push_back(
      {.number = e.attempt,
       .channel = holder->channel,
       .key = e.key,
       .started = at,
       .asked = e.amount,
       .taken_from = holder->number});
  o.now = attempting{};
}

}  // namespace sluice::order
