#include "adapters/channels/unionpay/answer.hpp"

#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/unionpay/codes.hpp"
#include "adapters/channels/unionpay/request.hpp"
#include "base/invariant.hpp"

namespace sluice::unionpay {
namespace {

constexpr foreign_text done_code{"00"};

order::attempt_report attempt_says(const channel_call& call, const form_fields& said,
                                   const attempt_row& row) {
  return {.attempt = call.attempt,
          .from = source_of(call.what),
          .found = row.found,
          .code = std::string(row.code),
          .channel_reference = value_of(said, "queryId").word(),
          .reroutable = row.reroutable(),
          .whose = row.whose};
}

/// queryId is what a refund and the bill name it by: a payment without it could never be given
/// back.
channel_answer paid_answer(order::attempt_report report, const channel_call& call,
                           const form_fields& said) {
  if (report.channel_reference.empty()) return cannot_tell(call, "no_query_id");
  report.amount = amount_in(said);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  report.told = receipt_of(said);
  return report;
}

/// The money is held here and nowhere else. Refused is what was declined for a reason of the card,
/// the amount or the balance; anything else may be said of a repeat whose first copy was carried
/// out, as of refunds.
order::attempt_report refused_capture(order::attempt_report report) {
  report.reroutable = false;
  const auto* row = find_row(refund_codes, report.code);
  const bool is_of_first = row != nullptr && row->found == order::refund_finding::failed;
  if (report.found == not_paid && !is_of_first) report.found = not_paid_if_query_agrees;
  return report;
}

payer_action code_to_enter() { return {.kind = payer_action_kind::enter_code}; }

/// UnionPay has taken the request ("00"); what becomes of it, a notification or a query says. Where
/// codes confirm, it has sent the payer one; or he gave a wrong one, and has another try.
channel_answer classify_pay(const channel_call& call, const form_fields& said,
                            const dialect_account& account) {
  const auto code = value_of(said, "respCode");
  const auto* row = find_row(codes, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  auto report = attempt_says(call, said, *row);
  const bool code_was_sent = report.found == paid && call.what == operation::pay;
  const bool code_was_wrong = row->code == wrong_code && call.what == operation::confirm;
  if (report.found == paid || code_was_wrong) report.found = payer_paying;
  if (call.taken_from != nullptr) return refused_capture(std::move(report));
  if (is_confirmed(call, account) && (code_was_sent || code_was_wrong))
    report.action = code_to_enter();
  return report;
}

/// A query that fails says nothing about the payment, except that its number is not known (yet).
channel_answer failed_query(const channel_call& call, const form_fields& said, foreign_text code) {
  if (!value_of(said, "origRespCode").empty()) return cannot_tell(call, misread::contradictory);
  const auto* row = find_row(codes, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  auto report = attempt_says(call, said, *row);
  report.found = code == "34" ? not_found : unknown;
  report.reroutable = false;
  return report;
}

channel_answer classify_query(const channel_call& call, const form_fields& said, instant now) {
  const auto asked = value_of(said, "respCode");
  if (asked != done_code.as_received()) return failed_query(call, said, asked);
  const auto code = value_of(said, "origRespCode");
  const auto* row = find_row(codes, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  auto report = attempt_says(call, said, *row);
  if (call.taken_from != nullptr) report.reroutable = false;
  if (report.found == paid) return paid_answer(std::move(report), call, said);
  if (report.found == not_paid && is_on_page(call) && !is_page_settled(call, now)) {
    report.found = not_paid_yet;
    report.reroutable = false;
  }
  return report;
}

/// Nothing was closed; but what a query says can mean that there is nothing to close.
order::revoke_finding closed_by(const channel_call& call, order::finding found, instant now) {
  using enum order::revoke_finding;
  switch (found) {
    case order::finding::paid: return already_paid;
    case order::finding::not_paid: return done;
    case order::finding::not_found:
      // A request of ours may still arrive; how long, the engine knows, and asks.
      if (!is_on_page(call)) return order::revoke_finding::unknown;
      return is_page_settled(call, now) ? done : again;
    case order::finding::payer_paying:
    case order::finding::not_paid_yet:
    case order::finding::unknown:
    case order::finding::not_paid_if_query_agrees:
    case order::finding::not_paid_if_revoked:
    case order::finding::not_sent: return again;
  }
  broken_invariant("every finding says whether it is closed", __FILE__, __LINE__);
}

channel_answer classify_close(const channel_call& call, const form_fields& said,
                              const dialect_account& account, instant now) {
  const auto query = std::get<order::attempt_report>([&] {
    auto as_query = call;
    as_query.what = operation::query;
    return classify_query(as_query, said, now);
  }());
  // What is denied may have been the payer's last code but one: the engine knows, and asks.
  const bool may_still_come = query.found == not_paid && is_confirmed(call, account);
  const auto found =
      may_still_come ? order::revoke_finding::unknown : closed_by(call, query.found, now);
  return order::revoke_report{
      .attempt = call.attempt,
      .found = found,
      .money_returned =
          found == order::revoke_finding::done ? order::returned::no : order::returned::not_said,
      .unlisted = query.unlisted,
      .code = query.code};
}

order::refund_report refund_says(const channel_call& call, const form_fields& said,
                                 foreign_text code) {
  order::refund_report report{.refund = call.refund,
                              .code = code.word(),
                              .channel_reference = value_of(said, "queryId").word()};
  if (const auto* row = find_row(refund_codes, code.as_received())) report.found = row->found;
  report.unlisted = is_unlisted(code.as_received());
  if (call.undoes && code == undone_too_late) report.found = order::refund_finding::too_late;
  return report;
}

channel_answer classify_refund_query(const channel_call& call, const form_fields& said) {
  const auto asked = value_of(said, "respCode");
  const auto code = value_of(said, "origRespCode");
  if (asked != done_code.as_received()) {
    auto report = refund_says(call, said, asked);
    const bool is_not_there = asked == "34" && code.empty();
    report.found =
        is_not_there ? order::refund_finding::not_refunded : order::refund_finding::unknown;
    return report;
  }
  auto report = refund_says(call, said, code);
  if (report.found != order::refund_finding::accepted) return report;
  report.found = order::refund_finding::done;
  report.amount = amount_in(said);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  report.told = receipt_of(said);
  return report;
}

/// Whether a payment is undone or refunded goes by the channel's window, which may be another one
/// since the request left: number and time say that it is this one.
bool is_same_kind(std::string_view asked, foreign_text said) {
  const auto takes_back = [](auto kind) { return kind == "04" || kind == "31" || kind == "33"; };
  return said == asked || (takes_back(asked) && takes_back(said));
}

}  // namespace

/// Whose answer it is, and about what. A query that failed repeats the question's kind.
std::optional<std::string> why_not_about(const channel_call& call, const form_fields& said,
                                         const dialect_account& account) {
  const auto about = transaction_of(call, account);
  if (value_of(said, "merId") != account.merchant_id) return "foreign_account";
  if (value_of(said, "orderId") != about.number) return "foreign_order";
  if (value_of(said, "txnTime") != about.time) return "foreign_order";
  const auto kind = value_of(said, "txnType");
  const bool is_failed_query = !is_payment(call.what) && call.what != operation::refund &&
                               value_of(said, "respCode") != done_code.as_received();
  if (!is_same_kind(about.kind, kind) && !(is_failed_query && kind == "00")) return "foreign_kind";
  return std::nullopt;
}

channel_answer classify(const channel_call& call, const form_fields& said,
                        const dialect_account& account, instant now) {
  if (auto why = why_not_about(call, said, account)) return cannot_tell(call, *std::move(why));
  switch (call.what) {
    case operation::pay:
    case operation::confirm: return classify_pay(call, said, account);
    case operation::query: return classify_query(call, said, now);
    case operation::close: return classify_close(call, said, account, now);
    case operation::refund: return refund_says(call, said, value_of(said, "respCode"));
    case operation::refund_query: return classify_refund_query(call, said);
    case operation::revoke:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return cannot_tell(call, "no_such_operation");
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

}  // namespace sluice::unionpay
