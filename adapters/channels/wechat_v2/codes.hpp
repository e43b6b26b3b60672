#pragma once
/// What WeChat Pay V2's codes and states prove. Source: the official tables of micropay, reverse,
/// refund, orderquery and refundquery (pay.weixin.qq.com/doc/v2/merchant), read conservatively:
/// where an earlier copy of the same request can be the cause, a failure waits for a query.

#include <array>

#include "adapters/channels/code_table.hpp"

namespace sluice::wechat_v2 {

inline constexpr std::array micropay_codes{
    attempt_row{"SYSTEMERROR", finding::unknown, fault::channel},
    attempt_row{"BANKERROR", finding::unknown, fault::channel},
    attempt_row{"USERPAYING", finding::payer_paying},
    attempt_row{"PARAM_ERROR", finding::not_paid, fault::program},
    attempt_row{"ORDERPAID", finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"NOAUTH", finding::not_paid, fault::account},
    attempt_row{"AUTHCODEEXPIRE", finding::not_paid, fault::payer},
    attempt_row{"NOTENOUGH", finding::not_paid, fault::payer},
    attempt_row{"NOTSUPORTCARD", finding::not_paid, fault::payer},  // spelt so
    attempt_row{"ORDERCLOSED", finding::not_paid, fault::order},
    attempt_row{"ORDERREVERSED", finding::not_paid, fault::order},
    // A payment code works once: after a copy of the request these may mean that the first one
    // paid.
    attempt_row{"AUTH_CODE_ERROR", finding::not_paid_if_query_agrees, fault::payer},
    attempt_row{"AUTH_CODE_INVALID", finding::not_paid_if_query_agrees, fault::payer},
    attempt_row{"XML_FORMAT_ERROR", finding::not_paid, fault::program},
    attempt_row{"REQUIRE_POST_METHOD", finding::not_paid, fault::program},
    attempt_row{"SIGNERROR", finding::not_paid, fault::account},
    attempt_row{"LACK_PARAMS", finding::not_paid, fault::program},
    attempt_row{"NOT_UTF8", finding::not_paid, fault::program},
    attempt_row{"BUYER_MISMATCH", finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"APPID_NOT_EXIST", finding::not_paid, fault::account},
    attempt_row{"MCHID_NOT_EXIST", finding::not_paid, fault::account},
    attempt_row{"OUT_TRADE_NO_USED", finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"APPID_MCHID_NOT_MATCH", finding::not_paid, fault::account},
    attempt_row{"INVALID_REQUEST", finding::not_paid_if_query_agrees, fault::none},
    attempt_row{"TRADE_ERROR", finding::not_paid, fault::payer},
    attempt_row{"RULELIMIT", finding::not_paid, fault::payer},
};

/// A query that fails says nothing about the order, except that its number is not known (yet).
inline constexpr std::array orderquery_codes{
    attempt_row{"ORDERNOTEXIST", finding::not_found},
    attempt_row{"SYSTEMERROR", finding::unknown, fault::channel},
};

inline constexpr std::array trade_states{
    attempt_row{"SUCCESS", finding::paid},
    attempt_row{"NOTPAY", finding::not_paid_yet},
    attempt_row{"CLOSED", finding::not_paid, fault::order},
    attempt_row{"REVOKED", finding::not_paid, fault::order},
    attempt_row{"USERPAYING", finding::payer_paying},
    attempt_row{"ACCEPT", finding::payer_paying},
    attempt_row{"PAYERROR", finding::not_paid_if_revoked, fault::payer},
    // Paid once, and a refund has begun, of an amount that is not said. Neither "paid" (the money
    // may be on its way back) nor "not paid" (part of it may stay) is certain.
    attempt_row{"REFUND", finding::unknown},
};

inline constexpr std::array reverse_codes{
    revoke_row{"SYSTEMERROR", revoke_finding::unknown},
    revoke_row{"USERPAYING", revoke_finding::again},
    revoke_row{"INVALID_TRANSACTIONID", revoke_finding::refused},
    revoke_row{"PARAM_ERROR", revoke_finding::refused},
    revoke_row{"REQUIRE_POST_METHOD", revoke_finding::refused},
    revoke_row{"SIGNERROR", revoke_finding::refused},
    revoke_row{"REVERSE_EXPIRE", revoke_finding::refused},  // older than 7 days: use refund
    revoke_row{"INVALID_REQUEST", revoke_finding::unknown},
    revoke_row{"TRADE_ERROR", revoke_finding::unknown},
};

/// Unknown is asked for later and sent again under the same number, which is what
/// BIZERR_NEED_RETRY and its like want.
inline constexpr std::array refund_codes{
    refund_row{"SYSTEMERROR", refund_finding::unknown},
    refund_row{"BIZERR_NEED_RETRY", refund_finding::unknown},
    refund_row{"TRADE_OVERDUE", refund_finding::failed},
    refund_row{"ERROR", refund_finding::unknown},  // only its text tells, and texts are no contract
    refund_row{"USER_ACCOUNT_ABNORMAL", refund_finding::failed},
    refund_row{"INVALID_REQ_TOO_MUCH", refund_finding::unknown},
    refund_row{"NOTENOUGH", refund_finding::failed},
    refund_row{"INVALID_TRANSACTIONID", refund_finding::failed},
    refund_row{"PARAM_ERROR", refund_finding::failed},
    refund_row{"APPID_NOT_EXIST", refund_finding::failed},
    refund_row{"MCHID_NOT_EXIST", refund_finding::failed},
    refund_row{"ORDERNOTEXIST", refund_finding::failed},
    refund_row{"REQUIRE_POST_METHOD", refund_finding::failed},
    refund_row{"SIGNERROR", refund_finding::failed},
    refund_row{"XML_FORMAT_ERROR", refund_finding::failed},
    refund_row{"FREQUENCY_LIMITED", refund_finding::unknown},
};

inline constexpr std::array refundquery_codes{
    refund_row{"REFUNDNOTEXIST", refund_finding::not_refunded},
    refund_row{"SYSTEMERROR", refund_finding::unknown},
};

inline constexpr std::array refund_states{
    refund_row{"SUCCESS", refund_finding::done},
    refund_row{"PROCESSING", refund_finding::accepted},
    refund_row{"REFUNDCLOSE", refund_finding::failed},
    // The money came back to the merchant because the payer's card does not take it: by hand.
    refund_row{"CHANGE", refund_finding::unknown},
};

static_assert(name_each_code_once(micropay_codes, orderquery_codes, trade_states, reverse_codes,
                                  refund_codes, refundquery_codes, refund_states));

}  // namespace sluice::wechat_v2
