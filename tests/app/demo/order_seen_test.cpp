#include "app/demo/order_seen.hpp"

#include "adapters/api/reply_codec.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_seen_test {
using namespace sluice::demo;

TEST_CASE("an order is read from the engine's own answer") {
  order_view view;
  view.order = {merchant_id{"m1"}, order_no{"A-1"}};
  view.state = "paid";
  view.amount = {1200, currency::cny};
  view.refunded_minor = 200;
  view.conflicts = 1;
  view.sequence = 7;
  view.attempts.push_back({1, "wechat", "key-1", "paid", "SUCCESS", "4200"});
  view.refunds.push_back(
      {.order = view.order,
       .refund_no = "R-1",
       .state = "processing",
       .purpose = "merchant",
       .code = {},
       .amount = {100, currency::cny}});
  const auto text = api::encode(view, api::body_format::json);
  const auto o = order_from(nlohmann::json::parse(text));
  REQUIRE(o);
  CHECK(o->merchant == "m1");
  CHECK(o->order_no == "A-1");
  CHECK(o->sequence == 7);
  CHECK(o->conflicts == 1);
  CHECK(o->keys == std::vector<std::string>{"key-1"});
  CHECK(has_ended(*o));
  CHECK_FALSE(is_quiet(*o));
  CHECK(claimed_minor(*o) == 1000);
}

TEST_CASE("what is held is not kept, and of what was held only the captured part is") {
  CHECK(claimed_minor({.state = "authorized", .amount_minor = 1200}) == 0);
  CHECK(claimed_minor({.state = "paid", .amount_minor = 1200, .captured_minor = 800}) == 800);
  CHECK(
      claimed_minor(
          {.state = "paid", .amount_minor = 1200, .refunded_minor = 300, .captured_minor = 800}) ==
      500);
}

TEST_CASE("a refusal is no order") {
  CHECK_FALSE(order_from({{"error", {{"code", "busy"}}}}));
  CHECK_FALSE(order_from(nlohmann::json::array()));
  CHECK_FALSE(order_from({{"merchant", "m1"}, {"order_no", 7}}));
}

TEST_CASE("a refund that a person must look at leaves no claim") {
  order_seen o{.state = "paid", .amount_minor = 100};
  o.refunds.push_back({"R-1", "needs_operator"});
  CHECK(claimed_minor(o) == std::nullopt);
  CHECK(is_quiet(o));
}

}  // namespace sluice::test::order_seen_test
