#pragma once
/// What may be stored of the aggregator's messages: codes, numbers, amounts, times.
/// Of every other field only its length is kept, and a keyed hash.

#include <array>
#include <string_view>

namespace sluice::qra {

inline constexpr std::array<std::string_view, 32> public_fields{
    "charset",         "code",          "coupon_fee",
    "err_code",        "err_msg",       "fee_type",
    "message",         "need_query",    "out_refund_no",
    "out_refund_no_0", "out_trade_no",  "out_transaction_id",
    "pay_result",      "refund_count",  "refund_fee",
    "refund_fee_0",    "refund_id",     "refund_id_0",
    "refund_status_0", "refund_time_0", "result_code",
    "service",         "sign_type",     "status",
    "time_end",        "time_expire",   "time_start",
    "total_fee",       "trade_state",   "trade_type",
    "transaction_id",  "version"};

}  // namespace sluice::qra
