#include "adapters/channels/wechat_v2/answer.hpp"

#include <optional>
#include <string>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/strict_xml.hpp"
#include "adapters/channels/wechat_v2/codes.hpp"
#include "adapters/channels/wechat_v2/receipts.hpp"
#include "base/invariant.hpp"

namespace sluice::wechat_v2 {
namespace {

bool names_another(const xml_fields& reply, std::string_view field, std::string_view ours) {
  const auto theirs = value_of(reply, field);
  return !theirs.empty() && !ours.empty() && theirs != ours;
}

bool succeeded(const xml_fields& reply) { return value_of(reply, "result_code") == "SUCCESS"; }

std::optional<money> stated_amount(const xml_fields& reply) {
  const auto type = value_of(reply, "fee_type");
  const auto unit =
      type.empty() ? std::optional(currency::cny) : currency_from_name(type.as_received());
  if (!unit) return std::nullopt;
  return money_from_minor(value_of(reply, "total_fee").as_received(), *unit);
}

/// The documents promise number and amount with every success; without them nothing says that this
/// order, and not another one, was paid.
channel_answer paid_answer(const channel_call& call, const xml_fields& reply) {
  if (value_of(reply, "out_trade_no") != call.key.value())
    return cannot_tell(call, "no_order_number");
  const auto amount = stated_amount(reply);
  if (!amount) return cannot_tell(call, "amount_unreadable");
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = order::finding::paid,
      .code = "SUCCESS",
      .channel_reference = value_of(reply, "transaction_id").word(),
      .amount = amount,
      .told = receipt_of(reply, amount->unit)};
}

template <class Table>
channel_answer by_table(const channel_call& call, const xml_fields& reply, const Table& table,
                        foreign_text code) {
  const auto* row = find_row(table, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  if (row->found == order::finding::paid) return paid_answer(call, reply);
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = row->found,
      .code = code.word(),
      .channel_reference = value_of(reply, "transaction_id").word(),
      .reroutable = row->reroutable(),
      .whose = row->whose};
}

channel_answer by_state(const channel_call& call, const xml_fields& reply) {
  return by_table(call, reply, trade_states, value_of(reply, "trade_state"));
}

/// Only a query promises the trade's state. Where it is named all the same, it has to prove what
/// the result proves.
channel_answer unless_state_differs(const channel_call& call, const xml_fields& reply,
                                    channel_answer result) {
  if (value_of(reply, "trade_state").empty()) return result;
  const auto found = [](const channel_answer& said) {
    return std::get<order::attempt_report>(said).found;
  };
  if (found(result) != found(by_state(call, reply)))
    return cannot_tell(call, misread::contradictory);
  return result;
}

channel_answer classify_pay(const channel_call& call, const xml_fields& reply) {
  return unless_state_differs(
      call, reply,
      succeeded(reply) ? paid_answer(call, reply)
                       : by_table(call, reply, micropay_codes, value_of(reply, "err_code")));
}

channel_answer classify_query(const channel_call& call, const xml_fields& reply) {
  if (succeeded(reply)) return by_state(call, reply);
  return unless_state_differs(
      call, reply, by_table(call, reply, orderquery_codes, value_of(reply, "err_code")));
}

std::string recall_code(foreign_text recall) {
  if (recall.empty()) return "recall_missing";
  return recall == "N" || recall == "Y" ? "recall_" + recall.word() : recall.word();
}

channel_answer classify_reverse(const channel_call& call, const xml_fields& reply) {
  const auto code = value_of(reply, "err_code");
  order::revoke_report report{.attempt = call.attempt, .code = code.word()};
  const auto recall = value_of(reply, "recall");
  if (succeeded(reply)) {
    report.code = recall_code(recall);
    if (recall == "N") report.found = order::revoke_finding::done;
    if (recall == "Y") report.found = order::revoke_finding::again;
    return report;
  }
  if (const auto* row = find_row(reverse_codes, code.as_received())) report.found = row->found;
  report.unlisted = is_unlisted(code.as_received());
  // A refusal that asks to be called again is no refusal.
  if (report.found != order::revoke_finding::again && recall == "Y")
    report.found = order::revoke_finding::again;
  return report;
}

order::refund_report refund_says(const channel_call& call, foreign_text code) {
  return {.refund = call.refund, .code = code.word()};
}

/// SUCCESS means accepted here; the result comes from a refund query.
channel_answer classify_refund(const channel_call& call, const xml_fields& reply) {
  if (succeeded(reply)) {
    auto report = refund_says(call, foreign_text("SUCCESS"));
    const bool ours =
        value_of(reply, "out_refund_no") == call.refund_key.value() &&
        value_of(reply, "refund_fee") == std::to_string(call.refund_amount.minor_units);
    if (!ours) return cannot_tell(call, "foreign_refund");
    report.found = order::refund_finding::accepted;
    report.channel_reference = value_of(reply, "refund_id").word();
    report.told = refund_receipt_of(reply, "", call.refund_amount.unit);
    return report;
  }
  const auto code = value_of(reply, "err_code");
  auto report = refund_says(call, code);
  if (const auto* row = find_row(refund_codes, code.as_received())) report.found = row->found;
  report.unlisted = is_unlisted(code.as_received());
  return report;
}

/// What entry "_0", "_1", … says about our refund.
channel_answer refund_entry(const channel_call& call, const xml_fields& reply,
                            const std::string& nth) {
  const auto state = value_of(reply, "refund_status" + nth);
  auto report = refund_says(call, state);
  report.amount =
      money_from_minor(value_of(reply, "refund_fee" + nth).as_received(), call.refund_amount.unit);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  if (const auto* row = find_row(refund_states, state.as_received())) report.found = row->found;
  report.unlisted = is_unlisted(state.as_received());
  report.channel_reference = value_of(reply, "refund_id" + nth).word();
  report.told = refund_receipt_of(reply, nth, call.refund_amount.unit);
  return report;
}

/// The answer lists refunds by index: out_refund_no_0, refund_status_0, …; at most 50 an order.
channel_answer classify_refund_query(const channel_call& call, const xml_fields& reply) {
  if (!succeeded(reply)) {
    const auto code = value_of(reply, "err_code");
    auto report = refund_says(call, code);
    if (const auto* row = find_row(refundquery_codes, code.as_received()))
      report.found = row->found;
    report.unlisted = is_unlisted(code.as_received());
    return report;
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

/// A success has no error's code, and a refusal made no refund.
bool contradicts_itself(const xml_fields& reply) {
  if (!succeeded(reply)) return !value_of(reply, "refund_id").empty();
  const auto code = value_of(reply, "err_code");
  return !code.empty() && code != "SUCCESS";
}

channel_answer by_operation(const channel_call& call, const xml_fields& reply) {
  switch (call.what) {
    case operation::pay: return classify_pay(call, reply);
    case operation::query: return classify_query(call, reply);
    case operation::revoke: return classify_reverse(call, reply);
    case operation::close:
    case operation::confirm:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return cannot_tell(call, "no_such_operation");
    case operation::refund: return classify_refund(call, reply);
    case operation::refund_query: return classify_refund_query(call, reply);
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

}  // namespace

channel_answer classify(const channel_call& call, std::string_view body,
                        const dialect_account& account, const shared_key& key) {
  const auto read = read_xml(body);
  if (const auto* why = std::get_if<misread>(&read)) return cannot_tell(call, *why);
  const auto& reply = std::get<xml_fields>(read);
  // return_code FAIL comes without a signature: anybody's word, and about the transport only.
  if (value_of(reply, "return_code") != "SUCCESS") return cannot_tell(call, "return_code_fail");
  if (!key.has_signed(reply)) return cannot_tell(call, "not_proven");
  if (value_of(reply, "appid") != account.app_id ||
      value_of(reply, "mch_id") != account.merchant_id)
    return cannot_tell(call, "foreign_account");
  if (names_another(reply, "out_trade_no", call.key.value()))
    return cannot_tell(call, "foreign_order");
  const auto result = value_of(reply, "result_code");
  if (result != "SUCCESS" && result != "FAIL") return cannot_tell(call, "no_result_code");
  if (contradicts_itself(reply)) return cannot_tell(call, misread::contradictory);
  return by_operation(call, reply);
}

}  // namespace sluice::wechat_v2
