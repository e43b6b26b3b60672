// While an order's write is under way its further commands wait, a bounded number of them, and
// whoever has waited for long enough is told as soon as something is durable.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_stash_test {
namespace {

const revoke_order revoke_first{first_order, {}};

/// As if this caller's response limit passed while the order's next write is under way.
void hurry_at_next_decision(stage& s, token who) {
  s.clock->on_decision = [&s, who, is_done = false]() mutable {
    if (std::exchange(is_done, true)) return;
    caf::anon_send(s.everyone->orders().of(first_order),
                   batch<order_message>{
                       {{.order = first_order, .what = hurry{}, .waits = waiter{.who = who}}}});
  };
}

}  // namespace

TEST_CASE("a caller whose limit passes while its command is being written is told once it is") {
  stage s;
  s.open();
  hurry_at_next_decision(s, 1);
  s.ask(stage::order_request("A-1"));
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "processing");
}

TEST_CASE("whoever is hurried, nobody else who waits for a write is") {
  stage s;
  s.open();
  hurry_at_next_decision(s, 7);
  s.ask(stage::order_request("A-1"));
  CHECK(s.answers.empty());
}

TEST_CASE("a caller whose limit passes while its command waits is told once that is written") {
  stage s;
  s.open();
  hurry_at_next_decision(s, 2);
  s.submit(stage::order_request("A-1"));
  s.submit(revoke_first);
  for (int i = 0; i < 2; ++i) s.submit(revoke_first);  // may wait on
  s.run();
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().detail == "revoking");
}

TEST_CASE("only so many commands wait for a write; whoever comes then is to come again") {
  stage s;
  s.settings.max_stash_per_order = 1;
  s.open();
  s.submit(stage::order_request("A-1"), reply_when::accepted);
  s.submit(revoke_first, reply_when::accepted);
  s.submit(get_order{first_order});
  s.run();
  REQUIRE(s.answers.size() == 3);
  CHECK(std::get<rejection>(s.answers[0]).code == rejection_code::busy);
  CHECK(std::get<order_view>(s.answers[1]).detail == "attempting");
  CHECK(s.last_order().detail == "revoking");
}

}  // namespace sluice::test::order_stash_test
