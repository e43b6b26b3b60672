#include "domain/access/grant.hpp"

#include "tests/catch.hpp"

namespace sluice::access::grant_test {

TEST_CASE("a grant is read as it is written") {
  for (const auto* text : {"order.create", "order.*", "refund.create/2", "channel.list"}) {
    const auto g = grant_from_text(text);
    REQUIRE(g);
    CHECK(to_text(*g) == text);
  }
  CHECK(grant_from_text("order.get/1") == grant_from_text("order.get"));
  for (const auto* text :
       {"", "order", "order.", ".create", "*", "*.*", "order.pay", "help", "order.create/",
        "order.create/0", "order.create/x", "order.create/1/2", "order.create/65536"})
    CHECK_FALSE(grant_from_text(text));
}

TEST_CASE("a grant of everything covers its system in its version") {
  const auto all = *grant_from_text("order.*");
  CHECK(all.covers({"order", "create"}));
  CHECK(all.covers({"order", "resolve"}));
  CHECK_FALSE(all.covers({"refund", "create"}));
  CHECK_FALSE(all.covers({"order", "create", 2}));
}

TEST_CASE("no kind of caller is given more than its own") {
  using kind = principal_kind;
  CHECK(may_be_given(kind::service, *grant_from_text("order.create")));
  CHECK_FALSE(may_be_given(kind::service, *grant_from_text("order.resolve")));
  CHECK_FALSE(may_be_given(kind::service, *grant_from_text("order.*")));
  CHECK(may_be_given(kind::service, *grant_from_text("refund.*")));
  CHECK(may_be_given(kind::operator_, *grant_from_text("order.*")));
  CHECK(may_be_given(kind::auditor, *grant_from_text("merchant.get")));
  CHECK_FALSE(may_be_given(kind::auditor, *grant_from_text("channel.*")));
  CHECK_FALSE(may_be_given(kind::auditor, *grant_from_text("order.*")));
  for (const auto k : {kind::service, kind::operator_, kind::auditor})
    for (const auto& g : usual_grants(k)) CHECK(may_be_given(k, g));
}

TEST_CASE("what is not known to read is taken for what moves money") {
  CHECK(moves_money({"order", "create"}));
  CHECK(moves_money({"order", "resolve"}));
  CHECK(moves_money({"order", "new word"}));
  CHECK_FALSE(moves_money({"order", "get"}));
  CHECK(only_reads({"channel", "list"}));
  CHECK_FALSE(only_reads({"order", "new word"}));
}

TEST_CASE("only a risk service answers for it, and it does nothing else") {
  using kind = principal_kind;
  const command answer{"risk", "answer"};
  for (const auto k : {kind::service, kind::operator_, kind::auditor}) {
    CAPTURE(name_of(k));
    CHECK_FALSE(may_be_given(k, answer));
    CHECK_FALSE(may_be_given(k, *grant_from_text("risk.*")));
  }
  CHECK(usual_grants(kind::risk) == std::vector<grant>{{"risk", "answer"}});
  for (const auto& name : command_names())
    CHECK(may_be_given(kind::risk, *grant_from_text(name)) == (name == "risk.answer"));
  CHECK_FALSE(moves_money(answer));
  CHECK_FALSE(only_reads(answer));
}

}  // namespace sluice::access::grant_test
