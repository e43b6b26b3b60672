#include "actors/alarm/facts_of.hpp"

#include "actors/alarm/call_end.hpp"
#include "base/overloaded.hpp"

namespace sluice {
namespace {

alarm::fact about(const order_id& order, alarm::kind what, std::string key, std::string detail) {
  return alarm::happened{
      what, std::move(key), alarm_key_of(order), to_string(order) + ": " + std::move(detail)};
}

/// A query that answers a question about money contradicts nothing.
bool contradicts(const order::result_conflicted& e) {
  return e.detail != "late_payment_not_confirmed" && e.detail != "amount_confirmed";
}

}  // namespace

std::optional<alarm::fact> fact_of(const order_id& order, const order::event& event,
                                   std::int64_t large_amount_minor) {
  using alarm::kind;
  using found = std::optional<alarm::fact>;
  return std::visit(
      overloaded{
          [&](const order::late_payment_found&) -> found {
            return about(order, kind::special_state, "late_money",
                         "money came after the order was taken back or had ended");
          },
          [&](const order::operator_needed& e) -> found {
            return about(order, kind::special_state, "needs_operator", e.reason);
          },
          [&](const order::result_conflicted& e) -> found {
            if (!contradicts(e)) return std::nullopt;
            return about(
                order, kind::abnormal_state, "conflict", "a later result contradicts the first");
          },
          [&](const order::order_accepted& e) -> found {
            if (e.amount.minor_units < large_amount_minor || e.is_shadow) return std::nullopt;
            return about(order, kind::large_amount, order.merchant.value(), to_string(e.amount));
          },
          [](const auto&) -> found { return std::nullopt; },
      },
      event);
}

std::optional<alarm::fact> fact_of(const approval::event& event) {
  const auto* e = std::get_if<approval::proposed>(&event);
  if (e == nullptr || !e->is_exception) return std::nullopt;
  const auto word = approval::command_of(e->what);
  return alarm::happened{
      alarm::kind::single_person, std::string(word.system) + '.' + std::string(word.operation), 0,
      approval::signed_in(e->what).operator_name + " about " + e->about};
}

alarm::fact fact_of(const channel::wallet_turn& turn) {
  return alarm::condition{alarm::kind::wallet_shut, std::string(name_of(turn.which)), turn.is_shut,
                          "every channel that takes it is shut by its breaker"};
}

}  // namespace sluice
