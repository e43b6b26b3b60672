#include "domain/alarm/facts_of.hpp"

namespace sluice::alarm {
namespace {

fact about(const order_id& order, kind what, std::string key, std::string detail) {
  return happened{what, std::move(key), key_of(order), to_string(order) + ": " + std::move(detail)};
}

/// A query that answers a question about money contradicts nothing.
bool contradicts(const order::result_conflicted& e) {
  return e.detail != "late_payment_not_confirmed" && e.detail != "amount_confirmed";
}

}  // namespace

bool somebody_waits(business_type type) noexcept {
  const auto& policy = policy_of(type);
  return policy.payer_waits && !policy.asks_payer;
}

std::optional<fact> fact_of(const order_id& order, const order::event& event,
                            std::int64_t large_amount_minor) {
  if (std::holds_alternative<order::late_payment_found>(event))
    return about(order, kind::special_state, "late_money",
                 "money came after the order was taken back or had ended");
  if (const auto* e = std::get_if<order::operator_needed>(&event))
    return about(order, kind::special_state, "needs_operator", e->reason);
  if (const auto* e = std::get_if<order::result_conflicted>(&event);
      e != nullptr && contradicts(*e))
    return about(order, kind::abnormal_state, "conflict", "a later result contradicts the first");
  const auto* e = std::get_if<order::order_accepted>(&event);
  if (e == nullptr || e->amount.minor_units < large_amount_minor || e->is_shadow)
    return std::nullopt;
  return about(order, kind::large_amount, order.merchant.value(), to_string(e->amount));
}

std::optional<fact> fact_of(const approval::event& event) {
  const auto* e = std::get_if<approval::proposed>(&event);
  if (e == nullptr || !e->is_exception) return std::nullopt;
  const auto word = approval::command_of(e->what);
  return happened{kind::single_person, std::string(word.system) + '.' + std::string(word.operation),
                  0, approval::signed_in(e->what).operator_name + " about " + e->about};
}

fact fact_of(const channel::wallet_turn& turn) {
  return condition{kind::wallet_shut, std::string(name_of(turn.which)), turn.is_shut,
                   "every channel that takes it is shut by its breaker"};
}

}  // namespace sluice::alarm
