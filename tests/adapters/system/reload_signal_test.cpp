#include "adapters/system/reload_signal.hpp"

#include <unistd.h>

#include <csignal>

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("a signal to reload is seen once, and ends nobody") {
  reload_signal reload;
  CHECK_FALSE(reload.has_come());
  ::kill(::getpid(), SIGHUP);
  CHECK(reload.has_come());
  CHECK_FALSE(reload.has_come());
}
