#pragma once
/// The bill of a clearing day at UnionPay (transaction 76/01): the signed answer holds the archive,
/// deflated and in base64. Source: open.unionpay.com, ACP 5.1.0, transfer of files.

#include <optional>

#include "adapters/channels/account.hpp"
#include "adapters/channels/bill_exchange.hpp"
#include "adapters/channels/form.hpp"
#include "adapters/channels/unionpay/keys.hpp"

namespace sluice::unionpay {

/// Unsigned.
[[nodiscard]] form_fields bill_fields(bill_day day, const dialect_account& account,
                                      const keys& with, instant now);

/// Of an answer whose signature was checked already.
[[nodiscard]] heard_bill read_bill_answer(const form_fields& said, bill_day day,
                                          const dialect_account& account);

}  // namespace sluice::unionpay
