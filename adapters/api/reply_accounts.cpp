#include "adapters/api/reply_contracts.hpp"

namespace sluice::api {

void to_proto(const account_view& from, v1::Account& into) {
  into.set_merchant(from.merchant.value());
  for (const auto& part : from.all) {
    auto& told = *into.add_balances();
    told.set_currency(std::string(name_of(part.unit)));
    told.set_pending_minor(part.pending_minor);
    told.set_available_minor(part.available_minor);
    told.set_payout_hold_minor(part.payout_hold_minor);
    told.set_refund_hold_minor(part.refund_hold_minor);
    told.set_fees_due_minor(part.fees_due_minor);
    for (const auto& lot : part.lots) {
      auto& one = *told.add_lots();
      one.set_day(ledger::text_of(lot.day));
      one.set_minor(lot.minor);
    }
  }
  into.set_sequence(from.sequence);
}

void to_proto(const settlements_view& from, v1::Settlements& into) {
  into.set_merchant(from.merchant.value());
  for (const auto& one : from.all) {
    auto& told = *into.add_settlements();
    told.set_settlement_no(one.number);
    told.set_amount_minor(one.amount.minor_units);
    told.set_currency(std::string(name_of(one.amount.unit)));
    told.set_state(one.state);
    told.set_reference(one.reference);
  }
}

}  // namespace sluice::api
