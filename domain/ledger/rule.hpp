#pragma once
/// When money moves, which accounts it moves between: the posting rules, as a table. A rule whose
/// two sides are not the same for any amounts does not compile. Documentation prints this table.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enumerators.hpp"
#include "domain/ledger/account.hpp"
#include "domain/ledger/quantity.hpp"

namespace sluice::ledger {

/// Codes and names are in what is exported: never change or reuse one.
enum class rule : std::uint8_t {
  payment,             ///< P1
  late_payment,        ///< P2
  late_payment_back,   ///< P3
  refund_held,         ///< P4
  refund_done,         ///< P5
  refund_not_done,     ///< P6
  fee_billed,          ///< P26
  fee_billed_back,     ///< P26
  lot_matured,           ///< P8
  settlement_requested,  ///< P10
  settlement_paid,       ///< P11
  settlement_not_paid,   ///< P12
  settlement_returned,   ///< P13
};

struct rule_line {
  account_kind where;
  sum how_much;
};

struct rule_row {
  rule which;
  std::string_view code;
  std::string_view name;
  std::string_view when;
  std::array<std::optional<rule_line>, 3> debit;
  std::array<std::optional<rule_line>, 3> credit;
};

namespace rules {

using enum quantity;
using enum account_kind;

inline constexpr std::array<rule_row, 13> all{{
    {rule::payment,
     "P1",
     "payment",
     "an order is paid, to an account of ours",
     {{{{clearing, settled}}, {{channel_cost, cost}}}},
     {{{{pending, settled - fee}}, {{fee_income, fee}}, {{clearing, cost}}}}},
    {rule::late_payment,
     "P2",
     "late_payment",
     "money came for an order that had ended, or a second time",
     {{{{clearing, settled}}, {{channel_cost, cost}}}},
     {{{{owed_to_payers, settled}}, {{clearing, cost}}}}},
    {rule::late_payment_back,
     "P3",
     "late_payment_back",
     "such money is given back",
     {{{{owed_to_payers, refunded}}, {{clearing, cost_back}}}},
     {{{{clearing, refunded}}, {{channel_cost, cost_back}}}}},
    {rule::refund_held,
     "P4",
     "refund_held",
     "a merchant asks for a refund",
     {{{{pending, refunded - fee_back - from_available}}, {{available, from_available}}}},
     {{{{refund_hold, refunded - fee_back}}}}},
    {rule::refund_done,
     "P5",
     "refund_done",
     "the refund has been done",
     {{{{refund_hold, refunded - fee_back}}, {{fee_income, fee_back}}, {{clearing, cost_back}}}},
     {{{{clearing, refunded}}, {{channel_cost, cost_back}}}}},
    {rule::refund_not_done,
     "P6",
     "refund_not_done",
     "the refund will surely not be done",
     {{{{refund_hold, refunded - fee_back}}}},
     {{{{pending, refunded - fee_back - from_available}}, {{available, from_available}}}}},
    {rule::fee_billed,
     "P26",
     "fee_billed",
     "an order is paid whose fee is billed apart, or to the merchant's own account",
     {{{{fees_due, fee}}}},
     {{{{fee_income, fee}}}}},
    {rule::fee_billed_back,
     "P26b",
     "fee_billed_back",
     "a refund of such an order has been done",
     {{{{fee_income, fee_back}}}},
     {{{{fees_due, fee_back}}}}},
    {rule::lot_matured,
     "P8",
     "lot_matured",
     "what a merchant has earned on a day is due",
     {{{{pending, matured}}}},
     {{{{available, matured}}}}},
    {rule::settlement_requested,
     "P10",
     "settlement_requested",
     "a merchant is to be paid what is due to it",
     {{{{available, settlement}}}},
     {{{{payout_hold, settlement}}}}},
    {rule::settlement_paid,
     "P11",
     "settlement_paid",
     "it has been paid",
     {{{{payout_hold, settlement}}}},
     {{{{payout_clearing, settlement}}}}},
    {rule::settlement_not_paid,
     "P12",
     "settlement_not_paid",
     "it has surely not been paid",
     {{{{payout_hold, settlement}}}},
     {{{{available, settlement}}}}},
    {rule::settlement_returned,
     "P13",
     "settlement_returned",
     "the bank has sent back what was paid",
     {{{{payout_clearing, settlement}}}},
     {{{{available, settlement}}}}},
}};

[[nodiscard]] constexpr sum total(const std::array<std::optional<rule_line>, 3>& side) noexcept {
  sum out;
  for (const auto& line : side)
    if (line) out = out + line->how_much;
  return out;
}
[[nodiscard]] consteval bool all_balance() {
  for (const auto& r : all)
    if (!(total(r.debit) == total(r.credit))) return false;
  return true;
}
static_assert(is_indexed_by(all, &rule_row::which), "every rule has a row");
static_assert(has_each_once(all, &rule_row::code) && has_each_once(all, &rule_row::name));
static_assert(all_balance(), "the two sides of each rule are the same, whatever the amounts");

}  // namespace rules

[[nodiscard]] constexpr const rule_row& row_of(rule r) noexcept {
  return rules::all[static_cast<std::size_t>(r)];
}

}  // namespace sluice::ledger
