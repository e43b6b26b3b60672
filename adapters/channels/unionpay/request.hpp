#pragma once
/// What is asked of UnionPay: the fields of a request, unsigned. Source: open.unionpay.com, ACP
/// 5.1.0, net bank and token products; consumption's undoing (消费撤销 31); pre-authorization
/// (预授权 02, 完成 03, 撤销 32, 完成撤销 33).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "actors/ports/channel_port.hpp"
#include "adapters/channels/account.hpp"
#include "adapters/channels/form.hpp"
#include "adapters/channels/unionpay/keys.hpp"

namespace sluice::unionpay {

/// UnionPay knows a transaction by its number and its time together. Both come of the log, so that
/// whoever asks again asks about the same.
struct transaction {
  std::string number;  ///< orderId
  std::string time;    ///< txnTime
  /// txnType: "01" a payment, "02" a hold, "03" a capture, "04" a refund, "31" the undoing of a
  /// payment, "32" of a hold, "33" of a capture, "77" a code for the payer; "79" an agreement's
  /// opening, "78" what became of it, "74" its end.
  std::string_view kind;
  money amount;
};

/// What the call is about: its payment or hold or capture, the code that is to confirm it, or what
/// gives that back. A code's number and time are those of its payment.
[[nodiscard]] transaction transaction_of(const channel_call& call, const dialect_account& account);

/// The payment begins with a code that UnionPay sends to the payer, and is made with it.
[[nodiscard]] bool is_confirmed(const channel_call& call, const dialect_account& account) noexcept;

/// The payer pays on a page of UnionPay's or of a bank's, to which the browser posts the request.
[[nodiscard]] bool is_on_page(const channel_call& call) noexcept;

/// Until then nobody can begin to pay on the page (payTimeout): a quarter of an hour from the
/// attempt's beginning, or the order's own limit where that is earlier. A later limit would not
/// help the payer: by then the engine takes the order back.
inline constexpr std::chrono::minutes page_lives{15};

/// So long after the attempt's beginning what UnionPay says of an unpaid page is final (ACP, query
/// of front transactions: 15 minutes after payTimeout).
inline constexpr std::chrono::minutes page_settled_after = page_lives + std::chrono::minutes{15};
/// Before, "failed" and "not found" can still change.
[[nodiscard]] bool is_page_settled(const channel_call& call, instant now) noexcept;

/// What every request has. `kind`, `subkind`: txnType, txnSubType.
[[nodiscard]] form_fields common_fields(const transaction& about, std::string_view kind,
                                        std::string_view subkind, const dialect_account& account,
                                        const keys& with);

/// Letters and digits, at least one.
[[nodiscard]] bool is_plain(std::string_view text) noexcept;
[[nodiscard]] bool is_order_number(std::string_view text) noexcept;

/// bizType of what is paid with a token, and of tokens themselves.
inline constexpr auto token_product = "000902";
/// "{token=…&trId=…}" of "TOKEN&TRID", or "{token=…}" of "TOKEN". Nothing: it is neither.
[[nodiscard]] std::optional<std::string> token_fields(const secret& said);
void add_token_data(form_fields& fields, std::string data, const keys& with);

/// Where UnionPay tells us of it; where the payer's browser comes back to, if anywhere.
void add_back_url(form_fields& fields, const dialect_account& account);
void add_front_url(form_fields& fields, const channel_call& call);

/// Nothing: it cannot be asked for, by us, or with what the call says.
[[nodiscard]] std::optional<form_fields> request_fields(
    const channel_call& call, const dialect_account& account, const keys& with);

/// Asks for the certificate of encryption that counts now. It moves nothing, so its number is of
/// the moment only.
[[nodiscard]] form_fields certificate_request(const dialect_account& account, const keys& with,
                                              instant now);

}  // namespace sluice::unionpay
