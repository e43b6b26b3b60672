#include "domain/channel/gate.hpp"
#include "tests/catch.hpp"

namespace sluice::test::host_door_test {
namespace {

using channel::gate;
using channel::host_door;
using channel::urgency;

constexpr instant t0{millis{1'700'000'000'000}};
constexpr gate::kind pay{urgency::payer_waits, true};
constexpr gate::kind doubt{urgency::settles_doubt};
const merchant_id m1{"m1"};

/// Two channels with room enough of their own, at one host.
struct host {
  explicit host(const channel::host_limits& limits) : door(std::make_shared<host_door>(limits)) {}
  std::shared_ptr<host_door> door;
  gate a{{.max_in_flight = 9}, {}, door};
  gate b{{.max_in_flight = 9}, {}, door};
};

bool starts(gate& g, channel::ticket t, const gate::kind& k, instant now = t0) {
  return g.enter(t, k, m1, now).what == gate::outcome::starts;
}

}  // namespace

TEST_CASE("no more calls run at a host than it allows, whichever channel asks and for whatever") {
  host h({.max_in_flight = 2});
  CHECK(starts(h.a, 1, pay));
  CHECK(starts(h.b, 1, doubt));
  CHECK_FALSE(starts(h.b, 2, doubt));
  CHECK_FALSE(h.b.next_to_start(t0));
  // When somebody else's call ends nobody tells this channel: it looks again in a moment.
  REQUIRE(h.b.look_again_at(t0));
  CHECK(*h.b.look_again_at(t0) <= t0 + millis{20});
  h.a.finished(pay);
  CHECK(h.b.next_to_start(t0) == channel::ticket{2});
}

TEST_CASE("no more calls begin at a host within a second than it allows") {
  host h({.calls_per_second = 2});
  CHECK(starts(h.a, 1, pay));
  h.a.finished(pay);
  CHECK(starts(h.b, 1, pay));
  CHECK_FALSE(starts(h.a, 2, pay));
  CHECK(h.a.look_again_at(t0) == t0 + millis{1000});
  CHECK_FALSE(h.a.next_to_start(t0 + millis{999}));
  CHECK(h.a.next_to_start(t0 + millis{1000}) == channel::ticket{2});
}

TEST_CASE("a place that nobody could use is given back, and a call that was not made") {
  host h({.max_in_flight = 1, .calls_per_second = 1});
  CHECK_FALSE(h.a.next_to_start(t0));  // nobody waits
  CHECK(starts(h.a, 1, pay));
  h.a.not_started(pay, t0);
  CHECK(starts(h.b, 1, pay));
}

TEST_CASE("a call that was not made is taken back, and no other's") {
  host h({.calls_per_second = 2});
  CHECK(starts(h.a, 1, pay));
  CHECK(starts(h.b, 1, pay, t0 + millis{500}));
  h.a.not_started(pay, t0);
  CHECK(starts(h.a, 2, pay, t0 + millis{600}));
  // That of half a second ago counts until its own second is over.
  CHECK_FALSE(starts(h.a, 3, pay, t0 + millis{1499}));
  CHECK(h.a.next_to_start(t0 + millis{1500}) == channel::ticket{3});
}

TEST_CASE("whoever waits for its host alone is told so, and for nothing else") {
  host h({.max_in_flight = 1});
  CHECK_FALSE(h.a.waits_for_host(t0));
  CHECK(starts(h.b, 1, pay));
  CHECK(h.a.waits_for_host(t0));
  gate busy({.max_in_flight = 1}, {}, h.door);
  h.b.finished(pay);
  CHECK(starts(busy, 1, pay));
  CHECK_FALSE(busy.waits_for_host(t0));  // its own permits are gone, too
  CHECK_FALSE(gate({.max_in_flight = 1}).waits_for_host(t0));
}

TEST_CASE("no more calls go ahead than connections may be opened for, and idle ones need none") {
  host h({.connections_per_second = 2});
  CHECK(starts(h.a, 1, pay));
  CHECK(starts(h.b, 1, pay));
  CHECK_FALSE(starts(h.a, 2, pay));  // the two before it may still have to open theirs
  REQUIRE(h.door->open_connection(7, t0));
  REQUIRE(h.door->open_connection(8, t0));
  h.b.finished(pay);
  h.door->connection_is_idle(8, t0);
  CHECK(h.a.next_to_start(t0) == channel::ticket{2});
  CHECK_FALSE(starts(h.b, 2, pay, t0 + millis{999}));
  CHECK(h.b.look_again_at(t0 + millis{999}) == t0 + millis{1019});
  CHECK(h.b.next_to_start(t0 + millis{1000}) == channel::ticket{2});
}

TEST_CASE("a host without a limit of a kind is open") {
  host_door door({.max_in_flight = 1});
  CHECK(door.take(t0));
  CHECK(door.opens_at(t0) == t0 + millis{20});
  door.give_back();
  CHECK_FALSE(door.opens_at(t0));
}

}  // namespace sluice::test::host_door_test
