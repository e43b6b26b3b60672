#pragma once
/// What Alipay's codes and states prove. Source: the official tables of alipay.trade.pay, query,
/// cancel, close, refund, fastpay.refund.query and alipay.fund.trans (opendocs.alipay.com), read
/// conservatively. sub_codes are spelt as the documents spell them ("AQC" included).

#include <array>

#include "adapters/channels/code_table.hpp"

namespace sluice::alipay {

/// The gateway refused the call before any business was done.
inline constexpr std::array gateway_codes{
    attempt_row{"20000", order::finding::unknown, fault::channel},
    attempt_row{"20001", order::finding::not_paid, fault::account},
    attempt_row{"40001", order::finding::not_paid, fault::program},
    attempt_row{
        "40002", order::finding::not_paid, fault::account},  // mostly app id, key, or their rights
    attempt_row{"40005", order::finding::unknown, fault::too_fast},
    attempt_row{"40006", order::finding::not_paid, fault::account},
};

/// These say "unknown" whatever code stands beside them.
inline constexpr std::array unsure_sub_codes{
    attempt_row{"isp.unknow-error", order::finding::unknown, fault::channel},
    attempt_row{"aop.unknow-error", order::finding::unknown, fault::channel},
};

inline constexpr std::array pay_codes{
    attempt_row{"ACQ.SYSTEM_ERROR", order::finding::unknown, fault::channel},
    attempt_row{"AQC.SYSTEM_ERROR", order::finding::unknown, fault::channel},
    attempt_row{"ACQ.TRADE_HAS_SUCCESS", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{"ACQ.CONTEXT_INCONSISTENT", order::finding::not_paid_if_query_agrees, fault::order},
    attempt_row{
        "ACQ.TRADE_BUYER_NOT_MATCH", order::finding::not_paid_if_query_agrees, fault::order},
    // These leave an open trade behind, which the payer could still pay: cancel it first.
    attempt_row{"ACQ.PULL_MOBILE_CASHIER_FAIL", order::finding::not_paid_if_revoked, fault::payer},
    attempt_row{"ACQ.PAYMENT_FAIL", order::finding::not_paid_if_revoked, fault::payer},
    attempt_row{"ACQ.TRADE_NOT_EXIST", order::finding::not_found},
    attempt_row{"ACQ.INVALID_PARAMETER", order::finding::not_paid, fault::program},
    attempt_row{"ACQ.ACCESS_FORBIDDEN", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.EXIST_FORBIDDEN_WORD", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.PARTNER_ERROR", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.TOTAL_FEE_EXCEED", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.TRADE_HAS_CLOSE", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.BUYER_SELLER_EQUAL", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_ENABLE_STATUS_FORBID", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.SELLER_BEEN_BLOCKED", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.SUB_MERCHANT_CREATE_FAIL", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.SUB_MERCHANT_TYPE_INVALID", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.PAYMENT_AUTH_CODE_INVALID", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_BALANCE_NOT_ENOUGH", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.ERROR_BALANCE_PAYMENT_DISABLE", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.MOBILE_PAYMENT_SWITCH_OFF", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.PAYMENT_REQUEST_HAS_RISK", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.USER_FACE_PAYMENT_SWITCH_OFF", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.AGREEMENT_NOT_EXIST", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.AGREEMENT_INVALID", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.AGREEMENT_STATUS_NOT_NORMAL", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.MERCHANT_AGREEMENT_NOT_EXIST", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.MERCHANT_AGREEMENT_INVALID", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.MERCHANT_STATUS_NOT_NORMAL", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.CARD_USER_NOT_MATCH", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.CARD_TYPE_ERROR", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.CERT_EXPIRED", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.AMOUNT_OR_CURRENCY_ERROR", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.CURRENCY_NOT_SUPPORT", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.MERCHANT_UNSUPPORT_ADVANCE", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.BUYER_UNSUPPORT_ADVANCE", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.ORDER_UNSUPPORT_ADVANCE", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_DATE_NOT_MATCH", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED", order::finding::not_paid, fault::order},
    attempt_row{"ACQ.SECONDARY_MERCHANT_STATUS_ERROR", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", order::finding::not_paid, fault::payer},
    attempt_row{
        "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", order::finding::not_paid, fault::payer},
    attempt_row{"ACQ.BEYOND_PAY_RESTRICTION", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.BEYOND_PER_RECEIPT_RESTRICTION", order::finding::not_paid, fault::account},
    attempt_row{"ACQ.INVALID_STORE_ID", order::finding::not_paid, fault::account},
};

/// A query that fails says nothing about the order, except that its number is not known (yet).
inline constexpr std::array query_codes{
    attempt_row{"ACQ.TRADE_NOT_EXIST", order::finding::not_found},
};

inline constexpr std::array trade_states{
    attempt_row{"WAIT_BUYER_PAY", order::finding::payer_paying},
    attempt_row{"TRADE_SUCCESS", order::finding::paid},
    attempt_row{"TRADE_FINISHED", order::finding::paid},
    attempt_row{"TRADE_CLOSED", order::finding::not_paid, fault::order},
};

/// A payout that is not listed here as failed may surface later: only refusals that come before any
/// money moves.
inline constexpr std::array transfer_codes{
    attempt_row{"INVALID_PARAMETER", order::finding::not_paid, fault::program},
    attempt_row{"PAYEE_NOT_EXIST", order::finding::not_paid, fault::payer},
    attempt_row{"PAYEE_USER_INFO_ERROR", order::finding::not_paid, fault::payer},
    attempt_row{"PAYER_BALANCE_NOT_ENOUGH", order::finding::not_paid, fault::account},
    attempt_row{"BALANCE_IS_NOT_ENOUGH", order::finding::not_paid, fault::account},
    attempt_row{"PAYER_STATUS_ERROR", order::finding::not_paid, fault::account},
    attempt_row{"PAYEE_ACC_OCUPIED", order::finding::not_paid, fault::payer},  // spelt so
    attempt_row{"PERM_AML_NOT_REALNAME_REV", order::finding::not_paid, fault::payer},
    attempt_row{"EXCEED_LIMIT_SM_AMOUNT", order::finding::not_paid, fault::account},
    attempt_row{"EXCEED_LIMIT_DM_AMOUNT", order::finding::not_paid, fault::account},
    attempt_row{"EXCEED_LIMIT_MM_AMOUNT", order::finding::not_paid, fault::account},
    attempt_row{"INST_PAY_UNABLE", order::finding::not_paid, fault::payer},
    attempt_row{"MEMO_REQUIRED_IN_TRANSFER_ERROR", order::finding::not_paid, fault::program},
    attempt_row{"REMARK_HAS_SENSITIVE_WORD", order::finding::not_paid, fault::order},
};

inline constexpr std::array transfer_query_codes{
    attempt_row{"ORDER_NOT_EXIST", order::finding::not_found},
};

inline constexpr std::array transfer_states{
    attempt_row{"SUCCESS", order::finding::paid},
    attempt_row{"DEALING", order::finding::not_paid_yet},
    attempt_row{"WAIT_PAY", order::finding::not_paid_yet},
    attempt_row{"FAIL", order::finding::not_paid, fault::payer},
    attempt_row{"CLOSED", order::finding::not_paid, fault::order},
    // Paid, and sent back by the payee's bank, perhaps days later: a person must look.
    attempt_row{"REFUND", order::finding::unknown},
};

inline constexpr std::array cancel_codes{
    revoke_row{"ACQ.SYSTEM_ERROR", order::revoke_finding::unknown},
    revoke_row{"AQC.SYSTEM_ERROR", order::revoke_finding::unknown},
    revoke_row{"ACQ.INVALID_PARAMETER", order::revoke_finding::refused},
    // The next payments fill the balance again; if they do not, the order's own limit ends this.
    revoke_row{"ACQ.SELLER_BALANCE_NOT_ENOUGH", order::revoke_finding::again},
    revoke_row{"ACQ.REASON_TRADE_BEEN_FREEZEN", order::revoke_finding::refused},
    revoke_row{"ACQ.CANCEL_NOT_ALLOWED", order::revoke_finding::refused},
    revoke_row{"ACQ.REASON_TRADE_REFUND_FEE_ERR", order::revoke_finding::refused},
    revoke_row{"ACQ.TRADE_CANCEL_TIME_OUT", order::revoke_finding::too_late},
    revoke_row{"ACQ.TRADE_HAS_FINISHED", order::revoke_finding::refused},
};

inline constexpr std::array close_codes{
    revoke_row{"ACQ.SYSTEM_ERROR", order::revoke_finding::unknown},
    revoke_row{"AQC.SYSTEM_ERROR", order::revoke_finding::unknown},
    revoke_row{"ACQ.INVALID_PARAMETER", order::revoke_finding::refused},
    // "Not in a state to be closed": paid or closed before; the query that follows tells which.
    revoke_row{"ACQ.TRADE_STATUS_ERROR", order::revoke_finding::already_paid},
    revoke_row{"ACQ.REASON_TRADE_STATUS_INVALID", order::revoke_finding::already_paid},
    revoke_row{"ACQ.REASON_ILLEGAL_STATUS", order::revoke_finding::already_paid},
};

inline constexpr std::array refund_codes{
    refund_row{"ACQ.SELLER_BALANCE_NOT_ENOUGH", order::refund_finding::failed},
    refund_row{"ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", order::refund_finding::failed},
    refund_row{"ACQ.REASON_TRADE_BEEN_FREEZEN", order::refund_finding::failed},
    refund_row{"ACQ.TRADE_NOT_EXIST", order::refund_finding::failed},
    refund_row{"ACQ.TRADE_HAS_FINISHED", order::refund_finding::failed},
    refund_row{"ACQ.TRADE_STATUS_ERROR", order::refund_finding::unknown},
    refund_row{"ACQ.DISCORDANT_REPEAT_REQUEST", order::refund_finding::unknown},
    refund_row{"ACQ.REASON_TRADE_REFUND_FEE_ERR", order::refund_finding::failed},
    refund_row{"ACQ.TRADE_NOT_ALLOW_REFUND", order::refund_finding::failed},
    refund_row{"ACQ.REFUND_FEE_ERROR", order::refund_finding::failed},
    refund_row{"ACQ.INVALID_PARAMETER", order::refund_finding::failed},
    refund_row{"ACQ.SYSTEM_ERROR", order::refund_finding::unknown},
    refund_row{"AQC.SYSTEM_ERROR", order::refund_finding::unknown},
};

static_assert(name_each_code_once(gateway_codes, unsure_sub_codes, pay_codes, query_codes,
                                  trade_states, transfer_codes, transfer_query_codes,
                                  transfer_states, cancel_codes, close_codes, refund_codes));

}  // namespace sluice::alipay
