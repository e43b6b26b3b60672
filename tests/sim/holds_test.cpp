// What the simulated channels' model and books know of money that is only held.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/sim/provider_world.hpp"

namespace sluice::sim::holds_test {
namespace {

struct world : provider_world {
  world() = default;

  /// Held by now.
  explicit world(std::int64_t minor) {
    static_cast<void>(pay(minor, business_type::preauthorization));
    static_cast<void>(pass(long_enough));
  }
  pay_verdict capture(std::int64_t minor, const std::string& key = "c") {
    return channel
        .pay({.type = business_type::preauthorization,
              .key = key,
              .amount = {minor, currency::cny},
              .notify_url = "http://here/",
              .taken_from = "k"},
             now)
        .verdict;
  }
  key_totals of(const std::string& key) {
    static_cast<void>(money());
    return total(booked)[key];
  }
};

}  // namespace

TEST_CASE("what the payer lets be held is held a little later, and is not paid") {
  world w;
  CHECK(w.pay(1200, business_type::preauthorization).verdict == pay_verdict::awaiting_payer);
  CHECK(w.money() == key_totals{"alipay", 1, 0, 0, 0});
  static_cast<void>(w.pass(long_enough));
  CHECK(w.money() == key_totals{"alipay", 1, 0, 0, 1200});
  CHECK(is_hold(*w.channel.query("k", w.now)));
  CHECK(held_minor(*w.channel.query("k", w.now)) == 1200);
  CHECK(w.channel.close("k", w.now).verdict == close_verdict::already_paid);
}

TEST_CASE("a capture takes once, no more than is held, and the rest is let go") {
  world w{1200};
  CHECK(w.capture(1300) == pay_verdict::nothing_held);
  CHECK(w.of("k").held_minor == 1200);
  CHECK(w.capture(800) == pay_verdict::paid);
  CHECK(w.capture(800) == pay_verdict::already_paid);
  CHECK(w.capture(100, "d") == pay_verdict::nothing_held);
  CHECK(w.of("k") == key_totals{"alipay", 1, 0, 0, 0});
  CHECK(w.of("c") == key_totals{"alipay", 3, 800, 0, 0});
  CHECK(w.channel.give_refund("k", "r1", {1200, currency::cny}, w.now).verdict ==
        refund_verdict::too_much);
  CHECK(w.channel.give_refund("c", "r2", {800, currency::cny}, w.now).verdict ==
        refund_verdict::accepted);
  CHECK(w.of("c").returned_minor == 800);
}

TEST_CASE("what is let go is not there to be captured") {
  world w{1200};
  CHECK(w.refund("r1", 1300).verdict == refund_verdict::too_much);
  CHECK(w.refund("r1", 1200).verdict == refund_verdict::accepted);
  CHECK(w.refund("r1", 1200).verdict == refund_verdict::repeated);
  CHECK(w.money() == key_totals{"alipay", 1, 0, 0, 0});
  CHECK(w.capture(800) == pay_verdict::nothing_held);
  CHECK(w.of("c").paid_minor == 0);
}

TEST_CASE("only what is held is captured") {
  world w;
  CHECK(w.capture(800) == pay_verdict::nothing_held);
  static_cast<void>(w.pay(1200));
  CHECK(w.capture(800, "d") == pay_verdict::nothing_held);
  world waits;
  static_cast<void>(waits.pay(1202, business_type::preauthorization));
  CHECK(waits.capture(800) == pay_verdict::nothing_held);
}

TEST_CASE("the capture's amount chooses what becomes of it; nobody is asked") {
  for (const auto minor : {800, 801, 802, 808, 809, 810, 818})
    CHECK(world{1200}.capture(minor) == pay_verdict::paid);
  CHECK(world{1200}.capture(803) == pay_verdict::declined);
  CHECK(world{1200}.capture(805) == pay_verdict::unheard);
  CHECK(world{1200}.capture(815) == pay_verdict::strange);
  CHECK(world{1200}.capture(816) == pay_verdict::declined_as_if_repeated);
  world w{1200};
  CHECK(w.capture(817) == pay_verdict::declined);
  static_cast<void>(w.pass(long_enough));
  CHECK(w.of("c").paid_minor == 0);
  CHECK(w.of("k").held_minor == 1200);
}

TEST_CASE("holds are told of, and are no rows of a bill; captures are") {
  world w;
  static_cast<void>(w.pay(1200, business_type::preauthorization));
  CHECK(w.pass(long_enough).size() == 1);
  const span_of_time all{instant{}, instant::max()};
  CHECK(w.channel.moved_in(all).empty());
  static_cast<void>(w.capture(800));
  const auto rows = w.channel.moved_in(all);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].moved.kind == movement_kind::paid);
  CHECK(rows[0].moved.amount == money{800, currency::cny});
}

TEST_CASE("the books say what was held, taken and let go, and a restart knows it again") {
  world w{1200};
  static_cast<void>(w.capture(800));
  static_cast<void>(w.money());
  std::vector<std::string_view> kinds;
  for (const auto& m : w.booked) kinds.push_back(name_of(m.kind));
  CHECK(kinds == std::vector<std::string_view>{
                     "pay_received", "held", "pay_received", "taken", "let_go", "paid"});
  world later;
  later.now = w.now;
  later.channel.restore(w.booked);
  CHECK(is_hold(*later.channel.query("k", later.now)));
  CHECK_FALSE(is_hold(*later.channel.query("c", later.now)));
  CHECK(later.capture(100, "d") == pay_verdict::nothing_held);

  world released{1200};
  static_cast<void>(released.refund("r1", 1200));
  static_cast<void>(released.money());
  world after;
  after.now = released.now;
  after.channel.restore(released.booked);
  CHECK(held_minor(*after.channel.query("k", after.now)) == 0);
  CHECK(after.refund("r1", 1200).verdict == refund_verdict::repeated);

  world held{1200};
  static_cast<void>(held.money());
  world goes_on;
  goes_on.now = held.now;
  goes_on.channel.restore(held.booked);
  CHECK(goes_on.capture(800) == pay_verdict::paid);
}

}  // namespace sluice::sim::holds_test
