#include "actors/follow/follower_progress.hpp"

#include "tests/catch.hpp"

using namespace sluice;
using namespace std::chrono_literals;

namespace {

constexpr follower_pace pace{
    .most_at_once = 8, .save_every = 20, .first_pause = 1s, .longest_pause = 5s};

void take(follower_progress& p, int records) {
  for (int i = 0; i < records; ++i) p.took();
}

}  // namespace

TEST_CASE("the cursor moves when what was taken has arrived, and is worth saving at once") {
  follower_progress p(100, pace);
  take(p, 3);
  CHECK(p.next() == 104);
  CHECK(p.proven() == 100);
  CHECK(p.must_flush());
  CHECK_FALSE(p.should_save());
  p.arrived();
  CHECK(p.proven() == 103);
  CHECK(p.should_save());
  p.saved();
  CHECK_FALSE(p.should_save());
  CHECK(p.is_saved());
}

TEST_CASE("what did not arrive comes again, one record at a time until that works") {
  follower_progress p(0, pace);
  take(p, 8);
  CHECK(p.left_in_turn() == 0);
  p.did_not_arrive();
  p.failed();
  CHECK(p.next() == 1);
  CHECK(p.left_in_turn() == 1);
  std::uint32_t all = 0;
  for (const std::uint32_t at_once : {1U, 2U, 4U, 8U, 8U}) {
    CHECK(p.left_in_turn() == at_once);
    take(p, static_cast<int>(at_once));
    p.arrived();
    all += at_once;
  }
  CHECK(p.proven() == all);
  CHECK(p.failures_in_a_row() == 0);
}

TEST_CASE("records that are only passed over need no flush and are seldom worth a bookmark") {
  follower_progress p(0, pace);
  for (int i = 0; i < 19; ++i) {
    p.passed_over();
    CHECK_FALSE(p.must_flush());
    if (p.left_in_turn() == 0) p.arrived();
  }
  p.arrived();
  CHECK(p.proven() == 19);
  CHECK_FALSE(p.should_save());
  CHECK_FALSE(p.is_saved());
  p.passed_over();
  p.arrived();
  CHECK(p.should_save());
}

TEST_CASE("pauses after failures double up to the longest, and a success forgets them") {
  follower_progress p(0, pace);
  std::vector<millis> pauses;
  for (int i = 0; i < 5; ++i) {
    p.failed();
    pauses.push_back(p.pause());
  }
  CHECK(pauses == std::vector<millis>{1s, 2s, 4s, 5s, 5s});
  p.arrived();  // of nothing
  CHECK(p.failures_in_a_row() == 5);
  p.took();
  p.arrived();
  CHECK(p.failures_in_a_row() == 0);
}

TEST_CASE("what nobody hears is saved as seldom as what was only passed over") {
  follower_progress p(0, {.most_at_once = 8, .save_every = 20, .is_heard = false});
  take(p, 8);
  CHECK(p.must_flush());
  p.arrived();
  CHECK(p.proven() == 8);
  CHECK_FALSE(p.should_save());
  CHECK_FALSE(p.is_saved());  // a stop saves it all the same
  take(p, 8);
  p.arrived();
  take(p, 4);
  p.arrived();
  CHECK(p.should_save());
}
