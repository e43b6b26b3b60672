#include "app/demo/workload.hpp"

#include <set>

#include "tests/catch.hpp"

namespace sluice::test::workload_test {
using namespace sluice::demo;

TEST_CASE("every thirty orders hold every row of the channels' table") {
  for (const std::uint64_t seed : {1U, 2U, 29U, 30U, 12345U}) {
    for (std::size_t round = 0; round < 3; ++round) {
      std::multiset<std::int64_t> digits;
      for (std::size_t i = 0; i < orders_per_round; ++i)
        digits.insert(plan_order(seed, round * orders_per_round + i).amount_minor % 100);
      for (const auto& fate : sim::fates) CHECK(digits.count(fate.digits) >= 1);
      CHECK(digits.count(0) == 12);
    }
  }
}

TEST_CASE("sixty orders meet every fate with every wallet that has it") {
  std::set<std::pair<const sim::fate*, wallet>> met;
  for (std::size_t i = 0; i < 2 * orders_per_round; ++i) {
    const auto plan = plan_order(1, i);
    met.emplace(&fate_of(plan), plan.pays);
  }
  for (const auto& fate : sim::fates) {
    CHECK(met.contains({&fate, wallet::alipay}));
    CHECK(met.contains({&fate, wallet::wechat}) == !fate.needs_notices);
  }
}

TEST_CASE("planned orders have numbers of their own and codes that fit the wallet") {
  std::set<std::string> numbers;
  std::set<std::string> merchants;
  for (std::size_t i = 0; i < 600; ++i) {
    const auto plan = plan_order(7, i);
    numbers.insert(plan.order_no);
    merchants.insert(plan.merchant);
    CHECK(wallet_of(plan.payment_code) == plan.pays);
    CHECK_FALSE((plan.merchant == "m4" && plan.pays == wallet::wechat));
  }
  CHECK(numbers.size() == 600);
  CHECK(merchants == std::set<std::string>{"m1", "m2", "m3", "m4"});
}

TEST_CASE("the shops run every errand") {
  std::set<errand> seen;
  for (std::size_t i = 0; i < 3 * orders_per_round; ++i) seen.insert(plan_order(1, i).next);
  CHECK(seen.size() == 7);
}

TEST_CASE("what is held is captured in part, in whole yuan, or let go") {
  std::set<errand> seen;
  for (std::size_t i = 0; i < payer_orders; ++i) {
    const auto plan = plan_payer_order(1, i);
    if (plan.type != business_type::preauthorization) continue;
    seen.insert(plan.next);
    CHECK(captured_part(plan) > 0);
    CHECK(captured_part(plan) < plan.amount_minor);
    CHECK(captured_part(plan) % 100 == 0);
    CHECK(planned_state(plan) == (plan.next == errand::release ? "revoked" : "paid"));
  }
  CHECK(seen == std::set<errand>{errand::capture_half, errand::release});
}

TEST_CASE("three refunds make up the whole amount") {
  for (const std::int64_t amount : {500, 501, 502, 503, 504, 20418}) {
    const auto parts = refund_parts({.amount_minor = amount});
    CHECK(parts[0] + parts[1] + parts[2] == amount);
    for (const auto part : parts) CHECK(part > 0);
  }
}

TEST_CASE("the planned state is the first word of the table's last column") {
  const auto plan = [](int digits, wallet pays) {
    return planned_order{.amount_minor = 1000 + digits, .pays = pays};
  };
  CHECK(planned_state(plan(0, wallet::wechat)) == "paid");
  CHECK(planned_state(plan(4, wallet::wechat)) == "paid");
  CHECK(planned_state(plan(6, wallet::alipay)) == "revoked");
  CHECK(planned_state(plan(8, wallet::alipay)) == "needs_operator");
  CHECK(planned_state(plan(13, wallet::alipay)) == "paid");
  CHECK(planned_state(plan(17, wallet::alipay)) == "failed");
  CHECK(planned_state(plan(17, wallet::wechat)) == "paid");
  CHECK(plans_conflict(plan(10, wallet::alipay)));
  CHECK_FALSE(plans_conflict(plan(10, wallet::wechat)));
}

}  // namespace sluice::test::workload_test
