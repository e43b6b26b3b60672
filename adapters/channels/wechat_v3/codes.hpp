#pragma once
/// What WeChat Pay V3's statuses, codes and states prove, per operation. A row is a status and a
/// code together: the same code under another status is not listed, and so unknown. Sources: the
/// HTTP status table (pay.weixin.qq.com/doc/global/v3/zh/4012354972), the error tables of prepay,
/// close and refund (pay.weixin.qq.com/doc/v3/merchant), read conservatively: where an earlier copy
/// of the same request can be the cause, a failure waits for a query.

#include <array>
#include <cstddef>
#include <string_view>

#include "adapters/channels/code_table.hpp"

namespace sluice::wechat_v3 {

inline constexpr int any_status = 0;

template <class Row>
struct status_row {
  int status;
  Row row;
};

/// ORDER_NOT_EXIST and ORDERNOTEXIST are the same: both are sent.
[[nodiscard]] constexpr bool is_same_word(std::string_view a, std::string_view b) noexcept {
  const auto skip = [](std::string_view& text) {
    while (!text.empty() && text.front() == '_') text.remove_prefix(1);
  };
  for (;; a.remove_prefix(1), b.remove_prefix(1)) {
    skip(a);
    skip(b);
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    if (a.front() != b.front()) return false;
  }
}

/// Null when there is no such row.
template <class Table>
[[nodiscard]] constexpr auto find_row(const Table& table, int status,
                                      std::string_view code) noexcept
    -> decltype(&table.data()->row) {
  for (const auto& one : table)
    if ((one.status == any_status || one.status == status) && is_same_word(one.row.code, code))
      return &one.row;
  return nullptr;
}

using order::finding;

inline constexpr std::array pay_errors{
    status_row<attempt_row>{202, {"USERPAYING", finding::payer_paying}},
    status_row<attempt_row>{400, {"PARAM_ERROR", finding::not_paid, fault::program}},
    // Also a number that came before with other content.
    status_row<attempt_row>{400, {"INVALID_REQUEST", finding::not_paid_if_query_agrees}},
    status_row<attempt_row>{400, {"ORDER_CLOSED", finding::not_paid, fault::order}},
    status_row<attempt_row>{400, {"MCH_NOT_EXISTS", finding::not_paid, fault::account}},
    status_row<attempt_row>{400, {"APPID_MCHID_NOT_MATCH", finding::not_paid, fault::account}},
    status_row<attempt_row>{401, {"SIGN_ERROR", finding::not_paid, fault::account}},
    status_row<attempt_row>{403, {"NO_AUTH", finding::not_paid, fault::account}},
    status_row<attempt_row>{403, {"RULE_LIMIT", finding::not_paid, fault::payer}},
    status_row<attempt_row>{403, {"TRADE_ERROR", finding::not_paid, fault::payer}},
    status_row<attempt_row>{403, {"ACCOUNT_ERROR", finding::not_paid, fault::payer}},
    status_row<attempt_row>{403, {"NOT_ENOUGH", finding::not_paid, fault::payer}},
    status_row<attempt_row>{
        403, {"OUT_TRADE_NO_USED", finding::not_paid_if_query_agrees, fault::order}},
    status_row<attempt_row>{404, {"ORDER_NOT_EXIST", finding::unknown}},
    status_row<attempt_row>{429, {"FREQUENCY_LIMITED", finding::unknown, fault::too_fast}},
    status_row<attempt_row>{429, {"RATELIMIT_EXCEEDED", finding::unknown, fault::too_fast}},
    status_row<attempt_row>{500, {"OPENID_MISMATCH", finding::not_paid, fault::program}},
    status_row<attempt_row>{500, {"INVALID_TRANSACTIONID", finding::not_paid, fault::program}},
    status_row<attempt_row>{500, {"SYSTEM_ERROR", finding::unknown, fault::channel}},
    status_row<attempt_row>{500, {"BANK_ERROR", finding::unknown, fault::channel}},
    status_row<attempt_row>{502, {"SERVICE_UNAVAILABLE", finding::unknown, fault::channel}},
    status_row<attempt_row>{503, {"SERVICE_UNAVAILABLE", finding::unknown, fault::channel}},
};

/// A query that fails says nothing about the order, except that its number is not known (yet).
inline constexpr std::array query_errors{
    status_row<attempt_row>{404, {"ORDER_NOT_EXIST", finding::not_found}},
    status_row<attempt_row>{429, {"FREQUENCY_LIMITED", finding::unknown, fault::too_fast}},
    status_row<attempt_row>{429, {"RATELIMIT_EXCEEDED", finding::unknown, fault::too_fast}},
    status_row<attempt_row>{500, {"SYSTEM_ERROR", finding::unknown, fault::channel}},
    status_row<attempt_row>{500, {"BANK_ERROR", finding::unknown, fault::channel}},
    status_row<attempt_row>{502, {"SERVICE_UNAVAILABLE", finding::unknown, fault::channel}},
    status_row<attempt_row>{503, {"SERVICE_UNAVAILABLE", finding::unknown, fault::channel}},
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

/// A status of 204 says that it is closed.
inline constexpr std::array close_errors{
    status_row<revoke_row>{202, {"USERPAYING", order::revoke_finding::again}},
    status_row<revoke_row>{400, {"ORDER_CLOSED", order::revoke_finding::done}},
    status_row<revoke_row>{any_status, {"ORDER_PAID", order::revoke_finding::already_paid}},
    status_row<revoke_row>{404, {"ORDER_NOT_EXIST", order::revoke_finding::unknown}},
};

/// No table is published: what it says is not done is called again, and a query tells the rest.
inline constexpr std::array reverse_errors{
    status_row<revoke_row>{202, {"USERPAYING", order::revoke_finding::again}},
    status_row<revoke_row>{500, {"SYSTEM_ERROR", order::revoke_finding::unknown}},
};

/// Unknown is asked for later and sent again under the same number, as NOT_ENOUGH and SYSTEM_ERROR
/// want it. Under 429 the official table calls it unclear whether the refund was accepted.
inline constexpr std::array refund_errors{
    status_row<refund_row>{400, {"PARAM_ERROR", order::refund_finding::failed}},
    status_row<refund_row>{401, {"SIGN_ERROR", order::refund_finding::failed}},
    status_row<refund_row>{403, {"NO_AUTH", order::refund_finding::failed}},
    status_row<refund_row>{403, {"NOT_ENOUGH", order::refund_finding::unknown}},
    status_row<refund_row>{429, {"FREQUENCY_LIMITED", order::refund_finding::unknown}},
    status_row<refund_row>{429, {"RATELIMIT_EXCEEDED", order::refund_finding::unknown}},
    status_row<refund_row>{500, {"SYSTEM_ERROR", order::refund_finding::unknown}},
};

inline constexpr std::array refund_query_errors{
    status_row<refund_row>{404, {"RESOURCE_NOT_EXISTS", order::refund_finding::not_refunded}},
    status_row<refund_row>{500, {"SYSTEM_ERROR", order::refund_finding::unknown}},
};

/// Of a call that sends a refund on. Not sent on is what it surely is not: INVALID_REQUEST is also
/// said of one that is under way already, because an earlier copy of the call came there first.
inline constexpr std::array send_on_errors{
    status_row<refund_row>{400, {"PARAM_ERROR", order::refund_finding::not_sent_on}},
    status_row<refund_row>{400, {"INVALID_REQUEST", order::refund_finding::unknown}},
    status_row<refund_row>{401, {"SIGN_ERROR", order::refund_finding::not_sent_on}},
    status_row<refund_row>{403, {"NO_AUTH", order::refund_finding::not_sent_on}},
    status_row<refund_row>{403, {"NOT_ENOUGH", order::refund_finding::unknown}},
    status_row<refund_row>{404, {"RESOURCE_NOT_EXISTS", order::refund_finding::unknown}},
    status_row<refund_row>{429, {"FREQUENCY_LIMITED", order::refund_finding::unknown}},
    status_row<refund_row>{429, {"RATELIMIT_EXCEEDED", order::refund_finding::unknown}},
    status_row<refund_row>{500, {"SYSTEM_ERROR", order::refund_finding::unknown}},
};

inline constexpr std::array refund_states{
    refund_row{"SUCCESS", order::refund_finding::done},
    refund_row{"PROCESSING", order::refund_finding::accepted},
    refund_row{"CLOSED", order::refund_finding::failed},
    // The payer's card does not take it: somebody has to say where the money shall go.
    refund_row{"ABNORMAL", order::refund_finding::stuck},
};

template <class Table>
[[nodiscard]] constexpr bool has_under_any_status(const Table& table,
                                                  std::string_view code) noexcept {
  return std::any_of(table.begin(), table.end(),
                     [&](const auto& one) { return is_same_word(one.row.code, code); });
}

/// Nobody here knows what it means, under whatever status.
[[nodiscard]] constexpr bool is_unlisted(std::string_view code) noexcept {
  const auto is_error = [&](const auto&... tables) {
    return (has_under_any_status(tables, code) || ...);
  };
  return is_in_none(code, trade_states, refund_states) &&
         !is_error(pay_errors, query_errors, close_errors, reverse_errors, refund_errors,
                   refund_query_errors, send_on_errors);
}

/// For a static_assert: of two rows that fit one answer the second would never be found.
template <class Table>
[[nodiscard]] consteval bool fits_each_answer_once(const Table& table) {
  for (std::size_t a = 0; a < table.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const bool one_status = table[a].status == table[b].status || table[a].status == any_status ||
                              table[b].status == any_status;
      if (one_status && is_same_word(table[a].row.code, table[b].row.code)) return false;
    }
  return true;
}

static_assert(fits_each_answer_once(pay_errors) && fits_each_answer_once(query_errors) &&
              fits_each_answer_once(close_errors) && fits_each_answer_once(reverse_errors) &&
              fits_each_answer_once(refund_errors) && fits_each_answer_once(refund_query_errors) &&
              fits_each_answer_once(send_on_errors));
static_assert(name_each_code_once(trade_states, refund_states));

}  // namespace sluice::wechat_v3
