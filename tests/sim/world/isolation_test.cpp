// A sick channel and a loud merchant hurt nobody: a seed is played without the trouble and with it,
// and whoever has nothing to do with it must not notice.
#include <algorithm>
#include <map>

#include "sim/disk/memory_disk.hpp"
#include "sim/world/world.hpp"
#include "tests/catch.hpp"

namespace sluice::test::isolation_test {
using namespace sluice::sim;

namespace {

constexpr std::uint64_t seeds = 3;

/// Payers are as payers are; nothing else goes wrong.
const std::string usual = R"(
description = "without the trouble"
swarm = false
order_of_steps = "oldest_first"
publishes = false
[engine]
max_in_flight = 16
queue_capacity = 1024
queue_deadline_ms = 5000
idle_before_passivation_ms = 60_000
max_concurrent_recoveries = 64
max_stash_per_order = 64
[hazards]
all = 0
declined = 0.1
declined_as_if_repeated = 0.03
refund_refused = 0.1
refund_pending = 0.3
service_refunds = 0.3
service_revokes = 0.05
)";

std::string channel_table(const std::string& name, const std::string& more) {
  return "[[channel]]\nname = \"" + name + "\"\nlatency_ms = [50, 400]\n" + more + '\n';
}
const std::string takes_wechat = "reaches = \"wechat\"\nbusiness_types = [\"payment_code\"]";

std::map<std::string, order_end> ends_of(const std::string& world, std::uint64_t seed) {
  const auto read = read_scenario(usual + world, "isolation.toml");
  if (const auto* const faults = std::get_if<std::string>(&read)) FAIL(*faults);
  memory_disk disk;
  const auto r = run_world(draw_plan(std::get<scenario>(read), seed), disk);
  if (r.broken) FAIL(r.broken->what);
  std::map<std::string, order_end> out;
  for (const auto& e : r.ends) out.emplace(to_string(e.order), e);
  return out;
}

millis p99_of(std::vector<millis> all) {
  REQUIRE(!all.empty());
  const auto rank = all.size() * 99 / 100;
  std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(rank), all.end());
  return all[rank];
}

/// How the orders of one seed ended.
struct both {
  std::map<std::string, order_end> without, with;
};

/// `is_touched(without)`: the order has to do with the trouble.
template <class IsTouched>
std::vector<both> check_others(const std::string& world, const std::string& trouble,
                               IsTouched is_touched) {
  std::vector<both> all;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    const auto& [without, with] =
        all.emplace_back(both{ends_of(world, seed), ends_of(world + trouble, seed)});
    std::vector<millis> took_without, took_with;
    for (const auto& [name, before] : without) {
      if (is_touched(before)) continue;
      const auto known = with.find(name);
      REQUIRE(known != with.end());
      const auto& after = known->second;
      CAPTURE(name, before.state, after.state);
      CHECK(after.state == before.state);
      CHECK(after.way == before.way);
      CHECK(after.refused == before.refused);
      took_without.push_back(before.took);
      took_with.push_back(after.took);
    }
    CHECK(took_without.size() > 100);
    CHECK(10 * p99_of(took_with) <= 11 * p99_of(took_without));
  }
  return all;
}

}  // namespace

TEST_CASE("while a channel is dead, orders of other wallets and kinds end as they would have") {
  const auto world =
      "payer_asked = 0.2\npayer_walks_away = 0.3\n"
      "[workload]\norders = 300\narrive_within_seconds = 300\n" +
      channel_table("wechat_a", takes_wechat) + channel_table("wechat_b", takes_wechat) +
      channel_table("alipay",
                    "reaches = \"alipay\"\nnotifies = true\n"
                    "business_types = [\"payment_code\", \"quick_pay\"]") +
      channel_table("bank", "notifies = true\nbusiness_types = [\"quick_pay\", \"payout\"]");
  const std::string dies =
      "[[outage]]\nchannel = \"wechat_a\"\nfrom_seconds = 60\nlasts_seconds = 120\n";
  const auto by_wechat = [](const order_end& e) {
    return e.way.find("wechat") != std::string::npos;
  };
  std::ptrdiff_t differ = 0;
  for (const auto& seed : check_others(world, dies, by_wechat))
    differ += std::count_if(seed.without.begin(), seed.without.end(), [&](const auto& one) {
      return by_wechat(one.second) && one.second.way != seed.with.at(one.first).way;
    });
  CHECK(differ > 10);  // it was no small thing
}

// Each wallet has one channel: which of several an order takes depends on what became of all
// orders.
TEST_CASE("while a merchant sends far more than there is room for, others do not notice") {
  const auto world =
      "[workload]\norders = 240\narrive_within_seconds = 15\n"
      "payment_code = 100\nquick_pay = 0\npayout = 0\n" +
      channel_table("wechat", takes_wechat) +
      channel_table("alipay", "reaches = \"alipay\"\nbusiness_types = [\"payment_code\"]");
  const std::string loud = "[[rush]]\nmerchant = 1\npercent = 1200\nlasts_seconds = 15\n";
  const auto is_its = [](const order_end& e) { return e.order.merchant == merchant_id{"m1"}; };
  const auto with = check_others(world, loud, is_its).front().with;
  const auto put_off = std::count_if(with.begin(), with.end(), [&](const auto& one) {
    return is_its(one.second) && one.second.took > millis{2000};
  });
  CHECK(put_off > 1000);  // it had to wait, or was put out
}

}  // namespace sluice::test::isolation_test
