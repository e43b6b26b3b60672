// A message goes round the engine: it is done when everybody who does the work has taken it.
#include "actors/mail/round_trip.hpp"

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("a round is done when all have passed it, and not before") {
  stage s;
  s.open();
  const auto round = s.everyone->send_round(s.clock);
  CHECK_FALSE(round->is_done());
  s.run_once();
  CHECK_FALSE(round->is_done());
  s.run();
  CHECK(round->is_done());
}

TEST_CASE("how long a message waited is told of the slowest of each kind") {
  const auto clock = std::make_shared<stage_clock>();
  round_trip round(3, clock);
  round.passed(round_stop::orders);
  clock->origin += millis{250};
  round.passed(round_stop::orders);
  CHECK_FALSE(round.is_done());
  round.passed(round_stop::log_writer);
  CHECK(round.is_done());
  CHECK(round.waited()[static_cast<std::size_t>(round_stop::orders)] == millis{250});
  CHECK(round.waited()[static_cast<std::size_t>(round_stop::channels)] == millis{0});
}
