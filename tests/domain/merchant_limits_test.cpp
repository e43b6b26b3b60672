#include "domain/merchant/limits.hpp"

#include "domain/merchant/quota.hpp"
#include "tests/catch.hpp"

namespace sluice::test::merchant_limits_test {

using namespace std::chrono_literals;
using merchant::limited_by;

namespace {

constexpr instant t0{millis{1'700'000'000'000}};
constexpr auto code = business_type::payment_code;
constexpr auto payout = business_type::payout;
constexpr money little{100, currency::cny};

merchant::ceilings within(const merchant::limit_values& limits, business_type type) {
  return merchant::ceilings_of({.limits = limits}, type, t0);
}

}  // namespace

TEST_CASE("A limit is written as business type, limit and number") {
  const auto wish = merchant::limit_from_text("payment_code.commands_per_second=50");
  REQUIRE(wish);
  CHECK(wish->name == merchant::limit_name{code, limited_by::commands_per_second});
  CHECK(wish->value == 50);
  for (const auto& row : merchant::limit_rows) {
    const merchant::limit_name name{payout, row.which};
    const auto most = text_of(name) + '=' + std::to_string(row.most);
    CHECK(merchant::limit_from_text(most)->name == name);
    CHECK(merchant::limit_from_text(most)->value == row.most);
    CHECK_FALSE(merchant::limit_from_text(text_of(name) + '=' + std::to_string(row.most + 1)));
  }
  CHECK(merchant::limit_from_text("payout.amount_per_order=0")->value == 0);
}

TEST_CASE("What is no limit is none") {
  for (const auto* text :
       {"", "=", ".", ".=", "payment_code", "payment_code.commands_per_second",
        "payment_code.commands_per_second=", "payment_code.commands_per_second=x",
        "payment_code.commands_per_second=5x", "payment_code.commands_per_second=-1",
        "payment_code.commands_per_second=+1", "payment_code.commands_per_second= 1",
        "payment_code.commands_per_second=99999999999999999999", "coffee.orders_in_flight=1",
        "payment_code.coffee=1", "payment_code=1.orders_in_flight", "commands_per_second=1"})
    CHECK_FALSE(merchant::limit_from_text(text));
}

TEST_CASE("More orders a second than its limit are refused, with when to come again") {
  merchant::quota q;
  const merchant::limit_values limits{{{code, limited_by::commands_per_second}, 2}};
  CHECK_FALSE(q.take(within(limits, code), code, little, t0));
  CHECK_FALSE(q.take(within(limits, code), code, little, t0 + 400ms));
  const auto no = q.take(within(limits, code), code, little, t0 + 900ms);
  REQUIRE(no);
  CHECK(no->code == rejection_code::limit_exceeded);
  CHECK(is_retryable(no->code));
  CHECK(no->message ==
        "this merchant may send 2 orders a second by payment_code; send it again in 100 ms");
  // What was refused counts for nothing, and other kinds of business have limits of their own.
  CHECK_FALSE(q.take(within(limits, payout), payout, little, t0 + 900ms));
  CHECK_FALSE(q.take(within(limits, code), code, little, t0 + 1000ms));
  CHECK(q.take(within(limits, code), code, little, t0 + 1399ms));
  CHECK_FALSE(q.take(within(limits, code), code, little, t0 + 1400ms));
  CHECK_FALSE(q.take({}, code, little, t0 + 1400ms));
}

TEST_CASE("An order above the amount is refused for good, and takes nothing from the rate") {
  merchant::quota q;
  const merchant::limit_values limits{
      {{code, limited_by::commands_per_second}, 1}, {{code, limited_by::amount_per_order}, 100}};
  const auto no = q.take(within(limits, code), code, {101, currency::cny}, t0);
  REQUIRE(no);
  CHECK(no->code == rejection_code::amount_above_limit);
  CHECK_FALSE(is_retryable(no->code));
  CHECK(no->field == "amount_minor");
  CHECK(no->message ==
        "amount_minor must be at most 100 for orders of this merchant by payment_code; it is 101");
  CHECK_FALSE(q.take(within(limits, code), code, little, t0));
}

}  // namespace sluice::test::merchant_limits_test
