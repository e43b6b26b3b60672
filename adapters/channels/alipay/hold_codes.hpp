#pragma once
/// What Alipay's codes and states about money that is only held prove. Source: the official tables
/// of alipay.fund.auth: order.voucher.create, operation.detail.query, operation.cancel and
/// order.unfreeze (opendocs.alipay.com/open/02fkbd, /02fkbb, /02fkbc), read conservatively.

#include <array>

#include "adapters/channels/code_table.hpp"

namespace sluice::alipay {

/// Of a code to be scanned.
inline constexpr std::array hold_codes{
    attempt_row{"SYSTEM_ERROR", order::finding::unknown, fault::channel},
    attempt_row{"ILLEGAL_ARGUMENT", order::finding::not_paid, fault::program},
    attempt_row{"EXIST_FORBIDDEN_WORD", order::finding::not_paid, fault::order},
    attempt_row{"ACCESS_FORBIDDEN", order::finding::not_paid, fault::account},
    attempt_row{"PAYEE_NOT_EXIST", order::finding::not_paid, fault::account},
    attempt_row{"PAYEE_USER_STATUS_LIMIT", order::finding::not_paid, fault::account},
    attempt_row{"CURRENCY_VERIFICATION_FAIL", order::finding::not_paid, fault::order},
    attempt_row{"ORDER_ALREADY_CLOSED", order::finding::not_paid, fault::order},
    // The number is known: by an earlier copy of the request.
    attempt_row{"UNIQUE_VIOLATION", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"FREEZE_ALREADY_SUCCESS", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"ORDER_ALREADY_FINISH", order::finding::not_paid_if_query_agrees, fault::order},
};

/// The state of a freeze. That it has succeeded it says for ever, whatever became of the money
/// (holds.cpp).
inline constexpr std::array freeze_states{
    attempt_row{"INIT", order::finding::payer_paying},
    attempt_row{"SUCCESS", order::finding::paid},
    attempt_row{"CLOSED", order::finding::not_paid, fault::order},
};

inline constexpr std::array hold_cancel_codes{
    revoke_row{"SYSTEM_ERROR", order::revoke_finding::unknown},
    revoke_row{"ILLEGAL_ARGUMENT", order::revoke_finding::refused},
    // Held, released or taken: the query that follows tells which.
    revoke_row{"ORDER_ALREADY_FINISH", order::revoke_finding::already_paid},
    revoke_row{"ORDER_ALREADY_CLOSED", order::revoke_finding::already_paid},
    revoke_row{"REQUEST_AMOUNT_EXCEED", order::revoke_finding::already_paid},
    revoke_row{"CANCEL_OPERATION_TIME_OUT", order::revoke_finding::too_late},
};

inline constexpr std::array unfreeze_codes{
    refund_row{"SYSTEM_ERROR", order::refund_finding::unknown},
    refund_row{"UNIQUE_VIOLATION", order::refund_finding::unknown},
    refund_row{"ILLEGAL_STATUS", order::refund_finding::unknown},
    refund_row{"BIZ_ERROR", order::refund_finding::unknown},
    refund_row{"ILLEGAL_ARGUMENT", order::refund_finding::failed},
    refund_row{"PAYER_USER_STATUS_LIMIT", order::refund_finding::failed},
    refund_row{"PAYER_NOT_EXIST", order::refund_finding::failed},
    refund_row{"AUTH_ORDER_NOT_EXIST", order::refund_finding::failed},
    // So much is not held, or nothing any more.
    refund_row{"REQUEST_AMOUNT_EXCEED", order::refund_finding::failed},
    refund_row{"ORDER_ALREADY_FINISH", order::refund_finding::failed},
    refund_row{"ORDER_ALREADY_CLOSED", order::refund_finding::failed},
};

inline constexpr std::array unfreeze_states{
    refund_row{"INIT", order::refund_finding::accepted},
    refund_row{"SUCCESS", order::refund_finding::done},
};

static_assert(name_each_code_once(hold_codes, freeze_states, hold_cancel_codes, unfreeze_codes,
                                  unfreeze_states));

}  // namespace sluice::alipay
