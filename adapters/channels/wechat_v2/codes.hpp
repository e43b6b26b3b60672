#pragma once
/// What WeChat Pay V2's codes and states prove. Source: the official tables of micropay, reverse,
/// refund, orderquery and refundquery (pay.weixin.qq.com/doc/v2/merchant), read conservatively:
/// where an earlier copy of the same request can be the cause, a failure waits for a query.

#include <array>

#include "adapters/channels/code_table.hpp"

namespace sluice::wechat_v2 {

inline constexpr std::array micropay_codes{
    attempt_row{"SYSTEMERROR", order::finding::unknown, fault::channel},
    attempt_row{"BANKERROR", order::finding::unknown, fault::channel},
    attempt_row{"FREQUENCY_LIMITED", order::finding::unknown, fault::too_fast},
    attempt_row{"USERPAYING", order::finding::payer_paying},
    attempt_row{"PARAM_ERROR", order::finding::not_paid, fault::program},
    attempt_row{"ORDERPAID", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"NOAUTH", order::finding::not_paid, fault::account},
    attempt_row{"AUTHCODEEXPIRE", order::finding::not_paid, fault::payer},
    attempt_row{"NOTENOUGH", order::finding::not_paid, fault::payer},
    attempt_row{"NOTSUPORTCARD", order::finding::not_paid, fault::payer},  // spelt so
    attempt_row{"ORDERCLOSED", order::finding::not_paid, fault::order},
    attempt_row{"ORDERREVERSED", order::finding::not_paid, fault::order},
    // A payment code works once: after a copy of the request these may mean that the first one
    // paid.
    attempt_row{"AUTH_CODE_ERROR", order::finding::not_paid_if_query_agrees, fault::payer},
    attempt_row{"AUTH_CODE_INVALID", order::finding::not_paid_if_query_agrees, fault::payer},
    attempt_row{"XML_FORMAT_ERROR", order::finding::not_paid, fault::program},
    attempt_row{"REQUIRE_POST_METHOD", order::finding::not_paid, fault::program},
    attempt_row{"SIGNERROR", order::finding::not_paid, fault::account},
    attempt_row{"LACK_PARAMS", order::finding::not_paid, fault::program},
    attempt_row{"NOT_UTF8", order::finding::not_paid, fault::program},
    attempt_row{"BUYER_MISMATCH", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"APPID_NOT_EXIST", order::finding::not_paid, fault::account},
    attempt_row{"MCHID_NOT_EXIST", order::finding::not_paid, fault::account},
    attempt_row{"OUT_TRADE_NO_USED", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"APPID_MCHID_NOT_MATCH", order::finding::not_paid, fault::account},
    attempt_row{"INVALID_REQUEST", order::finding::not_paid_if_query_agrees, fault::none},
    attempt_row{"TRADE_ERROR", order::finding::not_paid, fault::payer},
    attempt_row{"RULELIMIT", order::finding::not_paid, fault::payer},
};

/// A query that fails says nothing about the order, except that its number is not known (yet).
inline constexpr std::array orderquery_codes{
    attempt_row{"ORDERNOTEXIST", order::finding::not_found},
    attempt_row{"SYSTEMERROR", order::finding::unknown, fault::channel},
};

inline constexpr std::array trade_states{
    attempt_row{"SUCCESS", order::finding::paid},
    attempt_row{"NOTPAY", order::finding::not_paid_yet},
    attempt_row{"CLOSED", order::finding::not_paid, fault::order},
    attempt_row{"REVOKED", order::finding::not_paid, fault::order},
    attempt_row{"USERPAYING", order::finding::payer_paying},
    attempt_row{"ACCEPT", order::finding::payer_paying},
    attempt_row{"PAYERROR", order::finding::not_paid_if_revoked, fault::payer},
    // Paid once, and a refund has begun, of an amount that is not said. Neither "paid" (the money
    // may be on its way back) nor "not paid" (part of it may stay) is certain.
    attempt_row{"REFUND", order::finding::unknown},
};

inline constexpr std::array reverse_codes{
    revoke_row{"SYSTEMERROR", order::revoke_finding::unknown},
    revoke_row{"USERPAYING", order::revoke_finding::again},
    revoke_row{"INVALID_TRANSACTIONID", order::revoke_finding::refused},
    revoke_row{"PARAM_ERROR", order::revoke_finding::refused},
    revoke_row{"REQUIRE_POST_METHOD", order::revoke_finding::refused},
    revoke_row{"SIGNERROR", order::revoke_finding::refused},
    revoke_row{"REVERSE_EXPIRE", order::revoke_finding::too_late},  // 7 days: use refund
    revoke_row{"INVALID_REQUEST", order::revoke_finding::unknown},
    revoke_row{"TRADE_ERROR", order::revoke_finding::unknown},
};

/// Unknown is asked for later and sent again under the same number, which is what
/// BIZERR_NEED_RETRY and its like want.
inline constexpr std::array refund_codes{
    refund_row{"SYSTEMERROR", order::refund_finding::unknown},
    refund_row{"BIZERR_NEED_RETRY", order::refund_finding::unknown},
    refund_row{"TRADE_OVERDUE", order::refund_finding::failed},
    refund_row{
        "ERROR", order::refund_finding::unknown},  // only its text tells, and texts are no contract
    refund_row{"USER_ACCOUNT_ABNORMAL", order::refund_finding::failed},
    refund_row{"INVALID_REQ_TOO_MUCH", order::refund_finding::unknown},
    refund_row{"NOTENOUGH", order::refund_finding::failed},
    refund_row{"INVALID_TRANSACTIONID", order::refund_finding::failed},
    refund_row{"PARAM_ERROR", order::refund_finding::failed},
    refund_row{"APPID_NOT_EXIST", order::refund_finding::failed},
    refund_row{"MCHID_NOT_EXIST", order::refund_finding::failed},
    refund_row{"ORDERNOTEXIST", order::refund_finding::failed},
    refund_row{"REQUIRE_POST_METHOD", order::refund_finding::failed},
    refund_row{"SIGNERROR", order::refund_finding::failed},
    refund_row{"XML_FORMAT_ERROR", order::refund_finding::failed},
    refund_row{"FREQUENCY_LIMITED", order::refund_finding::unknown},
};

inline constexpr std::array refundquery_codes{
    refund_row{"REFUNDNOTEXIST", order::refund_finding::not_refunded},
    refund_row{"SYSTEMERROR", order::refund_finding::unknown},
};

inline constexpr std::array refund_states{
    refund_row{"SUCCESS", order::refund_finding::done},
    refund_row{"PROCESSING", order::refund_finding::accepted},
    refund_row{"REFUNDCLOSE", order::refund_finding::failed},
    // The money came back to the merchant because the payer's card does not take it: by hand.
    refund_row{"CHANGE", order::refund_finding::stuck},
};

[[nodiscard]] constexpr bool is_unlisted(std::string_view code) noexcept {
  return is_in_none(code, micropay_codes, orderquery_codes, trade_states, reverse_codes,
                    refund_codes, refundquery_codes, refund_states);
}

static_assert(name_each_code_once(micropay_codes, orderquery_codes, trade_states, reverse_codes,
                                  refund_codes, refundquery_codes, refund_states));

}  // namespace sluice::wechat_v2
