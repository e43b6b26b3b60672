#include "adapters/bills/bill_lines.hpp"

#include "domain/reconciliation/compare.hpp"

namespace sluice::bills {
namespace {

using reconciliation::movement;

bool has_a_number_of_its_own(const bill_row& row) {
  return !row.own.ours.empty() && row.own.ours != row.original.channels;
}

movement movement_of(const bill_row& row) {
  switch (row.kind) {
    case row_kind::payment: return movement::payment;
    case row_kind::refund:
    case row_kind::reversal:
      return has_a_number_of_its_own(row) ? movement::refund : movement::reversal;
    case row_kind::fee:
    case row_kind::withdrawal:
    case row_kind::other: break;
  }
  return row.amount.minor_units < 0 ? movement::refund : movement::payment;
}

}  // namespace

reconciliation::bill_line line_of(bill_form form, const bill_row& row, std::string_view account) {
  reconciliation::bill_line out{
      .row = static_cast<std::uint32_t>(row.line),
      .what = movement_of(row),
      .unit = row.amount.unit,
      .amount = row.amount.minor_units,
      .fee = row.fee,
      .is_foreign = !account.empty() && !row.account.empty() && row.account != account,
      .bytes = row.bytes};
  const bool is_reversal = out.what == movement::reversal;
  out.of = reconciliation::number(is_reversal ? row.original.ours : row.own.ours);
  if (row.settled) out.settled = row.settled->minor_units;
  if (form == bill_form::unionpay) {
    if (out.settled) *out.settled += row.fee.value_or(0) / reconciliation::parts_of_minor(out.unit);
    return out;
  }
  if (row.at) out.day = ledger::day_of(*row.at);
  return out;
}

}  // namespace sluice::bills
