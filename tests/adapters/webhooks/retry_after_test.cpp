#include "adapters/webhooks/retry_after.hpp"

#include "base/time_text.hpp"
#include "tests/catch.hpp"

namespace sluice::test::retry_after_test {
using sluice::webhooks::retry_after_of;

TEST_CASE("Retry-After is seconds or a date") {
  const auto now = *instant_from_rfc3339("2026-01-02T03:04:05.500Z");
  CHECK(retry_after_of("0", now) == millis{0});
  CHECK(retry_after_of("120", now) == millis{120'000});
  CHECK(retry_after_of("Fri, 02 Jan 2026 03:05:05 GMT", now) == millis{59'500});
  CHECK(retry_after_of("Friday, 02-Jan-26 03:05:05 GMT", now) == millis{59'500});  // obsolete form
  CHECK(retry_after_of("Fri, 31 Dec 1999 23:59:59 GMT", now) == millis{0});
}

TEST_CASE("of more digits than there is time the first count, and what is no time is nothing") {
  CHECK(retry_after_of(std::string(400, '9'), instant{}) == millis{9'999'999'999'000});
  for (const auto* text : {"", "soon", "-1", "1.5", "12 s", " "})
    CHECK_FALSE(retry_after_of(text, instant{}));
}

}  // namespace sluice::test::retry_after_test
