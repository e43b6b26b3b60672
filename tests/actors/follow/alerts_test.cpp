// What people are told of a contradiction is what the engine does about it.

#include "actors/follow/alerts.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

std::string told_of(std::optional<order::money_question> asks, std::string detail,
                    order::finding found = order::finding::not_paid) {
  const auto n = alert_for(
      first_order,
      order::result_conflicted{
          .attempt = attempt_no{1},
          .from = order::source::query_answer,
          .found = found,
          .code = "CODE",
          .detail = std::move(detail),
          .asks = asks});
  REQUIRE(n.has_value());
  CHECK(n->level == severity::critical);
  CHECK(n->event == "result_conflicted");
  return n->message;
}

bool has_words(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a contradiction of the first result says that a query asks") {
  CHECK(has_words(
      told_of(order::money_question::none, "not_paid_after_paid"), "a query asks for the truth"));
}

TEST_CASE("what a query has just answered is not called queried") {
  for (const auto& text :
       {told_of(order::money_question::none, "late_payment_not_confirmed"),
        told_of(order::money_question::none, "amount_confirmed", order::finding::paid)}) {
    INFO(text);
    CHECK(has_words(text, "nothing is in question about it any more"));
    CHECK_FALSE(has_words(text, "a query asks"));
  }
}

TEST_CASE("money that a query is to confirm says so, and who said it") {
  const auto signed_word = told_of(order::money_question::paid_after_the_end, "paid_after_the_end");
  CHECK(has_words(signed_word, "the channel says"));
  CHECK(has_words(signed_word, "before a query has confirmed or denied it"));
  const auto hearsay = told_of(order::money_question::hearsay_of_payment, "paid_after_the_end");
  CHECK(has_words(hearsay, "without its signature"));
  CHECK(has_words(hearsay, "before a query has confirmed or denied it"));
}

TEST_CASE("money that waits for a person goes on waiting for one") {
  for (const auto asks :
       {order::money_question::another_amount, order::money_question::not_confirmed,
        order::money_question::cannot_return, order::money_question::not_given_back})
    CHECK(has_words(told_of(asks, "not_paid_after_paid"), "waits for a person; it waits on"));
}

TEST_CASE("of an old contradiction that does not say what is asked nothing more is claimed") {
  CHECK(told_of(std::nullopt, "amount_differs") ==
        "a later result contradicts the first; the first stands");
}
