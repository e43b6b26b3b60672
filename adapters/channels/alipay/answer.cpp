#include "adapters/channels/alipay/answer.hpp"

#include <optional>
#include <string>
#include <variant>

#include "adapters/channels/alipay/agreement.hpp"
#include "adapters/channels/alipay/holds.hpp"
#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/alipay/pages.hpp"
#include "adapters/channels/alipay/proof.hpp"
#include "adapters/channels/alipay/receipts.hpp"
#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/alipay/unlisted.hpp"
#include "adapters/channels/answers.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/strict_json.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

using json = nlohmann::json;

constexpr foreign_text success_code{"10000"};

bool is_payout(const channel_call& call) noexcept { return call.type == business_type::payout; }

foreign_text order_number(const channel_call& call, const reply& r) {
  if (is_about_hold(call)) return r.text("out_order_no");
  return r.text(is_payout(call) ? "out_biz_no" : "out_trade_no");
}

order::attempt_report attempt_says(const channel_call& call, const reply& r, order::finding found,
                                   foreign_text code) {
  return {.attempt = call.attempt,
          .from = source_of(call.what),
          .found = found,
          .code = code.word(),
          .channel_reference = r.text(is_payout(call) ? "order_id" : "trade_no").word()};
}

/// The documents promise the number with every success, and the amount with every trade; without
/// them nothing says that this order, and not another one, was paid.
channel_answer paid_answer(const channel_call& call, const reply& r, foreign_text code) {
  if (order_number(call, r) != call.key.value()) return cannot_tell(call, "no_order_number");
  auto report = attempt_says(call, r, order::finding::paid, code);
  if (is_payout(call)) report.told = payout_receipt_of(r);
  const auto stated = r.text(is_payout(call) ? "trans_amount" : "total_amount");
  if (stated.empty() && is_payout(call)) return report;
  const auto unit_name = r.text("trans_currency");  // absent: the one that the order asked for
  const auto unit = unit_name.empty() ? std::optional(call.amount.unit)
                                      : currency_from_name(unit_name.as_received());
  if (unit) report.amount = money_from_decimal(stated.as_received(), *unit);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  if (!is_payout(call)) report.told = trade_receipt_of(r, *unit);
  return report;
}

template <class Table>
channel_answer by_table(const channel_call& call, const reply& r, const Table& table,
                        foreign_text code) {
  const auto* row = find_row(table, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  if (row->found == order::finding::paid) return paid_answer(call, r, code);
  auto report = attempt_says(call, r, row->found, code);
  report.reroutable = row->reroutable();
  report.whose = row->whose;
  return report;
}

channel_answer by_state(const channel_call& call, const reply& r) {
  return is_payout(call) ? by_table(call, r, transfer_states, r.text("status"))
                         : by_table(call, r, trade_states, r.text("trade_status"));
}

bool says_state(const channel_call& call, const reply& r) {
  return r.says(is_payout(call) ? "status" : "trade_status");
}

/// The trade is made when the payer scans the code; until then there is the code alone.
channel_answer precreated(const channel_call& call, const reply& r) {
  auto report = attempt_says(call, r, order::finding::payer_paying, success_code);
  report.action = shown_code(r.text("qr_code"));
  if (!report.action) return cannot_tell(call, "no_code");
  return report;
}

channel_answer successful_pay(const channel_call& call, const reply& r) {
  if (is_payout(call) || says_state(call, r)) return by_state(call, r);
  // trade.create without a state: the trade exists, and its result is told later.
  if (call.type == business_type::quick_pay && !is_by_agreement(call))
    return attempt_says(call, r, order::finding::payer_paying, success_code);
  if (call.type == business_type::native_qr) return precreated(call, r);
  // The others are sent by the payer: no answer to them comes here.
  if (is_for_payer(call.type)) return cannot_tell(call, success_code);
  return paid_answer(call, r, success_code);
}

channel_answer refused_pay(const channel_call& call, const reply& r) {
  const auto code = r.text("code");
  const auto sub_code = r.text("sub_code");
  if (code == "10003") return attempt_says(call, r, order::finding::payer_paying, code);
  if (find_row(unsure_sub_codes, sub_code.as_received()) != nullptr)
    return cannot_tell(call, sub_code);
  if (code == "40004" && is_about_hold(call)) return by_table(call, r, hold_codes, sub_code);
  if (code == "40004")
    return is_payout(call) ? by_table(call, r, transfer_codes, sub_code)
                           : by_table(call, r, pay_codes, sub_code);
  const auto* row = find_row(gateway_codes, code.as_received());
  if (row == nullptr) return cannot_tell(call, code);
  auto report = attempt_says(call, r, row->found, r.code());
  report.reroutable = row->reroutable();
  report.whose = row->whose;
  return report;
}

bool is_no_trade(const reply& r) { return r.text("sub_code") == "ACQ.TRADE_NOT_EXIST"; }

/// A query that fails says nothing about the order: only "not found" has a row.
channel_answer refused_query(const channel_call& call, const reply& r) {
  if (r.text("code") != "40004") return cannot_tell(call, r.code());
  if (is_payout(call)) return by_table(call, r, transfer_query_codes, r.text("sub_code"));
  // The payer has not opened what he was given.
  if (is_for_payer(call.type) && is_no_trade(r))
    return attempt_says(call, r, order::finding::not_paid_yet, r.code());
  return by_table(call, r, query_codes, r.text("sub_code"));
}

bool prove_the_same(const channel_answer& one, const channel_answer& other) {
  return std::get<order::attempt_report>(one).found == std::get<order::attempt_report>(other).found;
}

/// A refusal may name the trade's state; then both have to prove the same.
channel_answer unless_state_differs(const channel_call& call, const reply& r,
                                    channel_answer refusal) {
  if (says_state(call, r) && !prove_the_same(refusal, by_state(call, r)))
    return cannot_tell(call, misread::contradictory);
  return refusal;
}

/// Paid by its code and closed by its state: a scanned code's trade cannot be both.
channel_answer unless_closed(const channel_call& call, channel_answer success) {
  if (call.type == business_type::payment_code &&
      std::get<order::attempt_report>(success).found == order::finding::not_paid)
    return cannot_tell(call, misread::contradictory);
  return success;
}

/// The money is held here and nowhere else, and nobody can take a capture back: where it may have
/// left a trade open, a query has to agree.
channel_answer refused_capture(channel_answer refusal) {
  auto& report = std::get<order::attempt_report>(refusal);
  report.reroutable = false;
  if (report.found == order::finding::not_paid_if_revoked)
    report.found = order::finding::not_paid_if_query_agrees;
  return refusal;
}

channel_answer classify_pay(const channel_call& call, const reply& r) {
  if (r.ok()) return unless_closed(call, successful_pay(call, r));
  auto refusal = unless_state_differs(call, r, refused_pay(call, r));
  return is_about_capture(call) ? refused_capture(std::move(refusal)) : refusal;
}

channel_answer classify_query(const channel_call& call, const reply& r) {
  return r.ok() ? by_state(call, r) : unless_state_differs(call, r, refused_query(call, r));
}

/// Also succeeds for a trade that Alipay never saw: then without `action`.
channel_answer classify_cancel(const channel_call& call, const reply& r) {
  order::revoke_report report{.attempt = call.attempt, .code = r.code().word()};
  const auto again = r.text("retry_flag");
  if (r.ok()) {
    if (again == "Y") report.found = order::revoke_finding::again;
    if (again == "N") report.found = order::revoke_finding::done;
    const auto action = r.text("action");
    if (action == "refund") report.money_returned = order::returned::yes;
    if (action == "close") report.money_returned = order::returned::no;
    return report;
  }
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(cancel_codes, r.text("sub_code").as_received()))
    report.found = row->found;
  // A refusal that asks to be called again is no refusal.
  if (again == "Y") report.found = order::revoke_finding::again;
  return report;
}

channel_answer classify_close(const channel_call& call, const reply& r, instant now) {
  order::revoke_report report{.attempt = call.attempt, .code = r.code().word()};
  if (r.ok()) {
    report.found = order::revoke_finding::done;
    report.money_returned = order::returned::no;
    return report;
  }
  if (r.text("code") != "40004") return report;
  if (is_for_payer(call.type) && is_no_trade(r)) return close_of_nothing(report, call, now);
  if (const auto* row = find_row(close_codes, r.text("sub_code").as_received()))
    report.found = row->found;
  return report;
}

/// fund_change=N is what a repetition gets: the money moved before, or has not moved yet. Ask.
channel_answer classify_refund(const channel_call& call, const reply& r) {
  order::refund_report report{.refund = call.refund,
                              .code = r.code().word(),
                              .channel_reference = r.text("trade_no").word()};
  if (r.ok()) {
    report.found = r.text("fund_change") == "Y" ? order::refund_finding::done
                                                : order::refund_finding::accepted;
    report.told = refund_receipt_of(r, call.refund_amount.unit);
    return report;
  }
  // A gateway refusal (40006) is no row: an earlier copy may have been carried out. Ask.
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(refund_codes, r.text("sub_code").as_received()))
    report.found = row->found;
  return report;
}

/// 10000 means that the query worked; only refund_status speaks of the refund.
channel_answer classify_refund_query(const channel_call& call, const reply& r) {
  order::refund_report report{.refund = call.refund,
                              .code = r.code().word(),
                              .channel_reference = r.text("trade_no").word()};
  if (!r.ok()) return report;
  const auto number = r.text("out_request_no");
  if (!number.empty() && number != call.refund_key.value())
    return cannot_tell(call, "foreign_refund");
  const auto state = r.text("refund_status");
  if (state.empty()) report.found = order::refund_finding::not_refunded;
  report.unlisted = is_unlisted(state.as_received());
  if (state != "REFUND_SUCCESS") return report;
  const auto amount = r.text("refund_amount");
  report.amount = money_from_decimal(amount.as_received(), call.refund_amount.unit);
  if (!amount.empty() && !report.amount) return cannot_tell(call, "amount_unreadable");
  report.found = order::refund_finding::done;
  report.code = state.word();
  report.told = refund_receipt_of(r, call.refund_amount.unit);
  return report;
}

channel_answer by_operation(const channel_call& call, const reply& r, instant now) {
  const bool is_refused_pay = call.what == operation::pay && !r.ok();
  if (is_about_hold(call) && !is_refused_pay) return hold_says(call, r, now);
  switch (call.what) {
    case operation::pay: return classify_pay(call, r);
    case operation::confirm:
    case operation::send_on_refund: return cannot_tell(call, "no_such_operation");
    case operation::query: return classify_query(call, r);
    case operation::revoke: return classify_cancel(call, r);
    case operation::close: return classify_close(call, r, now);
    case operation::refund: return classify_refund(call, r);
    case operation::refund_query: return classify_refund_query(call, r);
    case operation::offer_agreement:  // the payer's browser asks, not we
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return agreement_says(call, r);
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

/// What the documents promise never to come together. A success has no error's code; a refusal
/// moved no money and closed nothing.
bool contradicts_itself(const reply& r) {
  if (r.ok()) {
    const bool paid_out = r.text("status") == "SUCCESS";
    return r.says("sub_code") || (paid_out && r.says("error_code"));
  }
  return r.says("action") || r.text("fund_change") == "Y" || r.says("refund_status");
}

/// The members that are results: the method's own, the gateway's, and any other's.
bool is_result(std::string_view name) noexcept {
  constexpr std::string_view ending = "_response";
  return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
}

bool results_differ(const json& document) {
  const json* first = nullptr;
  for (const auto& [name, value] : document.items()) {
    if (!is_result(name)) continue;
    if (first != nullptr && *first != value) return true;
    first = &value;
  }
  return false;
}

/// The member that is the method's own result, or the gateway's in its place. Empty: neither.
std::string result_name(const json& document, std::string_view method) {
  for (const auto& name : {answer_node(method), std::string("error_response")}) {
    const auto node = document.find(name);
    if (node != document.end()) return node->is_object() ? name : std::string{};
  }
  return {};
}

/// The gateway signs nothing where it does not know who asks, so it may be anybody's word: people
/// and the breaker see it, and the order stays in doubt.
fault blamed_by(const reply& r, fault listed) {
  if (find_row(unsure_sub_codes, r.text("sub_code").as_received()) != nullptr)
    return fault::channel;
  return listed == fault::channel || listed == fault::too_fast ? listed : fault::account;
}

channel_answer unsigned_answer(const channel_call& call, const reply& r) {
  const auto* row = find_row(gateway_codes, r.text("code").as_received());
  if (row == nullptr) return cannot_tell(call, "not_proven");
  auto answer = cannot_tell(call, r.code());
  if (auto* report = std::get_if<order::attempt_report>(&answer))
    report->whose = blamed_by(r, row->whose);
  return answer;
}

channel_answer proven_answer(const channel_call& call, const reply& r, instant now) {
  const auto number = order_number(call, r);
  if (!number.empty() && number != call.key.value()) return cannot_tell(call, "foreign_order");
  if (contradicts_itself(r)) return cannot_tell(call, misread::contradictory);
  auto answer = by_operation(call, r, now);
  if (is_unlisted_refusal(r)) std::visit([](auto& report) { report.unlisted = true; }, answer);
  return answer;
}

}  // namespace

channel_answer classify(const channel_call& call, std::string_view body, const account& us,
                        instant now) {
  const auto method = method_of(call);
  if (!method) return cannot_tell(call, "no_such_operation");
  const auto read = read_json(body);
  if (const auto* why = std::get_if<misread>(&read)) return cannot_tell(call, *why);
  const auto& document = std::get<json>(read);
  if (!document.is_object()) return cannot_tell(call, misread::unreadable);
  if (results_differ(document)) return cannot_tell(call, misread::contradictory);
  const auto node = result_name(document, *method);
  if (node.empty()) return cannot_tell(call, "no_answer_node");
  const reply said(document[node]);
  switch (proof_of(body, document, node, us, now)) {
    case proof::genuine: return proven_answer(call, said, now);
    case proof::no_signature: return unsigned_answer(call, said);
    case proof::unknown_key: return cannot_tell(call, std::string(unknown_key_code));
    case proof::not_their_own: return cannot_tell(call, "not_proven");
  }
  broken_invariant("every proof is weighed", __FILE__, __LINE__);
}

}  // namespace sluice::alipay
