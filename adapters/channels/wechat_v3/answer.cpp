#include "adapters/channels/wechat_v3/answer.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/wechat_v3/codes.hpp"
#include "adapters/channels/wechat_v3/fields.hpp"
#include "adapters/channels/wechat_v3/payer.hpp"
#include "adapters/channels/wechat_v3/refund.hpp"
#include "adapters/channels/wechat_v3/trade.hpp"
#include "base/invariant.hpp"

namespace sluice::wechat_v3 {
namespace {

using nlohmann::json;

constexpr int success = 200;
constexpr int done_without_content = 204;

channel_answer attempt_answer(const channel_call& call, const attempt_row& row, foreign_text code) {
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = row.found,
      .code = code.word(),
      .reroutable = row.reroutable(),
      .whose = row.whose};
}

/// An error names no order: that it answers this very call, the connection vouches for.
template <class Table>
channel_answer attempt_error(const channel_call& call, const Table& table, int status,
                             foreign_text code) {
  const auto* row = find_row(table, status, code.as_received());
  return row == nullptr ? cannot_tell(call, code, is_unlisted(code.as_received()))
                        : attempt_answer(call, *row, code);
}

template <class Table>
channel_answer revoke_error(const channel_call& call, const Table& table, int status,
                            foreign_text code) {
  const auto* row = find_row(table, status, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  return order::revoke_report{.attempt = call.attempt, .found = row->found, .code = code.word()};
}

channel_answer by_error(const channel_call& call, int status, foreign_text code) {
  switch (call.what) {
    case operation::pay: return attempt_error(call, pay_errors, status, code);
    case operation::query: return attempt_error(call, query_errors, status, code);
    case operation::revoke: return revoke_error(call, reverse_errors, status, code);
    case operation::close: return revoke_error(call, close_errors, status, code);
    case operation::refund:
    case operation::refund_query:
    case operation::send_on_refund: return refund_error(call, status, code);
    case operation::confirm:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return cannot_tell(call, code);
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

/// The documents promise account and number with every trade; without them nothing says that it is
/// this order's.
std::optional<channel_answer> of_another(const channel_call& call, const json& reply,
                                         const account& us) {
  if (!is_ours(reply, us)) return cannot_tell(call, "foreign_account");
  if (text_in(reply, "out_trade_no") != call.key.value()) return cannot_tell(call, "foreign_order");
  return std::nullopt;
}

channel_answer by_trade(const channel_call& call, const json& reply, const account& us) {
  if (auto no = of_another(call, reply, us)) return std::move(*no);
  const auto type = text_in(reply, "trade_type");
  if (!type.empty() && !is_of_type(call.type, type)) return cannot_tell(call, "another_type");
  const auto state = text_in(reply, "trade_state");
  const auto* row = find_row(trade_states, state.as_received());
  if (row == nullptr) return cannot_tell(call, state, is_unlisted(state.as_received()));
  auto answer = attempt_answer(call, *row, state);
  auto& report = std::get<order::attempt_report>(answer);
  report.channel_reference = text_in(reply, "transaction_id").word();
  if (row->found != finding::paid) return answer;
  report.amount = amount_of(reply);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  report.told = receipt_of(reply);
  return answer;
}

channel_answer by_prepay(const channel_call& call, const json& reply, const account& us,
                         instant now, std::string_view nonce) {
  auto action = action_of(call.type, reply, us, now, nonce);
  if (!action) return cannot_tell(call, "no_payer_action");
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = finding::payer_paying,
      .code = "prepaid",
      .action = std::move(action)};
}

/// 200 says that it is taken back. An older description has "recall": whether to call again.
channel_answer by_reverse(const channel_call& call, const json& reply, const account& us) {
  if (auto no = of_another(call, reply, us)) return std::move(*no);
  const auto& recall = member_of(reply, "recall");
  order::revoke_report report{.attempt = call.attempt, .code = "reversed"};
  if (recall.is_null() || recall == "N") report.found = order::revoke_finding::done;
  if (recall == "Y") {
    report.found = order::revoke_finding::again;
    report.code = "recall_Y";
  }
  return report;
}

channel_answer by_success(const channel_call& call, const json& reply, const account& us,
                          instant now, std::string_view nonce) {
  switch (call.what) {
    case operation::pay:
      return call.type == business_type::payment_code
                 ? by_trade(call, reply, us)
                 : by_prepay(call, reply, us, now, nonce);
    case operation::query: return by_trade(call, reply, us);
    case operation::revoke: return by_reverse(call, reply, us);
    case operation::close: return cannot_tell(call, "http_200");
    case operation::refund:
    case operation::refund_query:
    case operation::send_on_refund: return refund_answer(call, reply);
    case operation::confirm:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return cannot_tell(call, "no_such_operation");
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

/// What was closed had not been paid.
channel_answer without_body(const channel_call& call, const proven_answer& said) {
  if (call.what != operation::close || !said.body.empty())
    return cannot_tell(call, "http_" + std::to_string(said.status));
  return order::revoke_report{
      .attempt = call.attempt,
      .found = order::revoke_finding::done,
      .money_returned = order::returned::no,
      .code = "closed"};
}

}  // namespace

channel_answer classify(const channel_call& call, const proven_answer& said, const account& us,
                        instant now) {
  if (said.status == done_without_content) return without_body(call, said);
  if (said.body.empty()) return cannot_tell(call, "empty");
  const auto read = read_json(said.body);
  if (const auto* why = std::get_if<misread>(&read)) return cannot_tell(call, *why);
  const auto& reply = std::get<json>(read);
  if (!reply.is_object()) return cannot_tell(call, misread::unreadable);
  // An error may come with 200 too; then no row has it.
  const auto code = text_in(reply, "code");
  if (!code.empty()) return by_error(call, said.status, code);
  if (said.status != success) return cannot_tell(call, "http_" + std::to_string(said.status));
  return by_success(call, reply, us, now, said.nonce);
}

}  // namespace sluice::wechat_v3
