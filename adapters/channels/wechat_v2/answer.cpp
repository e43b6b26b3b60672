#include "adapters/channels/wechat_v2/answer.hpp"

#include <string>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/wechat_v2/codes.hpp"
#include "adapters/channels/wechat_v2/xml.hpp"
#include "base/invariant.hpp"

namespace sluice::wechat_v2 {
namespace {

bool names_another(const fields& reply, std::string_view field, std::string_view ours) {
  const auto theirs = value_of(reply, field);
  return !theirs.empty() && !ours.empty() && theirs != ours;
}

bool succeeded(const fields& reply) { return value_of(reply, "result_code") == "SUCCESS"; }

std::optional<money> stated_amount(const fields& reply) {
  const auto type = value_of(reply, "fee_type");
  const auto unit = type.empty() ? std::optional(currency::cny) : currency_from_name(type);
  if (!unit) return std::nullopt;
  return money_from_minor(value_of(reply, "total_fee"), *unit);
}

/// The documents promise number and amount with every success; without them nothing says that this
/// order, and not another one, was paid.
channel_answer paid_answer(const channel_call& call, const fields& reply) {
  if (value_of(reply, "out_trade_no") != call.key.value())
    return cannot_tell(call, "no_order_number");
  const auto amount = stated_amount(reply);
  if (!amount) return cannot_tell(call, "amount_unreadable");
  return attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = finding::paid,
      .code = "SUCCESS",
      .channel_reference = channel_word(value_of(reply, "transaction_id")),
      .amount = amount};
}

template <class Table>
channel_answer by_table(const channel_call& call, const fields& reply, const Table& table,
                        std::string_view code) {
  const auto* row = find_row(table, code);
  if (row == nullptr) return cannot_tell(call, channel_word(code));
  if (row->found == finding::paid) return paid_answer(call, reply);
  return attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = row->found,
      .code = std::string(code),
      .channel_reference = channel_word(value_of(reply, "transaction_id")),
      .reroutable = row->reroutable()};
}

channel_answer classify_pay(const channel_call& call, const fields& reply) {
  if (succeeded(reply)) return paid_answer(call, reply);
  return by_table(call, reply, micropay_codes, value_of(reply, "err_code"));
}

channel_answer classify_query(const channel_call& call, const fields& reply) {
  if (succeeded(reply)) return by_table(call, reply, trade_states, value_of(reply, "trade_state"));
  return by_table(call, reply, orderquery_codes, value_of(reply, "err_code"));
}

channel_answer classify_reverse(const channel_call& call, const fields& reply) {
  revoke_report report{.attempt = call.attempt, .code = channel_word(value_of(reply, "err_code"))};
  const auto recall = value_of(reply, "recall");
  if (succeeded(reply)) {
    report.code = "recall_" + (recall.empty() ? "missing" : channel_word(recall));
    if (recall == "N") report.found = revoke_finding::done;
    if (recall == "Y") report.found = revoke_finding::again;
    return report;
  }
  if (const auto* row = find_row(reverse_codes, value_of(reply, "err_code")))
    report.found = row->found;
  // A refusal that asks to be called again is no refusal.
  if (report.found != revoke_finding::again && recall == "Y") report.found = revoke_finding::again;
  return report;
}

refund_report refund_says(const channel_call& call, std::string_view code) {
  return {.refund = call.refund, .code = channel_word(code)};
}

/// SUCCESS means accepted here; the result comes from a refund query.
channel_answer classify_refund(const channel_call& call, const fields& reply) {
  if (succeeded(reply)) {
    auto report = refund_says(call, "SUCCESS");
    const bool ours =
        value_of(reply, "out_refund_no") == call.refund_key.value() &&
        value_of(reply, "refund_fee") == std::to_string(call.refund_amount.minor_units);
    if (!ours) return refund_says(call, "foreign_refund");
    report.found = refund_finding::accepted;
    report.channel_reference = channel_word(value_of(reply, "refund_id"));
    return report;
  }
  const auto code = value_of(reply, "err_code");
  auto report = refund_says(call, code);
  if (const auto* row = find_row(refund_codes, code)) report.found = row->found;
  return report;
}

/// The answer lists refunds by index: out_refund_no_0, refund_status_0, …; at most 50 an order.
channel_answer classify_refund_query(const channel_call& call, const fields& reply) {
  if (!succeeded(reply)) {
    const auto code = value_of(reply, "err_code");
    auto report = refund_says(call, code);
    if (const auto* row = find_row(refundquery_codes, code)) report.found = row->found;
    return report;
  }
  constexpr int most_refunds = 50;
  for (int i = 0; i < most_refunds; ++i) {
    const auto nth = "_" + std::to_string(i);
    if (value_of(reply, "out_refund_no" + nth) != call.refund_key.value()) continue;
    const auto state = value_of(reply, "refund_status" + nth);
    auto report = refund_says(call, state);
    report.amount = money_from_minor(value_of(reply, "refund_fee" + nth), call.refund_amount.unit);
    if (!report.amount) return refund_says(call, "amount_unreadable");
    if (const auto* row = find_row(refund_states, state)) report.found = row->found;
    report.channel_reference = channel_word(value_of(reply, "refund_id" + nth));
    return report;
  }
  return refund_says(call, "foreign_refund");
}

channel_answer by_operation(const channel_call& call, const fields& reply) {
  switch (call.what) {
    case operation::pay: return classify_pay(call, reply);
    case operation::query: return classify_query(call, reply);
    case operation::revoke: return classify_reverse(call, reply);
    case operation::close: return cannot_tell(call, "no_such_operation");
    case operation::refund: return classify_refund(call, reply);
    case operation::refund_query: return classify_refund_query(call, reply);
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

}  // namespace

channel_answer classify(const channel_call& call, std::string_view body,
                        const dialect_account& account) {
  const auto reply = read_xml(body);
  if (!reply) return cannot_tell(call, "unreadable");
  // return_code FAIL comes without a signature: anybody's word, and about the transport only.
  if (value_of(*reply, "return_code") != "SUCCESS") return cannot_tell(call, "return_code_fail");
  if (names_another(*reply, "appid", account.app_id) ||
      names_another(*reply, "mch_id", account.merchant_id))
    return cannot_tell(call, "foreign_account");
  if (names_another(*reply, "out_trade_no", call.key.value()))
    return cannot_tell(call, "foreign_order");
  const auto result = value_of(*reply, "result_code");
  if (result != "SUCCESS" && result != "FAIL") return cannot_tell(call, "no_result_code");
  return by_operation(call, *reply);
}

}  // namespace sluice::wechat_v2
