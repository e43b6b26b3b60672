#pragma once
/// Rows of a bill as a reconciliation takes them: by the number of ours that the log knows too.

#include <string_view>

#include "adapters/bills/bill.hpp"
#include "domain/reconciliation/sides.hpp"

namespace sluice::bills {

/// A row of trades. Its own number, if that is one of ours; of a payment that was taken back as a
/// whole the payment's, since it has none (WeChat Pay) or the channel's own (Alipay).
/// UnionPay's rows say what is settled after its fee, and their times lie on other days than the
/// one on which they are cleared: so the fee is put back, and they have no day.
/// `account`: whose bill it should be; empty: anybody's.
[[nodiscard]] reconciliation::bill_line line_of(bill_form form, const bill_row& row,
                                                std::string_view account);

}  // namespace sluice::bills
