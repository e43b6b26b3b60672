#include "audit/books.hpp"

#include <sstream>

#include "audit/verify.hpp"
#include "base/time_text.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

namespace sluice::test::books_test {
namespace {

using tests::a;
using tests::one;
using tests::scribe;

const order_id b{merchant_id{"m2"}, order_no{"B"}};
const refund_no r1{"r1"};

contract::event ours(const std::string& merchant, std::int64_t parts_per_million) {
  return contract::agreed{
      .with = {contract::side::merchant, merchant},
      .version = 1,
      .terms = {.owner = contract::account_owner::us,
                .rows = {{.by = {.parts_per_million = parts_per_million}}}},
      .who = {"li.wei", "signed"}};
}

/// Two merchants; both pay 12.50, and one gets 5.00 of it back.
struct written : scribe {
  written() {
    agree(ours("m1", 6000));  // 1
    write(a, tests::begun(a));  // 2, 3
    write(a, tests::succeeded());  // 4, 5
    agree(ours("m2", 10'000));  // 6
    write(b, tests::begun(b));  // 7, 8
    write(b, tests::succeeded());  // 9, 10
    write(a, {order::refund_requested{r1, one, {500, currency::cny}, {}, channel_key{"k-r1"}}});
    write(a, {order::refund_succeeded{r1, "R1"}});  // 12
  }
  void agree(const contract::event& e) {
    write_raw(contract_stream(), encode(e, {"cmd", ""}, now));
  }
};

books_found found(const written& w, const books_wish& wish = {}, const journal_visitor& v = {}) {
  const auto out = books_of(*w.log, wish, v);
  if (const auto* bad = std::get_if<store::damage>(&out)) FAIL(bad->what);
  return std::get<books_found>(out);
}

std::int64_t on(const books_found& f, ledger::account_kind kind, const std::string& owner) {
  std::int64_t out = 0;
  for (const auto& l : f.all.lines())
    if (l.where.kind == kind && l.where.owner == owner)
      out += l.stands.net(ledger::row_of(kind).is);
  return out;
}

std::string printed(void (*print)(const books_found&, const books_form&, std::ostream&),
                    const books_found& f, const books_form& how = {}) {
  std::ostringstream out;
  print(f, how, out);
  return out.str();
}

}  // namespace

TEST_CASE("the books of a log are what its events move") {
  const written w;
  const auto f = found(w);
  using enum ledger::account_kind;
  CHECK(on(f, clearing, "wechat") == 750 + 1250);
  CHECK(on(f, pending, "m1") == 750 - 5);  // 0.6 % of what is left is 4.5
  CHECK(on(f, pending, "m2") == 1250 - 13);
  CHECK(on(f, fee_income, "") == 5 + 13);
  CHECK(on(f, refund_hold, "m1") == 0);
  CHECK(f.last == 12);
  CHECK(f.all.journals() == 4);
}

TEST_CASE("they are told as they were at any place of the log, and at any moment") {
  written w;
  using enum ledger::account_kind;
  CHECK(found(w, {.up_to = 4}).all.journals() == 0);
  CHECK(on(found(w, {.up_to = 5}), clearing, "wechat") == 1250);
  CHECK(on(found(w, {.up_to = 11}), refund_hold, "m1") == 497);
  books_wish then;
  REQUIRE(take_moment("11", then));
  CHECK(then.up_to == 11);
  REQUIRE(take_moment("2026-01-02T03:04:05Z", then));
  CHECK(found(w, {.at = instant{millis{1767323045000}}}).all.journals() == 0);
  CHECK(found(w, {.at = w.now}).all.journals() == 4);
  CHECK(found(w, {.at = w.now, .by_effective = true}).all.journals() == 4);
  w.write(b, {order::late_payment_found{.attempt = one,
                                        .from = order::source::query_answer,
                                        .told = {.at = instant{millis{1000}}}}});
  const auto early = instant{millis{2000}};
  CHECK(found(w, {.at = early}).all.journals() == 0);
  CHECK(found(w, {.at = early, .by_effective = true}).all.journals() == 1);
  for (const auto* nonsense : {"", "-1", "soon", "12x", "2026-01-02"}) {
    CAPTURE(nonsense);
    books_wish none;
    CHECK_FALSE(take_moment(nonsense, none));
  }
}

TEST_CASE("of one merchant, channel or order only what it moved is told") {
  const written w;
  using enum ledger::account_kind;
  CHECK(on(found(w, {.merchant = "m2"}), clearing, "wechat") == 1250);
  CHECK(found(w, {.channel = "alipay"}).all.journals() == 0);
  CHECK(found(w, {.order = a}).all.journals() == 3);
}

TEST_CASE("a refund after the order had ended is posted by the contract of its payment") {
  written w;
  w.agree(ours("m1", 500'000));
  const refund_no r2{"r2"};
  w.write(a, {order::refund_requested{r2, one, {750, currency::cny}, {}, channel_key{"k-r2"}}});
  w.write(a, {order::refund_succeeded{r2, "R2"}});
  using enum ledger::account_kind;
  CHECK(on(found(w), pending, "m1") == 0);
  CHECK(on(found(w), fee_income, "") == 13);
}

TEST_CASE("the tables say it, and that both sides are the same") {
  const written w;
  const auto f = found(w);
  const auto balances = printed(&print_balances, f);
  CHECK(balances.find("assets:clearing:wechat:2026-01-02") != std::string::npos);
  CHECK(balances.find("refund_hold") == std::string::npos);
  CHECK(printed(&print_balances, f, {.with_nothing = true}).find("refund_hold") !=
        std::string::npos);
  CHECK(printed(&print_trial, f).find("difference 0.00") != std::string::npos);
  CHECK(printed(&print_trial, f, {.json = true}).find("\"difference_minor\":0") !=
        std::string::npos);
  std::ostringstream journals;
  static_cast<void>(
      found(w, {.order = a}, [&](const ledger::journal& j) { print_journal(j, {}, journals); }));
  CHECK(journals.str().find("P1/5  m1/A: an order is paid") != std::string::npos);
  CHECK(journals.str().find("P5/12  m1/A refund r1: the refund has been done") !=
        std::string::npos);
  std::ostringstream rules;
  print_rules(rules);
  CHECK(rules.str().find(
            "| P1 payment | an order is paid, to an account of ours | clearing settled; "
            "channel_cost cost | pending settled - fee; fee_income fee; clearing cost |") !=
        std::string::npos);
}

TEST_CASE("an empty log has books with nothing in them") {
  const scribe nothing;
  const auto f = books_of(*nothing.log, {});
  CHECK(printed(&print_balances, std::get<books_found>(f)).starts_with("No journal"));
}

TEST_CASE("verify looks at the books too, and says where they cannot follow") {
  const written w;
  CHECK(verify(*w.log).problems_found == 0);
  scribe s;
  s.write_raw(contract_stream(), encode(ours("m1", 6000), {"cmd", ""}, s.now));
  s.write(a, tests::begun(a));
  s.write(a, tests::succeeded());
  s.write(a, {order::order_paid{attempt_no{7}}});
  const auto f = books_of(*s.log, {});
  REQUIRE(std::holds_alternative<store::damage>(f));
  CHECK(std::get<store::damage>(f).at == 6);
}

}  // namespace sluice::test::books_test
