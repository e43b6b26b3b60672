#pragma once
/// What the QRA gateway's codes and states prove. Sources: a recorded refusal (NOAUTH, need_query
/// N) and the codes of WeChat Pay V2, which the gateway passes on
/// (pay.weixin.qq.com/doc/v2/merchant); those of other wallets are not published, and so unknown. A
/// row of a failure counts only where the gateway says itself that there is nothing to ask
/// (need_query N).

#include <array>

#include "adapters/channels/code_table.hpp"

namespace sluice::qra {

inline constexpr std::array micropay_codes{
    attempt_row{"USERPAYING", order::finding::payer_paying},
    attempt_row{"SYSTEMERROR", order::finding::unknown, fault::channel},
    attempt_row{"BANKERROR", order::finding::unknown, fault::channel},
    attempt_row{"NOAUTH", order::finding::not_paid, fault::account},
    attempt_row{"AUTHCODEEXPIRE", order::finding::not_paid, fault::payer},
    attempt_row{"NOTENOUGH", order::finding::not_paid, fault::payer},
    attempt_row{"NOTSUPORTCARD", order::finding::not_paid, fault::payer},  // spelt so
    // An earlier copy of the same request can be the cause.
    attempt_row{"AUTH_CODE_ERROR", order::finding::not_paid_if_query_agrees, fault::payer},
    attempt_row{"AUTH_CODE_INVALID", order::finding::not_paid_if_query_agrees, fault::payer},
    attempt_row{"ORDERPAID", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"OUT_TRADE_NO_USED", order::finding::not_paid_if_query_agrees, fault::order},
};

/// For a code to scan nothing but our rights is known to be refused for good.
inline constexpr std::array native_codes{
    attempt_row{"NOAUTH", order::finding::not_paid, fault::account},
    attempt_row{"SYSTEMERROR", order::finding::unknown, fault::channel},
};

/// A query that fails says nothing about the order, except that its number is not known (yet).
inline constexpr std::array query_codes{
    attempt_row{"ORDERNOTEXIST", order::finding::not_found},
    attempt_row{"SYSTEMERROR", order::finding::unknown, fault::channel},
};

inline constexpr std::array trade_states{
    attempt_row{"SUCCESS", order::finding::paid},
    attempt_row{"NOTPAY", order::finding::not_paid_yet},
    attempt_row{"CLOSED", order::finding::not_paid, fault::order},
    attempt_row{"REVOKED", order::finding::not_paid, fault::order},
    attempt_row{"USERPAYING", order::finding::payer_paying},
    attempt_row{"PAYERROR", order::finding::not_paid_if_revoked, fault::payer},
    // Paid once, and a refund has begun, of an amount that is not said.
    attempt_row{"REFUND", order::finding::unknown},
};

inline constexpr std::array reverse_codes{
    revoke_row{"USERPAYING", order::revoke_finding::again},
    revoke_row{"SYSTEMERROR", order::revoke_finding::unknown},
};

inline constexpr std::array close_codes{
    revoke_row{"ORDERPAID", order::revoke_finding::already_paid},
    revoke_row{"SYSTEMERROR", order::revoke_finding::unknown},
};

inline constexpr std::array refundquery_codes{
    refund_row{"REFUNDNOTEXIST", order::refund_finding::not_refunded},
};

/// What a failed refund is called, sources tell differently: it is for a person.
inline constexpr std::array refund_states{
    refund_row{"SUCCESS", order::refund_finding::done},
    refund_row{"PROCESSING", order::refund_finding::accepted},
};

[[nodiscard]] constexpr bool is_unlisted(std::string_view code) noexcept {
  return is_in_none(code, micropay_codes, native_codes, query_codes, trade_states, reverse_codes,
                    close_codes, refundquery_codes, refund_states);
}

static_assert(name_each_code_once(micropay_codes, native_codes, query_codes, trade_states,
                                  reverse_codes, close_codes, refundquery_codes, refund_states));

}  // namespace sluice::qra
