/// How much a merchant's orders may come to in a day and a month.

#include "domain/merchant/spending.hpp"

#include "base/time_text.hpp"
#include "domain/merchant/decide.hpp"
#include "domain/merchant/state.hpp"
#include "tests/catch.hpp"

namespace sluice::test::merchant_spending_test {
namespace {

using merchant::period;
using merchant::spent_order;

constexpr auto payout = business_type::payout;
const merchant_id m1{"m1"};
const std::vector<merchant::channel_reach> no_channels;

instant at(std::string_view text) { return *instant_from_rfc3339(text); }
const instant noon = at("2026-01-31T12:00:00+08:00");

spent_order order_of(std::int64_t minor, instant when = noon, currency unit = currency::cny) {
  return {payout, {minor, unit}, when};
}

/// A merchant's actor, as far as it counts money: what is missing becomes durable at once.
struct counting {
  merchant::ceilings most{.amount_per_day = 6400};
  merchant::state durable{};
  merchant::spending memory{};
  int events = 0;

  /// "" or the refusal.
  std::string take(const spent_order& o) {
    if (const auto no = memory.fault_of(most, o, durable.reserved)) return no->message;
    const merchant::reserve word{memory.missing(most, o, durable.reserved)};
    const auto said = decide(durable, word, {m1, no_channels});
    for (const auto& e : std::get<std::vector<merchant::event>>(said)) {
      apply(durable, e, o.machine_time);
      ++events;
    }
    CHECK(memory.missing(most, o, durable.reserved).empty());
    memory.add(most, o, durable.reserved);
    return "";
  }
  void restart() { memory = {}; }
  [[nodiscard]] std::int64_t up_to(period p) const {
    return durable.reserved.at({payout, currency::cny, p}).up_to;
  }
};

}  // namespace

TEST_CASE("Days and months begin at midnight in China") {
  CHECK(number_of(period::day, at("1970-01-01T00:00:00+08:00")) == 0);
  CHECK(number_of(period::day, at("2026-01-31T23:59:59.999+08:00")) == 20484);
  CHECK(number_of(period::day, at("2026-02-01T00:00:00+08:00")) == 20485);
  CHECK(end_of(period::day, 20484) == at("2026-02-01T00:00:00+08:00"));
  CHECK(number_of(period::month, at("1970-01-01T00:00:00+08:00")) == 0);
  CHECK(number_of(period::month, at("2026-01-31T23:59:59.999+08:00")) == 672);
  CHECK(number_of(period::month, at("2026-02-01T00:00:00+08:00")) == 673);
  CHECK(end_of(period::month, 672) == at("2026-02-01T00:00:00+08:00"));
  CHECK(end_of(period::month, number_of(period::month, at("2026-12-05T00:00:00Z"))) ==
        at("2027-01-01T00:00:00+08:00"));
}

TEST_CASE("A day's limit is used up to the last, and no further, until the day ends") {
  counting c;
  CHECK(c.take(order_of(6000)).empty());
  CHECK(c.take(order_of(400)).empty());
  CHECK(c.take(order_of(1)) ==
        "orders of this merchant by payout may come to 6400 CNY minor units a day, and 6400 count "
        "as used; send it again from 2026-01-31T16:00:00.000Z on");
  CHECK(c.take(order_of(1, at("2026-01-31T23:59:59+08:00"))) != "");
  CHECK(c.take(order_of(6400, at("2026-02-01T00:00:00+08:00"))).empty());
}

TEST_CASE("A smaller order may still find room") {
  counting c;
  CHECK(c.take(order_of(6000)).empty());
  CHECK(c.take(order_of(401)) != "");
  CHECK(c.take(order_of(400)).empty());
}

TEST_CASE("The month goes on when the day ends") {
  counting c{.most = {.amount_per_day = 6400, .amount_per_month = 10'000}};
  CHECK(c.take(order_of(6400, at("2026-01-30T12:00:00+08:00"))).empty());
  CHECK(c.take(order_of(3601)) ==
        "orders of this merchant by payout may come to 10000 CNY minor units a month, and 6400 "
        "count as used; send it again from 2026-01-31T16:00:00.000Z on");
  CHECK(c.take(order_of(3600)).empty());
  CHECK(c.take(order_of(6400, at("2026-02-01T12:00:00+08:00"))).empty());
}

TEST_CASE("Currencies and kinds of business have the whole limit each") {
  counting c;
  CHECK(c.take(order_of(6400)).empty());
  CHECK(c.take(order_of(6400, noon, currency::usd)).empty());
  auto other = order_of(6400);
  other.type = business_type::quick_pay;
  CHECK(c.take(other).empty());
}

TEST_CASE("A limit costs 64 events, however many orders use it up") {
  counting c;
  for (int i = 0; i < 6400; ++i) REQUIRE(c.take(order_of(1)).empty());
  CHECK(c.events == 64);
  CHECK(c.up_to(period::day) == 6400);
}

TEST_CASE("After a restart it counts from the end of the block") {
  counting c;
  CHECK(c.take(order_of(150)).empty());
  CHECK(c.up_to(period::day) == 150);
  CHECK(c.take(order_of(10)).empty());
  CHECK(c.up_to(period::day) == 250);
  c.restart();
  CHECK(c.take(order_of(6151)) != "");  // 160 were used, and 250 count
  CHECK(c.take(order_of(6150)).empty());
  // The next day knows nothing of it.
  c.restart();
  CHECK(c.take(order_of(6400, noon + std::chrono::hours{24})).empty());
}

TEST_CASE("What has become no order is free again, in its own day") {
  counting c;
  CHECK(c.take(order_of(6400)).empty());
  c.memory.take_back(order_of(400));
  CHECK(c.take(order_of(401)) != "");
  CHECK(c.take(order_of(400)).empty());
  const auto tomorrow = noon + std::chrono::hours{24};
  CHECK(c.take(order_of(6400, tomorrow)).empty());
  c.memory.take_back(order_of(400));
  CHECK(c.take(order_of(1, tomorrow)) != "");
}

TEST_CASE("A limit that is lowered is met at once, one that is raised leaves more") {
  counting c;
  CHECK(c.take(order_of(1000)).empty());
  c.most.amount_per_day = 500;
  CHECK(c.take(order_of(1)) != "");
  c.most.amount_per_day = 2000;
  CHECK(c.take(order_of(1000)).empty());
  c.most.amount_per_day = 0;
  CHECK(c.take(order_of(1'000'000)).empty());
}

TEST_CASE("A promotion multiplies what a day and a month may come to") {
  merchant::state s;
  s.limits = {{{payout, merchant::limited_by::amount_per_day}, 100},
              {{payout, merchant::limited_by::amount_per_month}, 1000}};
  apply(s, merchant::promoted{m1, payout, {.until = noon, .times = 3}, {"li", "sale"}}, {});
  const auto during = ceilings_of(s, payout, noon - std::chrono::hours{1});
  CHECK(during.amount_per_day == 300);
  CHECK(during.amount_per_month == 3000);
  CHECK(ceilings_of(s, payout, noon).amount_per_day == 100);
}

TEST_CASE("What is reserved already is not written again") {
  merchant::state s;
  const merchant::amount_name name{payout, currency::cny, period::day};
  apply(s, merchant::amount_reserved{m1, name, {20484, 200}}, {});
  const auto events = [&](const merchant::reserved_amount& wanted) {
    const auto said = decide(s, merchant::reserve{{{name, wanted}}}, {m1, no_channels});
    return std::get<std::vector<merchant::event>>(said).size();
  };
  CHECK(events({20484, 200}) == 0);
  CHECK(events({20484, 201}) == 1);
  CHECK(events({20485, 1}) == 1);
}

}  // namespace sluice::test::merchant_spending_test
