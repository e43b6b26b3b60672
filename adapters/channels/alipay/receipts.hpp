#pragma once
/// What Alipay says of money that moved, for the books. As far as it can be read: a receipt proves
/// nothing, so what is wrong with it does not make an answer unknown.

#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/form.hpp"
#include "domain/money.hpp"
#include "domain/order/receipt.hpp"

namespace sluice::alipay {

/// Of a paid trade: trade.pay and trade.query.
[[nodiscard]] order::receipt trade_receipt_of(const reply& r, currency unit);
/// Of the same in a notification.
[[nodiscard]] order::receipt trade_receipt_of(const form_fields& told, currency unit);
/// Of a payout: uni.transfer and common.query.
[[nodiscard]] order::receipt payout_receipt_of(const reply& r);
/// Of a refund: trade.refund and fastpay.refund.query.
[[nodiscard]] order::receipt refund_receipt_of(const reply& r, currency unit);

}  // namespace sluice::alipay
