#include <map>
#include <sstream>

#include "base/time_text.hpp"
#include "domain/contract/row_text.hpp"
#include "domain/ledger/balance_money.hpp"
#include "domain/ledger/books.hpp"
#include "domain/ledger/order_money.hpp"
#include "domain/order/state.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::ledger_test {
namespace {

using namespace ledger;

/// An account as the table has it: m1's and wechat's are said without their owner.
std::string short_name(const account& a) {
  static const std::map<account_kind, std::string> names{
      {account_kind::clearing, "clearing"},      {account_kind::fees_due, "due"},
      {account_kind::pending, "pending"},        {account_kind::refund_hold, "hold"},
      {account_kind::available, "available"},    {account_kind::payout_hold, "payout_hold"},
      {account_kind::payout_clearing, "payout"}, {account_kind::owed_to_payers, "owed"},
      {account_kind::fee_income, "fee"},         {account_kind::channel_cost, "cost"}};
  auto out = names.at(a.kind);
  if (!a.owner.empty() && a.owner != "m1" && a.owner != "wechat") out += ':' + a.owner;
  if (a.day != 0) out += ':' + text_of(a.day).substr(5);
  return out;
}

std::string text_of_journals(const std::vector<journal>& all) {
  std::string out;
  for (const auto& j : all) {
    out += (out.empty() ? "" : "; ") + std::string(row_of(j.rule).code);
    for (const auto& p : j.postings)
      out += (&p == j.postings.data() ? " " : ", ") + short_name(p.where) + ' ' +
             std::to_string(p.minor);
  }
  return out.empty() ? "-" : out;
}

std::string text_of_books(const books& all) {
  std::string out;
  for (const auto& l : all.lines())
    if (const auto net = l.stands.debit - l.stands.credit; net != 0)
      out += (out.empty() ? "" : ", ") + short_name(l.where) + ' ' + std::to_string(net);
  return out.empty() ? "-" : out;
}

struct ledger_story {
  std::string take(const std::string& line) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    ++now.sequence;
    told = named_values(line);
    if (word == "contract" || word == "cost") return agree(word, in);
    std::vector<journal> made;
    if (const auto decided = decided_of(word, in))
      made.push_back(journal_of(merchant_id{"m1"}, *decided, now).value());
    else
      CHECK(order.take(event_of(word, in), now, agreed, made));
    for (const auto& j : made) all.post(j);
    return text_of_journals(made);
  }

  books all;

 private:
  std::string agree(const std::string& word, std::istream& in) {
    contract::agreed what;
    what.with = {contract::side::channel, "wechat"};
    if (word == "contract") {
      std::string owner, how;
      in >> owner >> how;
      what.with = {contract::side::merchant, "m1"};
      what.terms.owner = contract::account_owner_from_name(owner).value();
      what.terms.how = contract::billing_from_name(how).value();
    }
    std::string rows;
    std::getline(in, rows);
    if (const auto from = rows.find(" from="); from != std::string::npos) {
      what.valid_from = instant_from_rfc3339(rows.substr(from + 6)).value();
      rows.resize(from);
    }
    for (const auto& text : parts_of(rows, ';'))
      what.terms.rows.push_back(std::get<contract::row>(contract::row_from_text(text)));
    REQUIRE_FALSE(contract::fault_in(what.terms));
    agreed.take(what, now.sequence);
    return "-";
  }

  money yuan(const std::string& minor) const { return {std::stoll(minor), currency::cny}; }
  std::optional<money> amount_told(const std::string& name) const {
    return told.contains(name) ? std::optional(yuan(told.at(name))) : std::nullopt;
  }
  order::receipt receipt() const {
    order::receipt r{.settled = amount_told("settled")};
    if (told.contains("at")) r.at = instant_from_rfc3339(told.at("at"));
    if (told.contains("day")) r.clearing_date = told.at("day");
    return r;
  }
  attempt_no number(std::istream& in) const {
    std::string text;
    in >> text;
    const bool is_said = !text.empty() && text.find('=') == std::string::npos;
    return attempt_no{static_cast<std::uint16_t>(is_said ? std::stoi(text) : attempts)};
  }

  /// What was decided about the merchant's money; nothing: the word is about its order.
  std::optional<sluice::balance::event> decided_of(const std::string& word,
                                                   std::istream& in) const {
    std::int64_t minor = 0;
    if (word == "matured") {
      in >> minor;
      return sluice::balance::lot_matured{currency::cny, {day_of(now.at), minor}, 0, {}};
    }
    const sluice::balance::settlement_no first{1};
    if (word == "settle") {
      in >> minor;
      return sluice::balance::settlement_requested{first, {minor, currency::cny}, {}};
    }
    if (word != "settlement") return std::nullopt;
    std::string how;
    in >> how >> minor;
    return sluice::balance::settlement_ended{
        first,
        {minor, currency::cny},
        sluice::balance::settlement_end_from_name(how).value(),
        {},
        {}};
  }
  std::optional<refund_hold> kept() const {
    if (!told.contains("kept")) return std::nullopt;
    refund_hold h{.settled = std::stoll(told.at("settled")),
                  .fee_back = std::stoll(told.at("fee_back")),
                  .lot = day_of(now.at)};
    (told.at("kept") == "lot" ? h.from_lot : h.from_available) = h.settled - h.fee_back;
    return h;
  }

  order::event event_of(const std::string& word, std::istream& in) {
    const auto from = order::source::query_answer;
    std::string name, amount, purpose;
    if (word == "accept") return accept(in);
    if (word == "start") {
      in >> name;
      return order::attempt_started{attempt_no{++attempts}, channel_id{name}, {}};
    }
    if (word == "capture") {
      in >> amount;
      return order::capture_requested{attempt_no{++attempts}, yuan(amount), {}};
    }
    if (word == "success") return order::attempt_succeeded{number(in), from, {}, receipt()};
    if (word == "fails") return order::attempt_failed{number(in), from};
    if (word == "authorized") return order::order_authorized{number(in)};
    if (word == "paid") return order::order_paid{number(in)};
    if (word == "late")
      return order::late_payment_found{number(in), from, {}, amount_told("held"), receipt()};
    if (word == "revoked") {
      const auto n = number(in);
      in >> name;
      return order::order_revoked{n, returned_named(name)};
    }
    if (word == "resolve") return resolve(in);
    in >> name >> amount >> purpose;
    if (word == "refund")
      return order::refund_requested{
          .refund = refund_no{name},
          .attempt = attempt_no{attempts},
          .amount = yuan(amount),
          .key = {},
          .purpose = purpose_named(purpose),
          .hold = kept()};
    if (word == "done") return order::refund_succeeded{refund_no{name}, {}, receipt()};
    if (word == "failed") return order::refund_failed{refund_no{name}};
    FAIL("no event is called " << word);
    return order::order_failed{};
  }
  static order::event accept(std::istream& in) {
    std::string amount, type, shadow;
    in >> amount >> type >> shadow;
    return order::order_accepted{
        .order = {merchant_id{"m1"}, order_no{"A-1"}},
        .type = business_type_from_name(type).value_or(business_type::payment_code),
        .amount = {std::stoll(amount), currency::cny},
        .is_shadow = shadow == "shadow"};
  }
  order::event resolve(std::istream& in) {
    std::string verdict, about;
    in >> verdict >> about;
    order::order_resolved e{.verdict = order::resolution_from_name(verdict).value()};
    e.held = amount_told("held");
    const bool of_refund = verdict == "refunded" || verdict == "not_refunded";
    if (of_refund) e.refund = refund_no{about};
    if (!of_refund && !about.empty() && about.find('=') == std::string::npos)
      e.attempt = attempt_no{static_cast<std::uint16_t>(std::stoi(about))};
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

  order_money order;
  contract::book agreed;
  moment now{0, instant_from_rfc3339("2026-01-02T04:00:00Z").value()};
  std::uint16_t attempts = 0;
  std::map<std::string, std::string> told;
};

}  // namespace

TEST_CASE("the books say of an order what the table says") {
  for (const auto& section : read_table("ledger/ledger_table.txt")) {
    ledger_story told;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      CHECK(told.take(line.word) == line.outcome);
      CHECK(text_of_books(told.all) == line.holds);
      for (const auto& [unit, both] : trial_of(told.all.lines())) CHECK(both.debit == both.credit);
    }
  }
}

TEST_CASE("an event that cannot be of this order moves nothing") {
  order_money o;
  const contract::book none;
  std::vector<journal> made;
  const order::event strange[] = {
      order::order_paid{attempt_no{1}}, order::capture_requested{attempt_no{1}, {}, {}},
      order::order_resolved{.verdict = order::resolution::paid},
      order::late_payment_found{attempt_no{1}, order::source::query_answer},
      order::order_revoked{attempt_no{7}}};
  for (const auto& e : strange) CHECK_FALSE(o.take(e, {1, {}}, none, made));
  const order::event first =
      order::order_accepted{.order = {merchant_id{"m1"}, order_no{"A"}}, .amount = {}};
  CHECK(o.take(first, {1, {}}, none, made));
  CHECK_FALSE(o.take(first, {2, {}}, none, made));
  CHECK(made.empty());
}

TEST_CASE("accounts are called as plain-text accounting programs call them") {
  const auto day = day_from_text("2026-01-02").value();
  CHECK(to_string(account{account_kind::clearing, "wechat", day}) ==
        "assets:clearing:wechat:2026-01-02");
  CHECK(to_string(account{account_kind::fees_due, "m1"}) == "assets:merchant:m1:fees");
  CHECK(to_string(account{account_kind::pending, "m1", day}) ==
        "liabilities:merchant:m1:pending:2026-01-02");
  CHECK(to_string(account{account_kind::refund_hold, "m1"}) ==
        "liabilities:merchant:m1:refund_hold");
  CHECK(to_string(account{account_kind::owed_to_payers}) == "liabilities:payer_return");
  CHECK(to_string(account{account_kind::fee_income}) == "income:fee");
  CHECK(to_string(account{account_kind::channel_cost, "wechat"}) == "expenses:channel:wechat");
}

TEST_CASE("a day is a day in UTC+8, or the one that a channel names") {
  const auto at = [](const char* text) { return instant_from_rfc3339(text).value(); };
  CHECK(text_of(day_of(at("2026-01-01T15:59:59.999Z"))) == "2026-01-01");
  CHECK(text_of(day_of(at("2026-01-01T16:00:00Z"))) == "2026-01-02");
  const auto named = [&](const char* name, const char* when) {
    return text_of(clearing_day(name, at(when)));
  };
  CHECK(named("2025-12-31", "2026-01-02T00:00:00Z") == "2025-12-31");
  CHECK(named("1231", "2026-01-02T00:00:00Z") == "2025-12-31");
  CHECK(named("0101", "2025-12-31T00:00:00Z") == "2026-01-01");
  CHECK(named("0229", "2024-03-01T00:00:00Z") == "2024-02-29");
  for (const auto* nonsense : {"", "13", "1345", "0230", "2026-02-30", "2026/01/01", "01a1"})
    CHECK(named(nonsense, "2026-01-02T00:00:00Z") == "2026-01-02");
}

}  // namespace sluice::test::ledger_test
