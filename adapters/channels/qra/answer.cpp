#include "adapters/channels/qra/answer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/qra/codes.hpp"
#include "adapters/channels/qra/trade.hpp"
#include "base/invariant.hpp"

namespace sluice::qra {
namespace {

using order::finding;

bool succeeded(const xml_fields& reply) { return value_of(reply, "result_code") == "0"; }

channel_answer attempt_answer(const channel_call& call, const xml_fields& reply,
                              const attempt_row& row, foreign_text code) {
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = row.found,
      .code = code.word(),
      .channel_reference = value_of(reply, "transaction_id").word(),
      .reroutable = row.reroutable(),
      .whose = row.whose};
}

channel_answer paid_answer(const channel_call& call, const xml_fields& reply,
                           const std::string& code) {
  if (value_of(reply, "out_trade_no") != call.key.value())
    return cannot_tell(call, "no_order_number");
  const auto amount = amount_of(reply);
  if (!amount) return cannot_tell(call, "amount_unreadable");
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = finding::paid,
      .code = code,
      .channel_reference = value_of(reply, "transaction_id").word(),
      .amount = amount,
      .told = receipt_of(reply)};
}

channel_answer by_state(const channel_call& call, const xml_fields& reply) {
  const auto state = value_of(reply, "trade_state");
  const auto* row = find_row(trade_states, state.as_received());
  if (row == nullptr) return cannot_tell(call, state, is_unlisted(state.as_received()));
  if (row->found == finding::paid) return paid_answer(call, reply, state.word());
  // Of a trade that is not paid, too, it must be said which one it is.
  if (value_of(reply, "out_trade_no") != call.key.value())
    return cannot_tell(call, "no_order_number");
  return attempt_answer(call, reply, *row, state);
}

/// What is said to be over is over only where the gateway adds that there is nothing to ask.
bool is_believed(const attempt_row& row, const xml_fields& reply) noexcept {
  const bool says_unpaid =
      row.found == finding::not_paid || row.found == finding::not_paid_if_query_agrees;
  return !says_unpaid || value_of(reply, "need_query") == "N";
}

template <class Table>
channel_answer refused_pay(const channel_call& call, const xml_fields& reply, const Table& table) {
  const auto code = value_of(reply, "err_code");
  const auto* row = find_row(table, code.as_received());
  if (row == nullptr || !is_believed(*row, reply))
    return cannot_tell(call, code, is_unlisted(code.as_received()));
  return attempt_answer(call, reply, *row, code);
}

channel_answer classify_micropay(const channel_call& call, const xml_fields& reply) {
  if (!succeeded(reply)) return refused_pay(call, reply, micropay_codes);
  const bool paid = value_of(reply, "pay_result") == "0";
  const auto state = value_of(reply, "trade_state");
  if (!state.empty() && (state == "SUCCESS") != paid)
    return cannot_tell(call, misread::contradictory);
  return paid ? paid_answer(call, reply, "pay_result_0") : cannot_tell(call, "no_pay_result");
}

bool is_code_to_show(std::string_view text) noexcept {
  constexpr std::size_t longest = 512;
  return text.size() <= longest &&
         (text.starts_with("weixin://") || text.starts_with("https://")) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

channel_answer classify_native(const channel_call& call, const xml_fields& reply) {
  if (!succeeded(reply)) return refused_pay(call, reply, native_codes);
  const auto code = value_of(reply, "code_url").as_received();
  if (!is_code_to_show(code)) return cannot_tell(call, "no_payer_action");
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = finding::payer_paying,
      .code = "prepaid",
      .action = payer_action{payer_action_kind::show_code, std::string(code)}};
}

channel_answer classify_query(const channel_call& call, const xml_fields& reply) {
  if (succeeded(reply)) return by_state(call, reply);
  const auto code = value_of(reply, "err_code");
  const auto* row = find_row(query_codes, code.as_received());
  return row == nullptr ? cannot_tell(call, code, is_unlisted(code.as_received()))
                        : attempt_answer(call, reply, *row, code);
}

channel_answer classify_reverse(const channel_call& call, const xml_fields& reply) {
  const auto code = value_of(reply, "err_code");
  order::revoke_report report{.attempt = call.attempt, .code = code.word()};
  if (succeeded(reply)) {
    report.code = "reversed";
    report.found = order::revoke_finding::done;
  } else if (const auto* row = find_row(reverse_codes, code.as_received())) {
    report.found = row->found;
  }
  report.unlisted = is_unlisted(code.as_received());
  if (value_of(reply, "recall") == "Y") report.found = order::revoke_finding::again;
  return report;
}

channel_answer classify_close(const channel_call& call, const xml_fields& reply) {
  const auto code = value_of(reply, "err_code");
  if (succeeded(reply))
    return order::revoke_report{
        .attempt = call.attempt,
        .found = order::revoke_finding::done,
        .money_returned = order::returned::no,
        .code = "closed"};
  const auto* row = find_row(close_codes, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  return order::revoke_report{.attempt = call.attempt, .found = row->found, .code = code.word()};
}

/// Success means accepted here; the result comes from a refund query. No code of a refusal is
/// published: it is asked for, and sent again under the same number.
channel_answer classify_refund(const channel_call& call, const xml_fields& reply) {
  const auto code = value_of(reply, "err_code");
  if (!succeeded(reply)) return cannot_tell(call, code, is_unlisted(code.as_received()));
  const bool ours = value_of(reply, "out_refund_no") == call.refund_key.value() &&
                    value_of(reply, "refund_fee") == std::to_string(call.refund_amount.minor_units);
  if (!ours) return cannot_tell(call, "foreign_refund");
  return order::refund_report{
      .refund = call.refund,
      .found = order::refund_finding::accepted,
      .code = "accepted",
      .channel_reference = value_of(reply, "refund_id").word()};
}

/// What entry "_0", "_1", … says about our refund.
channel_answer refund_entry(const channel_call& call, const xml_fields& reply,
                            const std::string& nth) {
  const auto state = value_of(reply, "refund_status" + nth);
  const auto amount =
      money_from_minor(value_of(reply, "refund_fee" + nth).as_received(), currency::cny);
  if (!amount) return cannot_tell(call, "amount_unreadable");
  const auto* row = find_row(refund_states, state.as_received());
  if (row == nullptr) return cannot_tell(call, state, is_unlisted(state.as_received()));
  return order::refund_report{
      .refund = call.refund,
      .found = row->found,
      .code = state.word(),
      .channel_reference = value_of(reply, "refund_id" + nth).word(),
      .amount = amount};
}

channel_answer classify_refund_query(const channel_call& call, const xml_fields& reply) {
  if (!succeeded(reply)) {
    const auto code = value_of(reply, "err_code");
    const auto* row = find_row(refundquery_codes, code.as_received());
    if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
    return order::refund_report{.refund = call.refund, .found = row->found, .code = code.word()};
  }
  std::optional<channel_answer> ours;
  constexpr int most_refunds = 50;
  for (int i = 0; i < most_refunds; ++i) {
    const auto nth = "_" + std::to_string(i);
    if (value_of(reply, "out_refund_no" + nth) != call.refund_key.value()) continue;
    if (ours) return cannot_tell(call, misread::contradictory);  // one number, one refund
    ours = refund_entry(call, reply, nth);
  }
  return ours ? *ours : cannot_tell(call, "foreign_refund");
}

/// An answer names neither its service nor, always, its order: taken back is only what nothing else
/// was said of. A code to scan for another order is a success, too.
bool is_of_another_service(const channel_call& call, const xml_fields& reply) {
  if (call.what != operation::revoke && call.what != operation::close) return false;
  constexpr std::array<std::string_view, 5> said_elsewhere{
      "code_url", "pay_result", "trade_state", "refund_id", "refund_count"};
  return std::ranges::any_of(
      said_elsewhere, [&](std::string_view name) { return !value_of(reply, name).empty(); });
}

channel_answer by_operation(const channel_call& call, const xml_fields& reply) {
  switch (call.what) {
    case operation::pay:
      return call.type == business_type::payment_code
                 ? classify_micropay(call, reply)
                 : classify_native(call, reply);
    case operation::query: return classify_query(call, reply);
    case operation::revoke: return classify_reverse(call, reply);
    case operation::close: return classify_close(call, reply);
    case operation::refund: return classify_refund(call, reply);
    case operation::refund_query: return classify_refund_query(call, reply);
    case operation::confirm:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return cannot_tell(call, "no_such_operation");
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

/// A success has no error's code, and a refusal pays nothing.
bool contradicts_itself(const xml_fields& reply) {
  if (succeeded(reply)) return !value_of(reply, "err_code").empty();
  return value_of(reply, "pay_result") == "0" || value_of(reply, "trade_state") == "SUCCESS";
}

bool names_another(const xml_fields& reply, std::string_view field, std::string_view ours) {
  const auto theirs = value_of(reply, field);
  return !theirs.empty() && theirs != ours;
}

}  // namespace

channel_answer classify(const channel_call& call, std::string_view body, const account& us) {
  const auto read = read_xml(body);
  if (const auto* why = std::get_if<misread>(&read)) return cannot_tell(call, *why);
  const auto& reply = std::get<xml_fields>(read);
  if (!is_genuine(reply, us)) return cannot_tell(call, "not_proven");
  if (value_of(reply, "mch_id") != us.merchant_id) return cannot_tell(call, "foreign_account");
  if (names_another(reply, "out_trade_no", call.key.value()))
    return cannot_tell(call, "foreign_order");
  // Another status says that the message itself was not taken on.
  if (value_of(reply, "status") != "0") return cannot_tell(call, "status_not_0");
  if (value_of(reply, "result_code").empty()) return cannot_tell(call, "no_result_code");
  if (contradicts_itself(reply)) return cannot_tell(call, misread::contradictory);
  if (is_of_another_service(call, reply)) return cannot_tell(call, "foreign_service");
  return by_operation(call, reply);
}

heard_notice read_notice(std::string_view body, const account& us) {
  const auto read = read_xml(body);
  const auto* said = std::get_if<xml_fields>(&read);
  if (said == nullptr) return notice_refusal::unreadable;
  if (!is_genuine(*said, us)) return notice_refusal::not_proven;
  if (value_of(*said, "mch_id") != us.merchant_id) return notice_refusal::foreign_account;
  const auto key = value_of(*said, "out_trade_no");
  if (key.empty() || !key.is_word()) return notice_refusal::unreadable;
  channel_notification news{.channel = {}, .key = channel_key(key.word())};
  news.verified = true;
  news.code = "pay_result_" + value_of(*said, "pay_result").word();
  const bool paid = value_of(*said, "status") == "0" && succeeded(*said) &&
                    value_of(*said, "pay_result") == "0" && !contradicts_itself(*said);
  if (!paid) return news;
  news.found = finding::paid;
  news.channel_reference = value_of(*said, "transaction_id").word();
  news.amount = amount_of(*said);
  news.told = receipt_of(*said);
  return news;
}

}  // namespace sluice::qra
