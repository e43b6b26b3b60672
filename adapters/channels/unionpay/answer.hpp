#pragma once
/// What UnionPay's answer to a call proves.

#include "actors/ports/channel_port.hpp"
#include "adapters/channels/account.hpp"
#include "adapters/channels/form.hpp"
#include "domain/order/receipt.hpp"

namespace sluice::unionpay {

/// `said`: proven to be UnionPay's. That it is about this call is looked at here: a signature binds
/// no answer to a question.
[[nodiscard]] channel_answer classify(const channel_call& call, const form_fields& said,
                                      const dialect_account& account, instant now);

/// Why it is not about this call, as a code for the log. Nothing: it is.
[[nodiscard]] std::optional<std::string> why_not_about(
    const channel_call& call, const form_fields& said, const dialect_account& account);

/// Of a payment or a refund that is done.
[[nodiscard]] order::receipt receipt_of(const form_fields& said);

/// Nothing: the amount is not there, or in another currency than yuan.
[[nodiscard]] std::optional<money> amount_in(const form_fields& said) noexcept;

}  // namespace sluice::unionpay
