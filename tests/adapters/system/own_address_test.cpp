#include "adapters/system/own_address.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("An address is this machine's if a call can leave from it") {
  CHECK(is_own_address("127.0.0.1"));
  CHECK_FALSE(is_own_address("192.0.2.7"));  // of documentation: nobody's
  CHECK_FALSE(is_own_address("2001:db8::7"));
  CHECK_FALSE(is_own_address("localhost"));
}
