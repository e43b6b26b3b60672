#pragma once
/// What may be stored of UnionPay's messages (open.unionpay.com, ACP 5.1.0): codes, numbers,
/// amounts, times. No field that may name a card is among them.
/// Of every other field only its length is kept, and a keyed hash.

#include <array>
#include <string_view>

namespace sluice::unionpay {

inline constexpr std::array<std::string_view, 27> public_fields{
    "accessType",   "bizType",     "channelType",
    "currencyCode", "encoding",    "orderId",
    "origOrderId",  "origQryId",   "origRespCode",
    "origRespMsg",  "origTxnTime", "payTimeout",
    "payType",      "queryId",     "respCode",
    "respMsg",      "settleAmt",   "settleCurrencyCode",
    "settleDate",   "signMethod",  "traceNo",
    "traceTime",    "txnAmt",      "txnSubType",
    "txnTime",      "txnType",     "version"};

}  // namespace sluice::unionpay
