#include "domain/reconciliation/order_claims.hpp"

#include <sstream>

#include "base/time_text.hpp"
#include "domain/contract/row_text.hpp"
#include "domain/order/state.hpp"
#include "domain/reconciliation/difference.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::order_claims_test {
namespace {

using namespace reconciliation;

std::string text_of(const order_claims& of) {
  std::string out;
  of.tell([&](const channel_id&, const claim& c) {
    out += (out.empty() ? "" : "; ") + c.of.text() + ' ' + std::string(name_of(c.what)) + ' ' +
           std::string(name_of(c.state)) + ' ' + std::to_string(c.amount);
    if (c.settled && *c.settled != c.amount) out += " settled " + std::to_string(*c.settled);
    if (c.fee) out += " fee " + text_of_fee(*c.fee);
    out += ' ' + ledger::text_of(c.day).substr(5);
  });
  return out.empty() ? "-" : out;
}

struct story {
  void take(const table_line& line) {
    std::istringstream in(line.word);
    std::string word;
    in >> word;
    ++now.sequence;
    told = named_values(line.word);
    if (word == "cost") return agree(in);
    CHECK(order.take(event_of(word, in), now, agreed));
    CHECK((order.is_at_rest() ? "no" : "yes") == line.outcome);
    CHECK(text_of(order) == line.holds);
  }

 private:
  void agree(std::istream& in) {
    std::string row;
    in >> row;
    contract::agreed what;
    what.with = {contract::side::channel, "wechat"};
    what.terms.rows.push_back(std::get<contract::row>(contract::row_from_text(row)));
    agreed.take(what, now.sequence);
  }
  static money yuan(const std::string& minor) { return {std::stoll(minor), currency::cny}; }
  std::optional<money> amount_told(const std::string& name) const {
    return told.contains(name) ? std::optional(yuan(told.at(name))) : std::nullopt;
  }
  order::receipt receipt() const {
    order::receipt r{.settled = amount_told("settled")};
    if (told.contains("at")) r.at = instant_from_rfc3339(told.at("at"));
    if (told.contains("day")) r.clearing_date = told.at("day");
    return r;
  }

  order::event event_of(const std::string& word, std::istream& in) {
    const auto from = order::source::query_answer;
    const attempt_no last{attempts};
    if (word == "success") return order::attempt_succeeded{last, from, {}, receipt()};
    if (word == "fails") return order::attempt_failed{last, from};
    if (word == "order_failed") return order::order_failed{};
    if (word == "authorized") return order::order_authorized{last};
    if (word == "paid") return order::order_paid{last};
    if (word == "revoke") return order::revoke_requested{.attempt = last};
    std::string name, key, amount, purpose;
    in >> name;
    if (word == "done") return order::refund_succeeded{refund_no{name}, {}, receipt()};
    if (word == "failed") return order::refund_failed{refund_no{name}};
    if (word == "revoked") return order::order_revoked{last, returned_named(name)};
    in >> key;
    if (word == "resolve") return resolve(name, key);
    if (word == "late")
      return order::late_payment_found{
          attempt_no{static_cast<std::uint16_t>(std::stoi(name))},
          from,
          {},
          amount_told("held"),
          receipt()};
    if (word == "start")
      return order::attempt_started{attempt_no{++attempts}, channel_id{name}, channel_key{key}};
    if (word == "capture")
      return order::capture_requested{attempt_no{++attempts}, yuan(key), channel_key{name}};
    in >> amount >> purpose;
    if (word == "accept")
      return order::order_accepted{
          .order = {merchant_id{"m1"}, order_no{"A-1"}},
          .type = business_type_from_name(key).value_or(business_type::payment_code),
          .amount = yuan(name),
          .is_shadow = amount == "shadow"};
    if (word == "refund")
      return order::refund_requested{
          .refund = refund_no{name},
          .attempt = last,
          .amount = yuan(amount),
          .key = channel_key{key},
          .purpose = purpose_named(purpose)};
    FAIL("no event is called " << word);
    return order::order_failed{};
  }
  order::event resolve(const std::string& verdict, const std::string& about) const {
    order::order_resolved e{.verdict = order::resolution_from_name(verdict).value()};
    e.held = amount_told("held");
    if (verdict == "refunded" || verdict == "not_refunded") e.refund = refund_no{about};
    return e;
  }
  static order::returned returned_named(const std::string& name) {
    if (name == "yes") return order::returned::yes;
    return name == "no" ? order::returned::no : order::returned::not_said;
  }
  static order::refund_purpose purpose_named(const std::string& name) {
    if (name == "late") return order::refund_purpose::late_payment;
    return name == "release" ? order::refund_purpose::release : order::refund_purpose::merchant;
  }

  order_claims order;
  contract::book agreed;
  ledger::moment now{0, instant_from_rfc3339("2026-01-02T04:00:00Z").value()};
  std::uint16_t attempts = 0;
  std::map<std::string, std::string> told;
};

}  // namespace

TEST_CASE("what bills should have of an order is what the table says") {
  for (const auto& section : read_table("reconciliation/claims_table.txt")) {
    story told;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      told.take(line);
    }
  }
}

TEST_CASE("an event that cannot be of this order makes no claim") {
  order_claims o;
  const contract::book none;
  const order::event strange[] = {
      order::order_paid{attempt_no{1}},
      order::capture_requested{attempt_no{1}, {}, {}},
      order::order_resolved{.verdict = order::resolution::paid},
      order::late_payment_found{attempt_no{1}, order::source::query_answer},
      order::order_revoked{attempt_no{7}},
      order::refund_succeeded{refund_no{"r"}}};
  for (const auto& e : strange) CHECK_FALSE(o.take(e, {1, {}}, none));
  const order::event first =
      order::order_accepted{.order = {merchant_id{"m1"}, order_no{"A"}}, .amount = {}};
  CHECK(o.take(first, {1, {}}, none));
  CHECK_FALSE(o.take(first, {2, {}}, none));
  for (const auto& e : strange) CHECK_FALSE(o.take(e, {3, {}}, none));
}

}  // namespace sluice::test::order_claims_test
