#include "domain/channel_numbers.hpp"

#include <algorithm>
#include <set>

#include "tests/catch.hpp"

namespace sluice::test::channel_numbers_test {
namespace {

const order_id order{merchant_id{"m1"}, order_no{"A-1001"}};
const channel_id wechat{"wechat"};
const channel_numbers numbers{hash_key{1, 2, 3}, "pay"};

}  // namespace

TEST_CASE("the same key gives the same number in every version of the engine") {
  // DO NOT CHANGE: an engine that forgot would pay twice under another number.
  CHECK(numbers.of_attempt(wechat, order, attempt_no{1}).value() == "79KCATC24RMF2CM5ED51ZAQBNW");
  CHECK(numbers.of_refund(wechat, order, refund_no{"R-1"}).value() == "4Y4XBFSHMVWNTSRN8C6NVQ22G5");
}

TEST_CASE("an agreement's number stays the same too") {
  // DO NOT CHANGE, for the same reason.
  CHECK(numbers.of_agreement(wechat, {merchant_id{"m1"}, agreement_no{"S-1"}}).value() ==
        "1FS9M3ERNC887DA6PS7NSGPMRB");
}

TEST_CASE("everything that a number is for makes it another one") {
  const channel_numbers other_key{hash_key{1, 2, 4}, "pay"};
  const channel_numbers other_space{hash_key{1, 2, 3}, "pay.test"};
  const attempt_no one{1};
  const std::set<std::string> all{
      numbers.of_attempt(wechat, order, one).value(),
      numbers.of_attempt(wechat, order, attempt_no{2}).value(),
      numbers.of_attempt(channel_id{"alipay"}, order, one).value(),
      numbers.of_attempt(wechat, {merchant_id{"m2"}, order.number}, one).value(),
      numbers.of_attempt(wechat, {order.merchant, order_no{"A-1002"}}, one).value(),
      numbers.of_refund(wechat, order, refund_no{"1"}).value(),
      numbers.of_refund(wechat, order, refund_no{"2"}).value(),
      numbers.of_attempt(wechat, {order.merchant, order_no{"refund"}}, one).value(),
      numbers.of_agreement(wechat, {order.merchant, agreement_no{"A-1001"}}).value(),
      numbers.of_agreement(wechat, {order.merchant, agreement_no{"A-1002"}}).value(),
      other_key.of_attempt(wechat, order, one).value(),
      other_space.of_attempt(wechat, order, one).value()};
  CHECK(all.size() == 12);
}

TEST_CASE("a number fits the narrowest channel, and begins with no more than its 128 bits hold") {
  for (std::uint16_t n = 1; n < 500; ++n) {
    const auto text = numbers.of_attempt(wechat, order, attempt_no{n}).value();
    REQUIRE(text.size() == 26);
    REQUIRE(std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }));
    REQUIRE(text.front() <= '7');
  }
}

}  // namespace sluice::test::channel_numbers_test
