#include "tests/domain/order/phrases.hpp"

#include "domain/order/state.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

constexpr order::finding findings[] = {
    order::finding::paid,
    order::finding::not_paid,
    order::finding::payer_paying,
    order::finding::unknown,
    order::finding::not_found,
    order::finding::not_paid_if_query_agrees,
    order::finding::not_paid_if_revoked,
    order::finding::not_sent,
    order::finding::not_paid_yet};

template <class Told>
void add_reports(std::vector<phrase>& out, const std::string& who, Told told) {
  for (const auto f : findings)
    out.push_back({who + ' ' + std::string(name_of(f)), told(f, "CODE")});
}

std::vector<phrase> make() {
  auto other = pay_request();
  other.body = other_body;
  std::vector<phrase> out{
      {"pay", pay_request()},
      {"pay other_body", other},
      {"revoke", order::revoke{}},
      {"refund", refund_of(500)},
      {"capture", order::capture{{800, price.unit}}},
      {"verify", order::verify_payer{secret{"493817"}}},
      {"resolve paid", verdict(order::resolution::paid)},
      {"resolve failed", verdict(order::resolution::failed)},
      {"resolve revoked", verdict(order::resolution::revoked)},
      {"resolve refunded", verdict(order::resolution::refunded)},
      {"resolve paid 99", of_amount(99, verdict(order::resolution::paid))},
      {"resolve failed 99", of_amount(99, verdict(order::resolution::failed))},
      {"resolve paid 9999", of_amount(9999, verdict(order::resolution::paid))},
      {"resolve failed 9999", of_amount(9999, verdict(order::resolution::failed))},
      {"resolve refund", verdict(order::resolution::refunded, "R1")},
      {"resolve send_on", verdict(order::resolution::to_merchant_card, "R1")},
      {"resolve refund 501", of_amount(501, verdict(order::resolution::refunded, "R1"))},
  };
  add_reports(out, "answer", answer);
  out.push_back({"answer asks_for_code", asks_for_code("CODE")});
  add_reports(out, "query", query);
  add_reports(out, "notification", notification);
  add_reports(out, "hearsay", hearsay);
  out.push_back({"answer another_amount", of_amount(99, answer(order::finding::paid, "CODE"))});
  out.push_back({"query another_amount", of_amount(99, query(order::finding::paid, "CODE"))});
  out.push_back(
      {"notification another_amount", of_amount(99, notification(order::finding::paid, "CODE"))});
  auto silent = notification(order::finding::paid, "CODE");
  silent.amount.reset();
  out.push_back({"notification no_amount", silent});
  out.push_back({"revoke done", revoke_says(order::revoke_finding::done)});
  out.push_back({"revoke again", revoke_says(order::revoke_finding::again)});
  out.push_back({"revoke unknown", revoke_says(order::revoke_finding::unknown)});
  out.push_back({"revoke refused", revoke_says(order::revoke_finding::refused, "CODE")});
  out.push_back({"revoke already_paid", revoke_says(order::revoke_finding::already_paid)});
  out.push_back({"revoke too_late", revoke_says(order::revoke_finding::too_late, "CODE")});
  out.push_back({"refund done", refund_says(order::refund_finding::done)});
  out.push_back(
      {"refund done another_amount", of_amount(99, refund_says(order::refund_finding::done))});
  out.push_back({"refund accepted", refund_says(order::refund_finding::accepted)});
  out.push_back({"refund failed", refund_says(order::refund_finding::failed)});
  out.push_back({"refund unknown", refund_says(order::refund_finding::unknown)});
  out.push_back({"refund not_refunded", refund_says(order::refund_finding::not_refunded)});
  out.push_back({"refund too_late", refund_says(order::refund_finding::too_late)});
  out.push_back({"refund stuck", refund_says(order::refund_finding::stuck)});
  out.push_back({"refund not_sent_on", refund_says(order::refund_finding::not_sent_on)});
  for (const auto v :
       {order::risk_verdict::pass, order::risk_verdict::verify, order::risk_verdict::block})
    out.push_back({"risk " + std::string(name_of(v)), order::risk_answer{v, "CASE"}});
  out.push_back({"risk silent", order::risk_answer{}});
  for (const auto f :
       {order::code_finding::right, order::code_finding::wrong, order::code_finding::unanswered}) {
    out.push_back({"code " + std::string(name_of(f)), order::code_answer{1, f, "CASE"}});
    out.push_back({"fifth code " + std::string(name_of(f)), order::code_answer{5, f, "CASE"}});
  }
  out.push_back({"due query", order::fall_due{order::duty::query}});
  out.push_back({"due revoke", order::fall_due{order::duty::revoke}});
  out.push_back({"due retry", order::fall_due{order::duty::retry}});
  const auto route = pay_request().route;
  out.push_back({"start held", order::start_held{route}});
  out.push_back({"start held elsewhere", order::start_held{{route[1]}}});
  out.push_back({"restarted", order::restarted{}});
  return out;
}

}  // namespace

const std::vector<phrase>& phrases() {
  static const auto all = make();
  return all;
}

}  // namespace sluice::test
