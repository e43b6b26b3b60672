#include "adapters/channels/alipay/answer.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "adapters/channels/alipay/codes.hpp"
#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/answers.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

using json = nlohmann::json;

/// The gateway is known to send the answer's member twice; the first one is the signed one.
std::optional<json> read_first_of_each(std::string_view body) {
  std::set<std::string> seen;
  const auto keep_first = [&](int depth, json::parse_event_t event, json& value) {
    return depth != 1 || event != json::parse_event_t::key ||
           seen.insert(value.get<std::string>()).second;
  };
  auto document = json::parse(body.begin(), body.end(), keep_first, false);
  if (!document.is_object()) return std::nullopt;
  return document;
}

/// One answer node. Values are strings throughout; anything else counts as absent.
class reply {
 public:
  explicit reply(const json& node) : node_(node) {}

  [[nodiscard]] std::string text(const char* name) const {
    const auto it = node_.find(name);
    return it != node_.end() && it->is_string() ? it->get<std::string>() : std::string{};
  }
  [[nodiscard]] bool ok() const { return text("code") == "10000"; }
  /// The finer of the two codes.
  [[nodiscard]] std::string code() const {
    auto sub_code = text("sub_code");
    return sub_code.empty() ? text("code") : sub_code;
  }

 private:
  const json& node_;
};

bool is_payout(const channel_call& call) noexcept { return call.type == business_type::payout; }

std::string order_number(const channel_call& call, const reply& r) {
  return r.text(is_payout(call) ? "out_biz_no" : "out_trade_no");
}

attempt_report attempt_says(const channel_call& call, const reply& r, finding found,
                            std::string_view code) {
  return {.attempt = call.attempt,
          .from = source_of(call.what),
          .found = found,
          .code = channel_word(code),
          .channel_reference = channel_word(r.text(is_payout(call) ? "order_id" : "trade_no"))};
}

/// The documents promise the number with every success, and the amount with every trade; without
/// them nothing says that this order, and not another one, was paid.
channel_answer paid_answer(const channel_call& call, const reply& r, std::string_view code) {
  if (order_number(call, r) != call.key.value()) return cannot_tell(call, "no_order_number");
  auto report = attempt_says(call, r, finding::paid, code);
  const auto stated = r.text(is_payout(call) ? "trans_amount" : "total_amount");
  if (stated.empty() && is_payout(call)) return report;
  const auto currency_name = r.text("trans_currency");  // absent: the one that the order asked for
  const auto unit =
      currency_name.empty() ? std::optional(call.amount.unit) : currency_from_name(currency_name);
  if (unit) report.amount = money_from_decimal(stated, *unit);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  return report;
}

template <class Table>
channel_answer by_table(const channel_call& call, const reply& r, const Table& table,
                        std::string_view code) {
  const auto* row = find_row(table, code);
  if (row == nullptr) return cannot_tell(call, channel_word(code));
  if (row->found == finding::paid) return paid_answer(call, r, code);
  auto report = attempt_says(call, r, row->found, code);
  report.reroutable = row->reroutable();
  return report;
}

channel_answer by_state(const channel_call& call, const reply& r) {
  return is_payout(call) ? by_table(call, r, transfer_states, r.text("status"))
                         : by_table(call, r, trade_states, r.text("trade_status"));
}

channel_answer successful_pay(const channel_call& call, const reply& r) {
  const bool says_state = !r.text("trade_status").empty();
  if (is_payout(call) || says_state) return by_state(call, r);
  // trade.create without a state: the trade exists, and its result is told later.
  if (call.type == business_type::quick_pay)
    return attempt_says(call, r, finding::payer_paying, "10000");
  return paid_answer(call, r, "10000");
}

channel_answer classify_pay(const channel_call& call, const reply& r) {
  const auto code = r.text("code");
  const auto sub_code = r.text("sub_code");
  if (r.ok()) return successful_pay(call, r);
  if (code == "10003") return attempt_says(call, r, finding::payer_paying, code);
  if (find_row(unsure_sub_codes, sub_code) != nullptr) return cannot_tell(call, sub_code);
  if (code == "40004")
    return is_payout(call) ? by_table(call, r, transfer_codes, sub_code)
                           : by_table(call, r, pay_codes, sub_code);
  const auto* row = find_row(gateway_codes, code);
  if (row == nullptr) return cannot_tell(call, channel_word(code));
  auto report = attempt_says(call, r, row->found, r.code());
  report.reroutable = row->reroutable();
  return report;
}

/// A query that fails says nothing about the order: only "not found" has a row.
channel_answer classify_query(const channel_call& call, const reply& r) {
  if (r.ok()) return by_state(call, r);
  if (r.text("code") != "40004") return cannot_tell(call, channel_word(r.code()));
  return is_payout(call) ? by_table(call, r, transfer_query_codes, r.text("sub_code"))
                         : by_table(call, r, query_codes, r.text("sub_code"));
}

/// Also succeeds for a trade that Alipay never saw: then without `action`.
channel_answer classify_cancel(const channel_call& call, const reply& r) {
  revoke_report report{.attempt = call.attempt, .code = channel_word(r.code())};
  const auto again = r.text("retry_flag");
  if (r.ok()) {
    if (again == "Y") report.found = revoke_finding::again;
    if (again == "N") report.found = revoke_finding::done;
    const auto action = r.text("action");
    if (action == "refund") report.money_returned = returned::yes;
    if (action == "close") report.money_returned = returned::no;
    return report;
  }
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(cancel_codes, r.text("sub_code"))) report.found = row->found;
  // A refusal that asks to be called again is no refusal.
  if (again == "Y") report.found = revoke_finding::again;
  return report;
}

channel_answer classify_close(const channel_call& call, const reply& r) {
  revoke_report report{.attempt = call.attempt, .code = channel_word(r.code())};
  if (r.ok()) {
    report.found = revoke_finding::done;
    report.money_returned = returned::no;
    return report;
  }
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(close_codes, r.text("sub_code"))) report.found = row->found;
  return report;
}

/// fund_change=N is what a repetition gets: the money moved before, or has not moved yet. Ask.
channel_answer classify_refund(const channel_call& call, const reply& r) {
  refund_report report{.refund = call.refund,
                       .code = channel_word(r.code()),
                       .channel_reference = channel_word(r.text("trade_no"))};
  if (r.ok()) {
    report.found = r.text("fund_change") == "Y" ? refund_finding::done : refund_finding::accepted;
    return report;
  }
  // A gateway refusal (40006) is no row: an earlier copy may have been carried out. Ask.
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(refund_codes, r.text("sub_code"))) report.found = row->found;
  return report;
}

/// 10000 means that the query worked; only refund_status speaks of the refund.
channel_answer classify_refund_query(const channel_call& call, const reply& r) {
  refund_report report{.refund = call.refund,
                       .code = channel_word(r.code()),
                       .channel_reference = channel_word(r.text("trade_no"))};
  if (!r.ok()) return report;
  const auto number = r.text("out_request_no");
  if (!number.empty() && number != call.refund_key.value())
    return cannot_tell(call, "foreign_refund");
  const auto state = r.text("refund_status");
  if (state.empty()) report.found = refund_finding::not_refunded;
  if (state != "REFUND_SUCCESS") return report;
  const auto amount = r.text("refund_amount");
  report.amount = money_from_decimal(amount, call.refund_amount.unit);
  if (!amount.empty() && !report.amount) return cannot_tell(call, "amount_unreadable");
  report.found = refund_finding::done;
  report.code = state;
  return report;
}

channel_answer by_operation(const channel_call& call, const reply& r) {
  switch (call.what) {
    case operation::pay: return classify_pay(call, r);
    case operation::query: return classify_query(call, r);
    case operation::revoke: return classify_cancel(call, r);
    case operation::close: return classify_close(call, r);
    case operation::refund: return classify_refund(call, r);
    case operation::refund_query: return classify_refund_query(call, r);
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

}  // namespace

channel_answer classify(const channel_call& call, std::string_view body) {
  const auto method = method_of(call.what, call.type);
  if (!method) return cannot_tell(call, "no_such_operation");
  const auto document = read_first_of_each(body);
  if (!document) return cannot_tell(call, "unreadable");
  auto node = document->find(answer_node(*method));
  if (node == document->end()) node = document->find("error_response");
  if (node == document->end() || !node->is_object()) return cannot_tell(call, "no_answer_node");
  const reply said(*node);
  const auto number = order_number(call, said);
  if (!number.empty() && number != call.key.value()) return cannot_tell(call, "foreign_order");
  return by_operation(call, said);
}

}  // namespace sluice::alipay
