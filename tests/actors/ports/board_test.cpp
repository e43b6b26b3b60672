#include "actors/ports/board.hpp"

#include "tests/catch.hpp"

namespace sluice::board_test {
namespace {

using channel::breaker_phase;
using channel::path;
using channel::standing;

const channel_id wechat{"wechat"};
const path whole;
const path card{"card"};
const path icbc{"card/icbc"};

TEST_CASE("What nobody has told of takes payments, what there is not does not") {
  const board b({wechat});
  CHECK(b.standing_of(wechat, whole) == standing{});
  CHECK(b.standing_of(wechat, icbc) == standing{});
  CHECK(b.standing_of(channel_id{"other"}, whole).phase == breaker_phase::open);
}

TEST_CASE("The board tells what it was told, to the last figure") {
  board b({wechat});
  for (const auto& s :
       {standing{.phase = breaker_phase::half_open,
                 .is_forced = true,
                 .wants_probe = true,
                 .has_room = false,
                 .good = 127,
                 .counted = 128,
                 .generation = 0xfffffffe},
        standing{.phase = breaker_phase::closed, .good = 0, .counted = 1, .generation = 1},
        standing{.phase = breaker_phase::open, .is_forced = true, .good = 128, .counted = 128}}) {
    b.tell(wechat, whole, s);
    CHECK(b.standing_of(wechat, whole) == s);
    b.tell(wechat, card, s);
    b.tell(wechat, whole, {});
    CHECK(b.standing_of(wechat, card) == s);
  }
}

TEST_CASE("An open way closes what lies behind it, and nothing else") {
  board b({wechat});
  b.tell(wechat, card, {.phase = breaker_phase::open, .generation = 7});
  b.tell(wechat, icbc, {.good = 3, .counted = 4, .generation = 2});
  CHECK(b.standing_of(wechat, icbc) ==
        standing{.phase = breaker_phase::open, .good = 3, .counted = 4, .generation = 7});
  CHECK(b.standing_of(wechat, path{"card/abc"}).phase == breaker_phase::open);
  CHECK(b.standing_of(wechat, whole).phase == breaker_phase::closed);
  CHECK(b.standing_of(wechat, path{"balance"}).phase == breaker_phase::closed);
}

TEST_CASE("The worst way is that of the channel itself or of any behind it") {
  board b({wechat});
  CHECK(b.worst_of(wechat) == breaker_phase::closed);
  b.tell(wechat, card, {.phase = breaker_phase::half_open});
  CHECK(b.worst_of(wechat) == breaker_phase::half_open);
  b.tell(wechat, whole, {.phase = breaker_phase::open});
  CHECK(b.worst_of(wechat) == breaker_phase::open);
  b.tell(wechat, whole, {});
  b.tell(wechat, icbc, {.phase = breaker_phase::open});
  CHECK(b.worst_of(wechat) == breaker_phase::open);
  CHECK(b.worst_of(channel_id{"other"}) == breaker_phase::open);
}

TEST_CASE("A way without figures of its own has those of the way before it") {
  board b({wechat});
  b.tell(wechat, whole, {.good = 9, .counted = 10});
  b.tell(wechat, card, {});
  CHECK(b.standing_of(wechat, icbc).counted == 10);
  b.tell(wechat, icbc, {.good = 1, .counted = 2});
  CHECK(b.standing_of(wechat, icbc).counted == 2);
}

TEST_CASE("A probe is given once") {
  board b({wechat});
  b.tell(wechat, whole, {.phase = breaker_phase::half_open, .wants_probe = true});
  CHECK(b.claim_probe(wechat, whole));
  CHECK_FALSE(b.claim_probe(wechat, whole));
  CHECK_FALSE(b.standing_of(wechat, whole).wants_probe);
  b.tell(wechat, whole, {.phase = breaker_phase::half_open, .wants_probe = true});
  CHECK(b.claim_probe(wechat, icbc));
  CHECK_FALSE(b.claim_probe(wechat, icbc));
}

TEST_CASE("Behind a half-open bank the probe is the bank's") {
  board b({wechat});
  b.tell(wechat, icbc, {.phase = breaker_phase::half_open, .wants_probe = true});
  CHECK(b.standing_of(wechat, icbc).wants_probe);
  CHECK_FALSE(b.standing_of(wechat, card).wants_probe);
  CHECK(b.claim_probe(wechat, icbc));
  CHECK_FALSE(b.claim_probe(wechat, icbc));
  b.tell(wechat, icbc, {.phase = breaker_phase::open});
  CHECK_FALSE(b.claim_probe(wechat, icbc));
}

}  // namespace
}  // namespace sluice::board_test
