#pragma once
/// What may be stored of WeChat Pay's V3 messages (pay.weixin.qq.com/doc/v3): codes, numbers,
/// amounts, times.
/// Of every other field only its length is kept, and a keyed hash.

#include <array>
#include <string_view>

namespace sluice::wechat_v3 {

inline constexpr std::array<std::string_view, 26> public_fields{
    "channel",          "code",          "create_time",    "currency",
    "discount_refund",  "message",       "order_id",       "out_order_no",
    "out_refund_no",    "out_trade_no",  "payer_currency", "payer_refund",
    "payer_total",      "refund",        "refund_id",      "settlement_refund",
    "settlement_total", "state",         "status",         "success_time",
    "time_expire",      "total",         "trade_state",    "trade_state_desc",
    "trade_type",       "transaction_id"};

}  // namespace sluice::wechat_v3
