#pragma once
/// What Alipay's codes and states prove. Source: the official tables of alipay.trade.pay, query,
/// cancel, close, refund, fastpay.refund.query and alipay.fund.trans (opendocs.alipay.com), read
/// conservatively. sub_codes are spelt as the documents spell them ("AQC" included).

#include <array>

#include "adapters/channels/code_table.hpp"

namespace sluice::alipay {

/// The gateway refused the call before any business was done.
inline constexpr std::array gateway_codes{
    attempt_row{"20000", finding::unknown, fault::channel},
    attempt_row{"20001", finding::not_paid, fault::account},
    attempt_row{"40001", finding::not_paid, fault::program},
    attempt_row{"40002", finding::not_paid, fault::account},  // mostly app id, key, or their rights
    attempt_row{"40006", finding::not_paid, fault::account},
};

/// These say "unknown" whatever code stands beside them.
inline constexpr std::array unsure_sub_codes{
    attempt_row{"isp.unknow-error", finding::unknown, fault::channel},
    attempt_row{"aop.unknow-error", finding::unknown, fault::channel},
};

inline constexpr std::array pay_codes{
    attempt_row{"ACQ.SYSTEM_ERROR", finding::unknown, fault::channel},
    attempt_row{"AQC.SYSTEM_ERROR", finding::unknown, fault::channel},
    attempt_row{"ACQ.TRADE_HAS_SUCCESS", finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"ACQ.CONTEXT_INCONSISTENT", finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"ACQ.TRADE_BUYER_NOT_MATCH", finding::not_paid_if_query_agrees, fault::order},
    // These leave an open trade behind, which the payer could still pay: cancel it first.
    attempt_row{"ACQ.PULL_MOBILE_CASHIER_FAIL", finding::not_paid_if_revoked, fault::payer},
    attempt_row{"ACQ.PAYMENT_FAIL", finding::not_paid_if_revoked, fault::payer},
    attempt_row{"ACQ.TRADE_NOT_EXIST", finding::not_found},
    attempt_row{"ACQ.INVALID_PARAMETER", finding::not_paid, fault::program},
    attempt_row{"ACQ.ACCESS_FORBIDDEN", finding::not_paid, fault::account},
    attempt_row{"ACQ.EXIST_FORBIDDEN_WORD", finding::not_paid, fault::order},
    attempt_row{"ACQ.PARTNER_ERROR", finding::not_paid, fault::account},
    attempt_row{"ACQ.TOTAL_FEE_EXCEED", finding::not_paid, fault::order},
    attempt_row{"ACQ.TRADE_HAS_CLOSE", finding::not_paid, fault::order},
    attempt_row{"ACQ.BUYER_SELLER_EQUAL", finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_ENABLE_STATUS_FORBID", finding::not_paid, fault::payer},
    attempt_row{"ACQ.SELLER_BEEN_BLOCKED", finding::not_paid, fault::account},
    attempt_row{"ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT", finding::not_paid, fault::payer},
    attempt_row{"ACQ.SUB_MERCHANT_CREATE_FAIL", finding::not_paid, fault::account},
    attempt_row{"ACQ.SUB_MERCHANT_TYPE_INVALID", finding::not_paid, fault::account},
    attempt_row{"ACQ.PAYMENT_AUTH_CODE_INVALID", finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_BALANCE_NOT_ENOUGH", finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", finding::not_paid, fault::payer},
    attempt_row{"ACQ.ERROR_BALANCE_PAYMENT_DISABLE", finding::not_paid, fault::payer},
    attempt_row{"ACQ.MOBILE_PAYMENT_SWITCH_OFF", finding::not_paid, fault::payer},
    attempt_row{"ACQ.PAYMENT_REQUEST_HAS_RISK", finding::not_paid, fault::payer},
    attempt_row{"ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", finding::not_paid, fault::payer},
    attempt_row{"ACQ.USER_FACE_PAYMENT_SWITCH_OFF", finding::not_paid, fault::payer},
    attempt_row{"ACQ.AGREEMENT_NOT_EXIST", finding::not_paid, fault::payer},
    attempt_row{"ACQ.AGREEMENT_INVALID", finding::not_paid, fault::payer},
    attempt_row{"ACQ.AGREEMENT_STATUS_NOT_NORMAL", finding::not_paid, fault::payer},
    attempt_row{"ACQ.MERCHANT_AGREEMENT_NOT_EXIST", finding::not_paid, fault::account},
    attempt_row{"ACQ.MERCHANT_AGREEMENT_INVALID", finding::not_paid, fault::account},
    attempt_row{"ACQ.MERCHANT_STATUS_NOT_NORMAL", finding::not_paid, fault::account},
    attempt_row{"ACQ.CARD_USER_NOT_MATCH", finding::not_paid, fault::payer},
    attempt_row{"ACQ.CARD_TYPE_ERROR", finding::not_paid, fault::payer},
    attempt_row{"ACQ.CERT_EXPIRED", finding::not_paid, fault::payer},
    attempt_row{"ACQ.AMOUNT_OR_CURRENCY_ERROR", finding::not_paid, fault::order},
    attempt_row{"ACQ.CURRENCY_NOT_SUPPORT", finding::not_paid, fault::order},
    attempt_row{"ACQ.MERCHANT_UNSUPPORT_ADVANCE", finding::not_paid, fault::account},
    attempt_row{"ACQ.BUYER_UNSUPPORT_ADVANCE", finding::not_paid, fault::payer},
    attempt_row{"ACQ.ORDER_UNSUPPORT_ADVANCE", finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_DATE_NOT_MATCH", finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED", finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED", finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED", finding::not_paid, fault::order},
    attempt_row{"ACQ.SECONDARY_MERCHANT_STATUS_ERROR", finding::not_paid, fault::account},
    attempt_row{"ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", finding::not_paid, fault::payer},
    attempt_row{"ACQ.BEYOND_PAY_RESTRICTION", finding::not_paid, fault::account},
    attempt_row{"ACQ.BEYOND_PER_RECEIPT_RESTRICTION", finding::not_paid, fault::account},
    attempt_row{"ACQ.INVALID_STORE_ID", finding::not_paid, fault::account},
};

/// A query that fails says nothing about the order, except that its number is not known (yet).
inline constexpr std::array query_codes{
    attempt_row{"ACQ.TRADE_NOT_EXIST", finding::not_found},
};

inline constexpr std::array trade_states{
    attempt_row{"WAIT_BUYER_PAY", finding::payer_paying},
    attempt_row{"TRADE_SUCCESS", finding::paid},
    attempt_row{"TRADE_FINISHED", finding::paid},
    attempt_row{"TRADE_CLOSED", finding::not_paid, fault::order},
};

/// A payout that is not listed here as failed may surface later: only refusals that come before any
/// money moves.
inline constexpr std::array transfer_codes{
    attempt_row{"INVALID_PARAMETER", finding::not_paid, fault::program},
    attempt_row{"PAYEE_NOT_EXIST", finding::not_paid, fault::payer},
    attempt_row{"PAYEE_USER_INFO_ERROR", finding::not_paid, fault::payer},
    attempt_row{"PAYER_BALANCE_NOT_ENOUGH", finding::not_paid, fault::account},
    attempt_row{"BALANCE_IS_NOT_ENOUGH", finding::not_paid, fault::account},
    attempt_row{"PAYER_STATUS_ERROR", finding::not_paid, fault::account},
};

inline constexpr std::array transfer_query_codes{
    attempt_row{"ORDER_NOT_EXIST", finding::not_found},
};

inline constexpr std::array transfer_states{
    attempt_row{"SUCCESS", finding::paid},
    attempt_row{"DEALING", finding::not_paid_yet},
    attempt_row{"WAIT_PAY", finding::not_paid_yet},
    attempt_row{"FAIL", finding::not_paid, fault::payer},
    attempt_row{"CLOSED", finding::not_paid, fault::order},
    // Paid, and sent back by the payee's bank, perhaps days later: a person must look.
    attempt_row{"REFUND", finding::unknown},
};

inline constexpr std::array cancel_codes{
    revoke_row{"ACQ.SYSTEM_ERROR", revoke_finding::unknown},
    revoke_row{"AQC.SYSTEM_ERROR", revoke_finding::unknown},
    revoke_row{"ACQ.INVALID_PARAMETER", revoke_finding::refused},
    // The next payments fill the balance again; if they do not, the order's own limit ends this.
    revoke_row{"ACQ.SELLER_BALANCE_NOT_ENOUGH", revoke_finding::again},
    revoke_row{"ACQ.REASON_TRADE_BEEN_FREEZEN", revoke_finding::refused},
    revoke_row{"ACQ.CANCEL_NOT_ALLOWED", revoke_finding::refused},
    revoke_row{"ACQ.REASON_TRADE_REFUND_FEE_ERR", revoke_finding::refused},
    revoke_row{"ACQ.TRADE_CANCEL_TIME_OUT", revoke_finding::refused},  // after 24 h: use refund
    revoke_row{"ACQ.TRADE_HAS_FINISHED", revoke_finding::refused},
};

inline constexpr std::array close_codes{
    revoke_row{"ACQ.SYSTEM_ERROR", revoke_finding::unknown},
    revoke_row{"AQC.SYSTEM_ERROR", revoke_finding::unknown},
    revoke_row{"ACQ.INVALID_PARAMETER", revoke_finding::refused},
    // "Not in a state to be closed": paid or closed before; the query that follows tells which.
    revoke_row{"ACQ.TRADE_STATUS_ERROR", revoke_finding::already_paid},
    revoke_row{"ACQ.REASON_TRADE_STATUS_INVALID", revoke_finding::already_paid},
    revoke_row{"ACQ.REASON_ILLEGAL_STATUS", revoke_finding::already_paid},
};

inline constexpr std::array refund_codes{
    refund_row{"ACQ.SELLER_BALANCE_NOT_ENOUGH", refund_finding::failed},
    refund_row{"ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", refund_finding::failed},
    refund_row{"ACQ.REASON_TRADE_BEEN_FREEZEN", refund_finding::failed},
    refund_row{"ACQ.TRADE_NOT_EXIST", refund_finding::failed},
    refund_row{"ACQ.TRADE_HAS_FINISHED", refund_finding::failed},
    refund_row{"ACQ.TRADE_STATUS_ERROR", refund_finding::unknown},
    refund_row{"ACQ.DISCORDANT_REPEAT_REQUEST", refund_finding::unknown},
    refund_row{"ACQ.REASON_TRADE_REFUND_FEE_ERR", refund_finding::failed},
    refund_row{"ACQ.TRADE_NOT_ALLOW_REFUND", refund_finding::failed},
    refund_row{"ACQ.REFUND_FEE_ERROR", refund_finding::failed},
    refund_row{"ACQ.INVALID_PARAMETER", refund_finding::failed},
    refund_row{"ACQ.SYSTEM_ERROR", refund_finding::unknown},
    refund_row{"AQC.SYSTEM_ERROR", refund_finding::unknown},
};

static_assert(name_each_code_once(gateway_codes, unsure_sub_codes, pay_codes, query_codes,
                                  trade_states, transfer_codes, transfer_query_codes,
                                  transfer_states, cancel_codes, close_codes, refund_codes));

}  // namespace sluice::alipay
