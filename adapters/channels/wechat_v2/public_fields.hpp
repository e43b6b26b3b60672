#pragma once
/// What may be stored of WeChat Pay's V2 messages (pay.weixin.qq.com/doc/v2): codes, numbers,
/// amounts, times.
/// Of every other field only its length is kept, and a keyed hash.

#include <array>
#include <string_view>

namespace sluice::wechat_v2 {

inline constexpr std::array<std::string_view, 30> public_fields{
    "cash_fee",
    "coupon_fee",
    "err_code",
    "err_code_des",
    "fee_type",
    "out_refund_no",
    "out_refund_no_0",
    "out_trade_no",
    "recall",
    "refund_count",
    "refund_fee",
    "refund_fee_0",
    "refund_fee_type",
    "refund_id",
    "refund_id_0",
    "refund_status_0",
    "refund_success_time_0",
    "result_code",
    "return_code",
    "return_msg",
    "settlement_total_fee",
    "sign_type",
    "time_end",
    "time_expire",
    "time_start",
    "total_fee",
    "trade_state",
    "trade_state_desc",
    "trade_type",
    "transaction_id"};

}  // namespace sluice::wechat_v2
