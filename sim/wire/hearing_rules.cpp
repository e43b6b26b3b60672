#include "sim/wire/hearing_rules.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/overloaded.hpp"
#include "domain/order/state.hpp"

namespace sluice::sim {
namespace {

using order::attempt_report;
using order::finding;
using order::refund_finding;
using order::refund_report;
using order::returned;
using order::revoke_finding;
using order::revoke_report;

constexpr std::string_view any;  ///< dialect

template <class Finding>
struct other_word {
  std::string_view dialect;
  operation what;
  Finding said, heard;
};

/// Where a language has no word for what the bank says, or a careful reader makes less of it.
constexpr std::array attempt_words{
    other_word<finding>{any, operation::pay, finding::not_paid_if_revoked, finding::payer_paying},
    // ORDER_PAID is not listed: only a query tells by whom it was paid.
    other_word<finding>{
        "wechat_v3", operation::pay, finding::not_paid_if_query_agrees, finding::unknown},
    // Of a code to scan hardly any refusal is known to be final.
    other_word<finding>{"qra", operation::pay, finding::not_paid, finding::unknown},
    other_word<finding>{"qra", operation::pay, finding::not_paid_if_query_agrees, finding::unknown},
    other_word<finding>{"qra", operation::query, finding::not_paid, finding::unknown},
    other_word<finding>{
        "alipay", operation::pay, finding::not_paid_if_query_agrees, finding::unknown},
    // A card on file is accepted first.
    other_word<finding>{"alipay", operation::pay, finding::paid, finding::payer_paying},
    other_word<finding>{"unionpay", operation::pay, finding::paid, finding::payer_paying},
    other_word<finding>{"unionpay", operation::pay, finding::payer_paying, finding::unknown},
    other_word<finding>{"unionpay", operation::pay, finding::not_paid_if_revoked, finding::unknown},
    // "Repeated", whatever became of the first one.
    other_word<finding>{"unionpay", operation::pay, finding::not_paid, finding::unknown},
    other_word<finding>{
        "unionpay", operation::pay, finding::not_paid_if_query_agrees, finding::unknown},
    // Of a capture: a refusal that may be said of its first copy.
    other_word<finding>{
        "unionpay", operation::pay, finding::not_paid, finding::not_paid_if_query_agrees},
    other_word<finding>{"unionpay", operation::confirm, finding::paid, finding::payer_paying},
    other_word<finding>{"unionpay", operation::confirm, finding::payer_paying, finding::unknown},
    other_word<finding>{"unionpay", operation::confirm, finding::not_paid, finding::unknown},
    other_word<finding>{
        "unionpay", operation::confirm, finding::not_paid_if_query_agrees, finding::unknown},
    other_word<finding>{"unionpay", operation::query, finding::payer_paying, finding::unknown},
    other_word<finding>{"unionpay", operation::query, finding::not_paid_yet, finding::unknown},
    // As long as its page can be opened once more.
    other_word<finding>{"unionpay", operation::query, finding::not_paid, finding::not_paid_yet},
};

constexpr std::array revoke_words{
    other_word<revoke_finding>{
        "wechat_v3", operation::revoke, revoke_finding::refused, revoke_finding::unknown},
    other_word<revoke_finding>{
        "wechat_v3", operation::revoke, revoke_finding::too_late, revoke_finding::unknown},
    other_word<revoke_finding>{
        "qra", operation::revoke, revoke_finding::refused, revoke_finding::unknown},
    other_word<revoke_finding>{
        "qra", operation::revoke, revoke_finding::too_late, revoke_finding::unknown},
};

constexpr std::array refund_words{
    // An answer to a refund says that it was taken on; a query says that it is done.
    other_word<refund_finding>{
        any, operation::refund, refund_finding::done, refund_finding::accepted},
    other_word<refund_finding>{
        any, operation::refund, refund_finding::failed, refund_finding::unknown},
    // "Repeated", whatever became of the first one.
    other_word<refund_finding>{
        "unionpay", operation::refund, refund_finding::done, refund_finding::unknown},
    other_word<refund_finding>{
        "unionpay", operation::refund, refund_finding::accepted, refund_finding::unknown},
    // Of a refund that was refused, channels know nothing.
    other_word<refund_finding>{
        any, operation::refund_query, refund_finding::failed, refund_finding::not_refunded},
    // Without a word for what is on its way: it is sent again, under its number.
    other_word<refund_finding>{
        "alipay", operation::refund_query, refund_finding::accepted, refund_finding::not_refunded},
    other_word<refund_finding>{
        "alipay", operation::refund_query, refund_finding::not_refunded, refund_finding::unknown},
    other_word<refund_finding>{
        "unionpay", operation::refund_query, refund_finding::accepted, refund_finding::unknown},
    // Only WeChat Pay has a word for what is stuck; for others it is on its way.
    other_word<refund_finding>{
        "qra", operation::refund_query, refund_finding::stuck, refund_finding::accepted},
    other_word<refund_finding>{
        "alipay", operation::refund_query, refund_finding::stuck, refund_finding::not_refunded},
    other_word<refund_finding>{
        "unionpay", operation::refund_query, refund_finding::stuck, refund_finding::unknown},
    // An answer to a refund says only that it was taken on.
    other_word<refund_finding>{
        any, operation::refund, refund_finding::stuck, refund_finding::accepted},
    other_word<refund_finding>{
        "unionpay", operation::refund, refund_finding::stuck, refund_finding::unknown},
};

template <class Table, class Finding>
bool has_word(const Table& table, const exchange& x, Finding said, Finding heard) {
  return std::ranges::any_of(table, [&](const auto& row) {
    return (row.dialect == any || row.dialect == x.dialect) && row.what == x.call.what &&
           row.said == said && row.heard == heard;
  });
}

bool is_pending(finding f) noexcept {
  return f == finding::payer_paying || f == finding::not_paid_yet;
}

bool is_on_page(business_type type) noexcept { return policy_of(type).asks_payer; }

bool asks_for_code(const attempt_report& r) noexcept {
  return r.action && r.action->kind == payer_action_kind::enter_code;
}

bool may_be_heard(const exchange& x, const attempt_report& said, const attempt_report& heard) {
  if (heard.attempt != x.call.attempt) return false;
  if (asks_for_code(heard) && !asks_for_code(said)) return false;
  if (asks_for_code(said) && heard.found == finding::payer_paying && !asks_for_code(heard))
    return false;
  if (heard.found == finding::paid && x.paid_meanwhile) return heard.amount == x.paid_meanwhile;
  if (heard.found == finding::paid)
    return said.found == finding::paid && heard.amount == said.amount &&
           heard.channel_reference == said.channel_reference;
  if (heard.found == said.found || (is_pending(heard.found) && is_pending(said.found))) return true;
  if (has_word(attempt_words, x, said.found, heard.found)) return true;
  if (x.call.what != operation::query) return false;
  if (x.dialect == "alipay" && is_on_page(x.call.type) && said.found == finding::not_found)
    return heard.found == finding::not_paid_yet;
  // That a freeze has succeeded Alipay says for ever, and then by what its money was taken.
  if (x.dialect == "alipay" && x.is_taken && said.found == finding::not_paid)
    return heard.found == finding::unknown;
  if (x.closed_meanwhile)
    return heard.found == finding::not_paid || heard.found == finding::not_paid_yet;
  // Paid once, and something was given back: most say "refund", Alipay "closed" if it was all.
  if (said.found != finding::paid || x.refunded_minor == 0) return false;
  const bool all_went_back = said.amount && x.refunded_minor >= said.amount->minor_units;
  if (x.dialect == "alipay") return all_went_back && heard.found == finding::not_paid;
  return heard.found == finding::unknown;
}

bool is_not_yet(revoke_finding f) noexcept {
  return f == revoke_finding::again || f == revoke_finding::unknown;
}

bool may_be_heard(const exchange& x, const revoke_report& said, const revoke_report& heard) {
  if (heard.attempt != x.call.attempt) return false;
  if (heard.money_returned == returned::yes && said.money_returned != returned::yes) return false;
  if (heard.money_returned == returned::no && said.money_returned == returned::yes) return false;
  if (heard.found == said.found || (is_not_yet(heard.found) && is_not_yet(said.found))) return true;
  // What the payer never opened dies by itself.
  if (x.call.what == operation::close && x.dialect == "alipay" && is_on_page(x.call.type))
    return is_not_yet(said.found) && heard.found == revoke_finding::done;
  return has_word(revoke_words, x, said.found, heard.found);
}

/// UnionPay has no closing: it is asked how the payment stands.
bool may_be_heard(const exchange& x, const attempt_report& said, const revoke_report& heard) {
  if (heard.attempt != x.call.attempt || heard.money_returned == returned::yes) return false;
  if (said.found == finding::paid || x.paid_meanwhile)
    return heard.found == revoke_finding::already_paid;
  if (is_pending(said.found) && !x.closed_meanwhile) return is_not_yet(heard.found);
  return is_not_yet(heard.found) || heard.found == revoke_finding::done;
}

bool may_be_heard(const exchange& x, const refund_report& said, const refund_report& heard) {
  if (heard.refund != x.call.refund) return false;
  // A face tells of a refund as it stands; the bank has just taken it.
  if (said.found == refund_finding::accepted && heard.found == refund_finding::stuck)
    return x.dialect == "wechat_v3";
  if (heard.can_be_sent_on && heard.channel_reference != said.channel_reference) return false;
  if (heard.found == refund_finding::done) {
    const bool same_money = heard.amount ? heard.amount == said.amount : !x.refund_differs;
    return said.found == refund_finding::done && same_money;
  }
  if (heard.found == said.found || has_word(refund_words, x, said.found, heard.found)) return true;
  // Another amount than was asked for is not believed, on its way or there.
  const bool moves = said.found == refund_finding::done || said.found == refund_finding::accepted ||
                     said.found == refund_finding::stuck;
  return moves && x.refund_differs && heard.found == refund_finding::unknown;
}

/// Of one that was ended both say what they say of one that never was.
bool may_be_heard(const exchange& x, const agreement::report& said,
                  const agreement::report& heard) {
  using agreement::finding;
  if (heard.found == finding::in_force)
    return said.found == finding::in_force &&
           is_agreement_number(heard.reference.shown(), said.reference.shown());
  if (heard.found == said.found) return true;
  const bool asked = x.call.what == operation::query_agreement ||
                     (x.dialect == "unionpay" && x.call.channel_reference.empty());
  return asked && said.found == finding::ended && heard.found == finding::not_signed;
}

/// Kinds of answers that do not fit each other.
template <class Said, class Heard>
bool may_be_heard(const exchange&, const Said&, const Heard&) {
  return false;
}

}  // namespace

/// UnionPay has no closing, and deletes only a token that it is told.
operation asked_for(std::string_view dialect, const channel_call& call) noexcept {
  if (dialect != "unionpay") return call.what;
  if (call.what == operation::close) return operation::query;
  const bool looks = call.what == operation::end_agreement && call.channel_reference.empty();
  return looks ? operation::query_agreement : call.what;
}

bool is_agreement_number(std::string_view heard, std::string_view said) noexcept {
  if (heard == said) return true;
  return !said.empty() && heard.starts_with(said) && heard.substr(said.size()).starts_with('&');
}

bool says_nothing(const channel_answer& heard) noexcept {
  return std::visit(
      overloaded{[](const attempt_report& r) { return r.found == finding::unknown; },
                 [](const revoke_report& r) { return is_not_yet(r.found); },
                 [](const refund_report& r) { return r.found == refund_finding::unknown; },
                 [](const agreement::report& r) { return r.found == agreement::finding::unknown; }},
      heard);
}

bool may_be_heard(const exchange& x, const channel_answer& said, const channel_answer& heard) {
  return std::visit(
      [&](const auto& s, const auto& h) { return may_be_heard(x, s, h); }, said, heard);
}

bool may_be_heard_of_nothing(const channel_answer& heard) noexcept {
  if (says_nothing(heard)) return true;
  if (const auto* r = std::get_if<attempt_report>(&heard))
    return r->found == finding::not_paid && r->from == order::source::pay_answer;
  const auto* r = std::get_if<refund_report>(&heard);
  return r != nullptr && r->found == refund_finding::failed;
}

std::string described(const channel_answer& answer) {
  const auto with = [](std::string word, const std::string& code,
                       const std::optional<money>& amount) {
    return std::move(word) + " (" + code +
           (amount ? ", " + std::to_string(amount->minor_units) : std::string{}) + ')';
  };
  const auto number = [](auto found) { return std::to_string(static_cast<int>(found)); };
  return std::visit(
      overloaded{[&](const attempt_report& r) {
                   return with(std::string(name_of(r.found)), r.code, r.amount);
                 },
                 [&](const revoke_report& r) {
                   return with("revoke finding " + number(r.found), r.code, {});
                 },
                 [&](const refund_report& r) {
                   return with("refund finding " + number(r.found), r.code, r.amount);
                 },
                 [&](const agreement::report& r) {
                   return with("agreement " + std::string(name_of(r.found)), r.code, {});
                 }},
      answer);
}

}  // namespace sluice::sim
