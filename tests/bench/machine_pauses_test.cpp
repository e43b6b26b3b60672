#include "bench/load/machine_pauses.hpp"

#include <sys/wait.h>

#include <cerrno>

#include "tests/catch.hpp"

namespace sluice::test::machine_pauses_test {
using namespace sluice::bench;

TEST_CASE("pauses of several cores that overlap are one") {
  const pause_record seen{{{50, 60}, {10, 20}, {15, 30}, {30, 35}}};
  CHECK(seen.within(0, 100).count == 2);
  CHECK(seen.within(0, 100).covered == 35);
  CHECK(seen.within(0, 100).longest == 25);
  CHECK(seen.within(55, 100).covered == 5);
  CHECK(seen.within(36, 49).count == 0);
}

TEST_CASE("a life overlaps a pause when they share an instant") {
  const pause_record seen{{{10, 20}, {50, 60}}};
  CHECK(seen.overlaps(0, 10));
  CHECK(seen.overlaps(20, 30));
  CHECK(seen.overlaps(12, 13));
  CHECK(seen.overlaps(0, 100));
  CHECK_FALSE(seen.overlaps(0, 9));
  CHECK_FALSE(seen.overlaps(21, 49));
  CHECK_FALSE(seen.overlaps(61, 70));
  CHECK_FALSE(pause_record{}.overlaps(0, 100));
}

TEST_CASE("the control leaves no process behind") {
  {
    const pause_control control;
    if (!control.permitted()) WARN("no right to real-time priority: pauses cannot be told here");
    static_cast<void>(control.seen());
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

}  // namespace sluice::test::machine_pauses_test
