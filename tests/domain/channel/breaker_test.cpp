/// What of the breaker its table cannot say: see breaker_table.txt.

#include "domain/channel/breaker.hpp"
#include "domain/channel/open_time.hpp"
#include "tests/catch.hpp"
#include "tests/domain/channel/breaker_text.hpp"

namespace sluice::test::breaker_test {
namespace {

using channel::breaker;
using channel::outcome;
using channel::path;

const channel_id wechat{"wechat"};
constexpr millis timeout{10'000};
const instant start{millis{1'000'000}};

/// The event is durable.
void become(breaker& b, const channel::path_event& e, instant now) {
  channel::path_state s;
  std::visit([&](const auto& any) { apply(s, any, now); }, e);
  b.follow(where_of(e), s);
}

void pay(breaker& b, const path& p, outcome end, instant now) {
  const auto held = b.pass(p, now, timeout);
  REQUIRE(held.has_value());
  b.ended(*held, end, now);
}

}  // namespace

TEST_CASE("A turn is proposed once, and the old phase holds until it is durable") {
  breaker b(wechat, {});
  for (int i = 0; i < 8; ++i) pay(b, {}, outcome::bad, start);
  const auto due = b.due(start, start);
  REQUIRE(due.size() == 1);
  CHECK(b.due(start, start).empty());
  pay(b, {}, outcome::bad, start);
  CHECK(b.due(start, start).empty());
  CHECK_FALSE(b.is_shut({}));
  become(b, due.front(), start);
  CHECK(b.is_shut({}));
}

TEST_CASE("How long a path stays open is drawn from who it is, around the doubled time") {
  const channel::breaker_rules rules;
  const auto of = [&](std::uint32_t generation, std::uint32_t times) {
    return open_time(rules, "wechat", path{"card"}, generation, times);
  };
  CHECK(of(7, 1) == of(7, 1));
  auto shortest = millis::max();
  auto longest = millis{0};
  for (std::uint32_t generation = 0; generation < 1000; ++generation) {
    shortest = std::min(shortest, of(generation, 3));
    longest = std::max(longest, of(generation, 3));
  }
  CHECK((shortest >= millis{16'000} && shortest < millis{16'100}));
  CHECK((longest <= millis{24'000} && longest > millis{23'900}));
  CHECK(of(1, 4'000'000'000) >= millis{48'000});
  CHECK(of(1, 4'000'000'000) <= millis{72'000});
  CHECK(open_time(rules, "wechat", path{"card"}, 1, 1) !=
        open_time(rules, "alipay", path{"card"}, 1, 1));
}

TEST_CASE("Beyond so many paths a new one shares its parent's breaker") {
  breaker b(wechat, {});
  for (int i = 0; i < 300; ++i) pay(b, path{"card/bank" + std::to_string(i)}, outcome::good, start);
  CHECK(b.all_paths(start).size() <= channel::most_paths);
  CHECK(b.all_paths(start).size() > channel::most_paths - 2);
  for (int i = 0; i < 20; ++i) pay(b, path{"card/one_more"}, outcome::bad, start);
  CHECK(b.standing_of(path{"card/one_more"}, start) == b.standing_of(path{"card"}, start));
  SECTION("but what somebody switches has its own") {
    become(b,
           channel::path_forced{.channel = wechat,
                                .where = path{"card/one_more"},
                                .to = channel::path_switch::open,
                                .generation = 1},
           start);
    CHECK(b.is_shut(path{"card/one_more"}));
    CHECK_FALSE(b.is_shut(path{"card"}));
  }
}

TEST_CASE("The standing quotes the last 128 outcomes of at most 15 minutes, through every turn") {
  breaker b(wechat, {});
  const auto figures = [&](instant now) {
    const auto s = b.standing_of({}, now);
    return std::pair{int{s.good}, int{s.counted}};
  };
  CHECK(figures(start) == std::pair{0, 0});
  pay(b, {}, outcome::too_fast, start);
  pay(b, {}, outcome::account, start);
  CHECK(figures(start) == std::pair{0, 0});
  for (int i = 0; i < 100; ++i) pay(b, {}, outcome::bad, start);
  for (int i = 0; i < 100; ++i) pay(b, {}, outcome::good, start + millis{120'000});
  CHECK(figures(start + millis{120'000}) == std::pair{100, 128});
  CHECK(figures(start + millis{14 * 60'000}) == std::pair{100, 128});
  CHECK(figures(start + millis{15 * 60'000}) == std::pair{100, 100});
  CHECK(figures(start + millis{17 * 60'000}) == std::pair{0, 0});

  const auto later = start + millis{3'600'000};
  for (int i = 0; i < 8; ++i) pay(b, {}, outcome::bad, later);
  for (const auto& e : b.due(later, later)) become(b, e, later);
  CHECK(b.is_shut({}));
  CHECK(figures(later) == std::pair{0, 8});
}

TEST_CASE("Queries, revokes and refunds are counted apart, and never open a path") {
  breaker b(wechat, {});
  for (int i = 0; i < 100; ++i) {
    b.query_ended({}, false, start, start);
    b.other_call_ended({}, false, start);
  }
  CHECK(b.due(start, start).empty());
  const auto seen = b.all_paths(start);
  REQUIRE(seen.size() == 1);
  CHECK(seen.front().payments == channel::recent_outcomes::tally{});
  CHECK(seen.front().other_calls == channel::recent_outcomes::tally{0, 128});
}

TEST_CASE(
    "A payment that ends after its path has turned counts for how it stands, and turns nothing") {
  breaker b(wechat, {});
  const auto before = b.pass({}, start, timeout);
  REQUIRE(before.has_value());
  for (int i = 0; i < 8; ++i) pay(b, {}, outcome::bad, start);
  for (const auto& e : b.due(start, start)) become(b, e, start);
  b.ended(*before, outcome::good, start);
  CHECK(b.due(start, start).empty());
  CHECK(b.standing_of({}, start).good == 1);
}

TEST_CASE("A standing says whether the next payment would be a probe") {
  breaker b(wechat, {});
  CHECK_FALSE(b.standing_of({}, start).wants_probe);
  become(b,
         channel::path_turned{.channel = wechat,
                              .to = channel::breaker_phase::half_open,
                              .why = channel::turn_reason::time_is_up,
                              .generation = 2},
         start);
  CHECK(b.standing_of(path{"card"}, start).wants_probe);
  CHECK(b.standing_of({}, start).generation == 2);
  REQUIRE(b.pass({}, start, timeout).has_value());
  CHECK_FALSE(b.standing_of(path{"card"}, start).wants_probe);
  CHECK(b.standing_of({}, start + millis{1000}).wants_probe);
}

TEST_CASE("A switch ends by the machine's clock, whatever the log's time is") {
  breaker b(wechat, {});
  const instant machine{millis{99'000'000}};
  become(b,
         channel::path_forced{.channel = wechat,
                              .to = channel::path_switch::open,
                              .until = machine + millis{5000},
                              .generation = 1},
         start);
  CHECK(b.look_again_at(start, machine) == start + millis{5000});
  CHECK(b.due(start + millis{9000}, machine + millis{4999}).empty());
  const auto ends = b.due(start, machine + millis{5000});
  REQUIRE(ends.size() == 1);
  CHECK(text_of(ends.front()) == "channel switched automatic");
}

TEST_CASE("Whose fault a payment's answer names decides what it counts as") {
  const auto of = [](order::finding found, fault whose) {
    return channel::outcome_of(
        order::attempt_report{.attempt = attempt_no{1}, .found = found, .whose = whose});
  };
  using order::finding;
  for (const auto found :
       {finding::paid, finding::not_paid, finding::payer_paying, finding::not_found,
        finding::not_paid_if_query_agrees, finding::not_paid_if_revoked, finding::not_paid_yet})
    CHECK(of(found, fault::none) == outcome::good);
  CHECK(of(finding::unknown, fault::none) == outcome::bad);
  for (const auto found : {finding::not_paid, finding::unknown}) {
    CHECK(of(found, fault::payer) == outcome::good);
    CHECK(of(found, fault::order) == outcome::good);
    CHECK(of(found, fault::program) == outcome::good);
    CHECK(of(found, fault::account) == outcome::account);
    CHECK(of(found, fault::channel) == outcome::bad);
    CHECK(of(found, fault::too_fast) == outcome::too_fast);
  }
  // A dead address is found by calls that never leave.
  CHECK(of(finding::not_sent, fault::none) == outcome::bad);
  CHECK(of(finding::not_sent, fault::channel) == outcome::bad);
}

TEST_CASE("What the channel was not asked says nothing of it") {
  const auto ours = [](order::finding found, fault whose) {
    return channel::outcome_of(order::attempt_report{
        .attempt = attempt_no{1}, .from = order::source::engine, .found = found, .whose = whose});
  };
  CHECK(ours(order::finding::payer_paying, fault::none) == outcome::nobody_asked);
  CHECK(ours(order::finding::not_sent, fault::program) == outcome::nobody_asked);
  CHECK(ours(order::finding::not_sent, fault::none) == outcome::bad);
}

}  // namespace sluice::test::breaker_test
