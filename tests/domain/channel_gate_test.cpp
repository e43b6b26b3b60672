#include "domain/channel/gate.hpp"

#include "tests/catch.hpp"

namespace sluice::test {

using namespace std::chrono_literals;
using urgency = channel::gate::urgency;
using tickets = std::vector<channel::gate::ticket>;

namespace {

constexpr instant t0{millis{1'700'000'000'000}};

channel::limits limits(std::uint32_t in_flight, std::uint32_t queue, std::uint32_t rate = 0) {
  return {.enabled = true,
          .max_in_flight = in_flight,
          .queue_capacity = queue,
          .queue_deadline = 5s,
          .calls_per_second = rate};
}

tickets started(channel::gate& gate, instant now) {
  tickets out;
  while (const auto t = gate.next_to_start(now)) out.push_back(*t);
  return out;
}

}  // namespace

TEST_CASE("No more calls run at once than the channel allows") {
  channel::gate gate(limits(2, 10));
  for (channel::gate::ticket t = 1; t <= 5; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1, 2});
  CHECK(gate.in_flight() == 2);
  CHECK(gate.limits() == limits(2, 10));
  CHECK(gate.queued() == 3);
  gate.finished(urgency::new_payment);
  CHECK(started(gate, t0) == tickets{3});
}

TEST_CASE("Calls that end doubt go before new payments") {
  channel::gate gate(limits(1, 10));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(2, urgency::settles_doubt, t0));
  CHECK(started(gate, t0) == tickets{2});
}

TEST_CASE("Hearsay goes last, and has a sixteenth of permits and queue, but always something") {
  channel::gate gate(limits(32, 32));
  for (channel::gate::ticket t = 1; t <= 2; ++t) CHECK_FALSE(gate.enter(t, urgency::hearsay, t0));
  CHECK(gate.enter(3, urgency::hearsay, t0) == channel::gate::refusal::queue_full);
  CHECK_FALSE(gate.enter(4, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(5, urgency::settles_doubt, t0));
  CHECK(started(gate, t0) == tickets{5, 4, 1, 2});
  CHECK_FALSE(gate.enter(6, urgency::hearsay, t0));
  CHECK(started(gate, t0).empty());
  gate.finished(urgency::new_payment);
  CHECK(started(gate, t0).empty());
  gate.finished(urgency::hearsay);
  CHECK(started(gate, t0) == tickets{6});
  channel::gate smallest(limits(1, 1));
  CHECK_FALSE(smallest.enter(1, urgency::hearsay, t0));
  CHECK(smallest.enter(2, urgency::hearsay, t0) == channel::gate::refusal::queue_full);
  CHECK(started(smallest, t0) == tickets{1});
}

TEST_CASE("Hearsay takes no place in the queue of what matters") {
  channel::gate gate(limits(1, 1));
  CHECK_FALSE(gate.enter(1, urgency::hearsay, t0));
  CHECK_FALSE(gate.enter(2, urgency::new_payment, t0));
  CHECK(gate.queued() == 2);
  CHECK(gate.expire(t0 + 5s) == tickets{2, 1});
}

TEST_CASE("Of a rate hearsay has one call in sixteen, at an even pace") {
  channel::gate gate(limits(100, 100, 32));
  for (channel::gate::ticket t = 1; t <= 3; ++t) CHECK_FALSE(gate.enter(t, urgency::hearsay, t0));
  CHECK(started(gate, t0) == tickets{1});
  CHECK(gate.look_again_at(t0) == t0 + 500ms);
  CHECK(started(gate, t0 + 499ms).empty());
  CHECK(started(gate, t0 + 500ms) == tickets{2});
}

TEST_CASE("A full queue refuses") {
  channel::gate gate(limits(1, 2));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(2, urgency::settles_doubt, t0));
  CHECK(gate.enter(3, urgency::new_payment, t0) == channel::gate::refusal::queue_full);
  CHECK(gate.enter(4, urgency::settles_doubt, t0) == channel::gate::refusal::queue_full);
}

TEST_CASE("A channel that is switched off takes no payment but still settles doubt") {
  auto off = limits(1, 2);
  off.enabled = false;
  channel::gate gate(off);
  CHECK(gate.enter(1, urgency::new_payment, t0) == channel::gate::refusal::switched_off);
  CHECK_FALSE(gate.enter(2, urgency::settles_doubt, t0));
  CHECK(started(gate, t0) == tickets{2});
}

TEST_CASE("A call that waited too long is never made") {
  channel::gate gate(limits(1, 10));
  for (channel::gate::ticket t = 1; t <= 3; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0 + millis{static_cast<int>(t)}));
  CHECK(started(gate, t0 + 3ms) == tickets{1});
  CHECK(gate.expire(t0 + 5s).empty());
  CHECK(gate.expire(t0 + 5002ms) == tickets{2});
  CHECK(gate.queued() == 1);
}

TEST_CASE("No more calls begin within a second than the channel allows") {
  channel::gate gate(limits(10, 10, 2));
  for (channel::gate::ticket t = 1; t <= 3; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1, 2});
  CHECK(gate.look_again_at(t0) == t0 + 1s);
  CHECK(started(gate, t0 + 999ms).empty());
  CHECK(started(gate, t0 + 1s) == tickets{3});
}

TEST_CASE("It says when to look again: at the first deadline, never in the past") {
  channel::gate gate(limits(1, 10));
  CHECK_FALSE(gate.look_again_at(t0));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(2, urgency::new_payment, t0 + 1s));
  CHECK(started(gate, t0 + 1s) == tickets{1});
  CHECK(gate.look_again_at(t0 + 1s) == t0 + 6s);
  CHECK(gate.look_again_at(t0 + 7s) > t0 + 7s);
}

TEST_CASE("Emptying the queue returns every ticket that waits, once") {
  channel::gate gate(limits(1, 10));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(2, urgency::settles_doubt, t0));
  CHECK(gate.empty_queue() == tickets{2, 1});
  CHECK(gate.queued() == 0);
  CHECK(gate.empty_queue().empty());
}

TEST_CASE("A second is counted from each call, not from the first of them") {
  channel::gate gate(limits(10, 10, 2));
  for (channel::gate::ticket t = 1; t <= 5; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(gate.next_to_start(t0) == 1);
  CHECK(gate.next_to_start(t0 + 600ms) == 2);
  CHECK(started(gate, t0 + 1s) == tickets{3});
  CHECK(gate.look_again_at(t0 + 1s) == t0 + 1600ms);
  CHECK(started(gate, t0 + 1600ms) == tickets{4});
  CHECK(started(gate, t0 + 2s) == tickets{5});
}

TEST_CASE("It looks again at whichever deadline comes first, urgent or not") {
  channel::gate gate(limits(0, 10));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0 + 1s));
  CHECK(gate.look_again_at(t0 + 1s) == t0 + 6s);
  CHECK_FALSE(gate.enter(2, urgency::settles_doubt, t0 + 2s));
  CHECK(gate.look_again_at(t0 + 2s) == t0 + 6s);
  CHECK(gate.expire(t0 + 6s) == tickets{1});
  CHECK(gate.look_again_at(t0 + 6s) == t0 + 7s);
  CHECK(gate.look_again_at(t0 + 7s) == t0 + 7s + 1ms);
  CHECK(gate.expire(t0 + 7s) == tickets{2});
  CHECK_FALSE(gate.look_again_at(t0 + 7s));
}

TEST_CASE("While all permits are taken, only a deadline is worth looking at again") {
  channel::gate gate(limits(1, 10, 1));
  for (channel::gate::ticket t = 1; t <= 2; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  CHECK(gate.look_again_at(t0) == t0 + 5s);
  gate.finished(urgency::new_payment);
  CHECK(gate.look_again_at(t0) == t0 + 1s);
  CHECK(gate.in_flight() == 0);
}

TEST_CASE("A permit that nobody waits for needs no second look") {
  channel::gate gate(limits(1, 10, 1));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  gate.finished(urgency::new_payment);
  CHECK_FALSE(gate.look_again_at(t0));
}

TEST_CASE("Those that waited too long leave in the order in which they may go") {
  channel::gate gate(limits(0, 10));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(2, urgency::settles_doubt, t0));
  CHECK_FALSE(gate.enter(3, urgency::new_payment, t0 + 1ms));
  CHECK(gate.expire(t0 + 5s) == tickets{2, 1});
  CHECK(gate.queued() == 1);
}

TEST_CASE("A payment that was let through and not made leaves its permit and its place to others") {
  channel::gate gate(limits(1, 10, 2));
  for (channel::gate::ticket t = 1; t <= 4; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  gate.payment_not_started();
  CHECK(gate.in_flight() == 0);
  CHECK(started(gate, t0) == tickets{2});
  gate.finished(urgency::new_payment);
  CHECK(started(gate, t0) == tickets{3});
  gate.finished(urgency::new_payment);
  CHECK(started(gate, t0).empty());
  CHECK(started(gate, t0 + 1s) == tickets{4});
}

TEST_CASE("A payment that was not made takes nothing from a channel of any rate") {
  for (const std::uint32_t rate : {0U, 1U}) {
    channel::gate gate(limits(1, 10, rate));
    for (channel::gate::ticket t = 1; t <= 2; ++t)
      CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
    CHECK(started(gate, t0) == tickets{1});
    gate.payment_not_started();
    CHECK(started(gate, t0) == tickets{2});
  }
}

TEST_CASE("A queue of none lets through what can start at once, and nothing that would wait") {
  channel::gate gate(limits(1, 0));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  CHECK(gate.enter(2, urgency::new_payment, t0) == channel::gate::refusal::queue_full);
  CHECK(gate.enter(3, urgency::settles_doubt, t0) == channel::gate::refusal::queue_full);
  gate.finished(urgency::new_payment);
  CHECK_FALSE(gate.enter(4, urgency::settles_doubt, t0));
  CHECK(started(gate, t0) == tickets{4});
}

TEST_CASE("Other limits hold for what waits, and for what comes") {
  channel::gate gate(limits(1, 10));
  for (channel::gate::ticket t = 1; t <= 3; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  auto shorter = limits(2, 10);
  shorter.queue_deadline = 1s;
  CHECK(gate.change_limits(shorter, t0).empty());
  CHECK(started(gate, t0) == tickets{2});
  CHECK(gate.expire(t0 + 1s) == tickets{3});
}

TEST_CASE("Switched off, the payments that wait leave the queue, and doubt is still settled") {
  channel::gate gate(limits(1, 10));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  CHECK_FALSE(gate.enter(2, urgency::new_payment, t0));
  CHECK_FALSE(gate.enter(3, urgency::settles_doubt, t0));
  auto off = limits(1, 10);
  off.enabled = false;
  CHECK(gate.change_limits(off, t0) == tickets{2});
  CHECK(gate.enter(4, urgency::new_payment, t0) == channel::gate::refusal::switched_off);
  gate.finished(urgency::new_payment);
  CHECK(started(gate, t0) == tickets{3});
}

TEST_CASE("A rate that was not there knows of the calls of the last second") {
  channel::gate gate(limits(10, 10));
  for (channel::gate::ticket t = 1; t <= 2; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1, 2});
  CHECK(gate.change_limits(limits(10, 10, 3), t0 + 100ms).empty());
  for (channel::gate::ticket t = 3; t <= 4; ++t)
    CHECK_FALSE(gate.enter(t, urgency::new_payment, t0 + 100ms));
  CHECK(started(gate, t0 + 100ms) == tickets{3});
  CHECK(started(gate, t0 + 1100ms) == tickets{4});
}

TEST_CASE("A rate that is set on an idle channel holds up nobody") {
  channel::gate gate(limits(10, 10));
  CHECK_FALSE(gate.enter(1, urgency::new_payment, t0));
  CHECK(started(gate, t0) == tickets{1});
  CHECK(gate.change_limits(limits(10, 10, 1), t0 + 3s).empty());
  CHECK_FALSE(gate.enter(2, urgency::new_payment, t0 + 3s));
  CHECK(started(gate, t0 + 3s) == tickets{2});
}

}  // namespace sluice::test
