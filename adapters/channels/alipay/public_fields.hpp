#pragma once
/// What may be stored of Alipay's messages (opendocs.alipay.com): codes, numbers, amounts, times.
/// Of every other field only its length is kept, and a keyed hash.

#include <array>
#include <string_view>

namespace sluice::alipay {

inline constexpr std::array<std::string_view, 41> public_fields{
    "action",
    "amount",
    "biz_scene",
    "buyer_pay_amount",
    "charset",
    "code",
    "error_code",
    "format",
    "fund_change",
    "gmt_payment",
    "gmt_refund_pay",
    "method",
    "msg",
    "order_id",
    "out_biz_no",
    "out_order_no",
    "out_request_no",
    "out_trade_no",
    "pay_date",
    "product_code",
    "receipt_amount",
    "refund_amount",
    "refund_fee",
    "refund_status",
    "retry_flag",
    "scene",
    "send_pay_date",
    "settle_currency",
    "sign_type",
    "status",
    "sub_code",
    "sub_msg",
    "time_expire",
    "timeout_express",
    "timestamp",
    "total_amount",
    "trade_no",
    "trade_status",
    "trans_amount",
    "trans_currency",
    "version"};

}  // namespace sluice::alipay
