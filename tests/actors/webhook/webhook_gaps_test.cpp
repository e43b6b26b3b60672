// One pass over the log finds what several endpoints have missed, for each from where it is.

#include "actors/webhook/webhook_gaps.hpp"

#include "events/event_type.hpp"
#include "events/stream_name.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

using positions = std::vector<webhook::position>;

constexpr auto paid = static_cast<std::uint16_t>(event_type_of<order::order_paid>);

store::record record_at(webhook::position at, const std::string& merchant) {
  return {.position = at,
          .stream = order_stream({merchant_id{merchant}, order_no{"A-1"}}),
          .type = paid};
}

webhook_gaps::gap gap_of(const std::string& merchant, webhook::position from, std::size_t room) {
  return {.of = {merchant_id{merchant}, "shop"}, .from = from, .room = room};
}

}  // namespace

TEST_CASE("each endpoint gets its own merchant's events, from its own place on") {
  webhook_gaps gaps({gap_of("m1", 3, 9), gap_of("m2", 2, 9)}, 5);
  REQUIRE(gaps.from() == 2);
  for (const auto& [at, whose] : {std::pair{2, "m1"}, {3, "m2"}, {4, "m1"}, {5, "m3"}})
    CHECK(gaps.pass(record_at(static_cast<webhook::position>(at), whose)));
  CHECK_FALSE(gaps.pass(record_at(6, "m1")));  // only offered since
  CHECK(gaps.all()[0].found == positions{4});
  CHECK(gaps.all()[1].found == positions{3});
  for (const auto& g : gaps.all()) CHECK(gaps.read_to(g) == 5);
}

TEST_CASE("one that has no room left stays where it is, and the others go on") {
  webhook_gaps gaps({gap_of("m1", 1, 1), gap_of("m2", 1, 2)}, 9);
  for (webhook::position at = 1; at <= 4; ++at)
    CHECK(gaps.pass(record_at(at, at % 2 == 1 ? "m1" : "m2")));
  CHECK_FALSE(gaps.pass(record_at(5, "m1")));  // nobody has room
  CHECK(gaps.read_to(gaps.all()[0]) == 1);
  CHECK(gaps.read_to(gaps.all()[1]) == 4);
}

TEST_CASE("a pass that ends early has not come to everybody") {
  webhook_gaps gaps({gap_of("m1", 1, 9), gap_of("m2", 7, 9)}, 9);
  CHECK(gaps.pass(record_at(1, "m2")));
  CHECK(gaps.read_to(gaps.all()[0]) == 1);
  CHECK(gaps.read_to(gaps.all()[1]) < 7);
  CHECK(gaps.all()[1].found.empty());
}
