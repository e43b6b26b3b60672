#pragma once
/// What the decisions about a merchant's money move in the books: lots that are due, settlements.
/// What refunds keep is posted when their orders ask for them (refund_money.cpp). Pure.

#include <optional>

#include "domain/balance/event.hpp"
#include "domain/ledger/journal.hpp"
#include "domain/ledger/order_money.hpp"

namespace sluice::ledger {

/// Nothing: it moves nothing.
[[nodiscard]] std::optional<journal> journal_of(
    const merchant_id& whose, const sluice::balance::event& e, const moment& when);

}  // namespace sluice::ledger
