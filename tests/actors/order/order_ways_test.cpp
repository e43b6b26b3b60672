#include "actors/order/order_ways.hpp"

#include "domain/routing/explanation.hpp"
#include "tests/catch.hpp"

namespace sluice::order_ways_test {
namespace {

const channel_id a{"a"}, b{"b"}, c{"c"};
constexpr instant now{millis{1'800'000'000'000}};

order::state on_a_with(std::vector<channel_id> route, instrument paid_with = {}) {
  order::state o;
  o.route = std::move(route);
  o.paid_with = std::move(paid_with);
  o.attempts.push_back({.number = attempt_no{1}, .channel = a, .key = {}, .started = now});
  return o;
}

order::command says(order::finding found) {
  return order::attempt_report{.attempt = attempt_no{1}, .found = found};
}

TEST_CASE("Only a payment that was surely not taken leads on") {
  const order_ways ways(std::make_shared<board>(std::vector{a, b}), {});
  const auto o = on_a_with({a, b});
  CHECK(ways.on_from(o, says(order::finding::not_paid), now));
  CHECK(ways.on_from(o, says(order::finding::not_sent), now));
  CHECK_FALSE(ways.on_from(o, says(order::finding::unknown), now));
  CHECK_FALSE(ways.on_from(o, order::fall_due{}, now));
  CHECK_FALSE(ways.on_from(on_a_with({a}), says(order::finding::not_paid), now));
}

TEST_CASE("What is open, half open or full is no way on") {
  const auto standings = std::make_shared<board>(std::vector{a, b, c});
  const order_ways ways(standings, {});
  const auto open_for = [&](const order::state& o) {
    return ways.on_from(o, says(order::finding::not_paid), now)->open;
  };
  const auto o = on_a_with({a, b, c}, instrument("card", "icbc"));
  CHECK(open_for(o) == std::vector{a, b, c});
  standings->tell(b, channel::path("card/icbc"), {.phase = channel::breaker_phase::open});
  CHECK(open_for(o) == std::vector{a, c});
  CHECK(open_for(on_a_with({a, b, c}, instrument("card", "abc"))) == std::vector{a, b, c});
  standings->tell(c, channel::path(), {.has_room = false});
  CHECK(open_for(o) == std::vector{a});
  standings->tell(c, channel::path(), {.phase = channel::breaker_phase::half_open});
  CHECK(open_for(o) == std::vector{a});
}

order::command kept_back(std::string code, order::finding found = order::finding::not_sent) {
  return order::attempt_report{.attempt = attempt_no{1}, .found = found, .code = std::move(code)};
}

TEST_CASE("A host that is full for one of our accounts is full for the others there") {
  const order_ways ways(std::make_shared<board>(std::vector{a, b, c}),
                        {.hosts = {{a, {"api"}}, {b, {"api"}}, {c, {"other"}}}});
  auto o = on_a_with({a, b, c});
  CHECK(ways.on_from(o, kept_back("host_full"), now)->open == std::vector{c});
  // Its own queue, or a word of the channel, says nothing about the host.
  CHECK(ways.on_from(o, kept_back("channel_queue_full"), now)->open == std::vector{a, b, c});
  CHECK(ways.on_from(o, kept_back("host_full", order::finding::not_paid), now)->open.size() == 3);
}

TEST_CASE("A host that is full is open to an account that calls it from another address") {
  const order_ways ways(
      std::make_shared<board>(std::vector{a, b, c}),
      {.hosts = {{a, {"api", "192.0.2.1"}}, {b, {"api", "192.0.2.1"}}, {c, {"api", "192.0.2.2"}}}});
  CHECK(ways.on_from(on_a_with({a, b, c}), kept_back("host_full"), now)->open == std::vector{c});
}

TEST_CASE("What the host said to the first attempt holds for the third") {
  const order_ways ways(
      std::make_shared<board>(std::vector{a, b, c}), {.hosts = {{a, {"api"}}, {b, {"api"}}}});
  auto o = on_a_with({a, c, b});
  o.attempts.back().code = "host_full";
  o.attempts.back().never_left = true;
  o.attempts.push_back({.number = attempt_no{2}, .channel = c, .key = {}, .started = now});
  const order::attempt_report later{
      .attempt = attempt_no{2}, .found = order::finding::not_sent, .code = "path_open"};
  CHECK(ways.on_from(o, later, now)->open == std::vector{c});
  o.attempts.front().never_left = false;
  CHECK(ways.on_from(o, later, now)->open == std::vector{a, c, b});
}

TEST_CASE("A probe that no order has sent may be another's") {
  const auto standings = std::make_shared<board>(std::vector{a, b});
  order_ways ways(standings, {});
  const channel::path card("card");
  const auto wants = [&](const channel::path& way) {
    standings->tell(a, way, {.phase = channel::breaker_phase::half_open, .wants_probe = true});
  };
  wants({});
  wants(card);
  REQUIRE(standings->claim_probe(a, card));
  REQUIRE_FALSE(standings->claim_probe(a, card));
  order::pay asked{.order = {merchant_id{"m"}, order_no{"n"}}, .amount = {1}, .route = {a}};
  asked.paid_with = instrument("card");
  asked.explanation = routing::pack({.candidates = {{routing::verdict::chosen}}});
  ways.never_began(asked);
  CHECK_FALSE(standings->claim_probe(a, card));
  asked.explanation = routing::pack({.candidates = {{routing::verdict::probe}}});
  ways.never_began(asked);
  CHECK(standings->claim_probe(a, card));
  // Where the path has turned meanwhile, nobody is wanted.
  standings->tell(a, {}, {.phase = channel::breaker_phase::open});
  ways.never_began(asked);
  CHECK_FALSE(standings->standing_of(a, {}).wants_probe);
}

TEST_CASE("Second tries come out of a budget, those that never left do not") {
  order_ways ways(std::make_shared<board>(std::vector{a, b}), {.budget_percent = 10});
  auto o = on_a_with({a, b});
  const auto within_budget = [&] {
    return ways.on_from(o, says(order::finding::not_paid), now)->within_budget;
  };
  o.attempts.back().never_left = true;
  for (int i = 0; i < 100; ++i) ways.payment_called(o, attempt_no{2}, now);
  CHECK(within_budget());
  o.attempts.back().never_left = false;
  for (int i = 0; i < 10; ++i) ways.payment_called(o, attempt_no{2}, now);
  CHECK_FALSE(within_budget());
}

}  // namespace
}  // namespace sluice::order_ways_test
