#pragma once
/// Rows of a bill as a reconciliation takes them: by the number of ours that the log knows too.

#include <string_view>

#include "adapters/bills/bill.hpp"
#include "domain/reconciliation/sides.hpp"

namespace sluice::bills {

/// A row of trades. Its own number, if that is one of ours; of a payment that was taken back as a
/// whole the payment's, since it has none (WeChat Pay) or the channel's own (Alipay).
/// `account`: whose bill it should be; empty: anybody's.
[[nodiscard]] reconciliation::bill_line line_of(const bill_row& row, std::string_view account);

}  // namespace sluice::bills
