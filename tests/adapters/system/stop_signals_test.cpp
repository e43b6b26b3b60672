#include "adapters/system/stop_signals.hpp"

#include <unistd.h>

#include <csignal>

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("a stop signal wakes whoever waits for it") {
  for (const int number : {SIGTERM, SIGINT}) {
    stop_signals signals;
    CHECK(signals.wait_for(millis{1}) == std::nullopt);
    ::kill(::getpid(), number);
    CHECK(signals.wait() == number);
  }
}

TEST_CASE("waiting for a limited time gives the signal that came") {
  stop_signals signals;
  ::kill(::getpid(), SIGTERM);
  CHECK(signals.wait_for(millis{10'000}) == SIGTERM);
}
