#include "adapters/config/units.hpp"

#include "tests/catch.hpp"

namespace sluice::test::units_test {
TEST_CASE("durations are whole numbers with a unit") {
  CHECK(duration_from_text("500ms") == millis{500});
  CHECK(duration_from_text("10s") == millis{10'000});
  CHECK(duration_from_text("2m") == millis{120'000});
  CHECK(duration_from_text("24h") == millis{86'400'000});
  CHECK(duration_from_text("7d") == millis{604'800'000});
  CHECK(duration_from_text("0s") == millis{0});
}

TEST_CASE("anything else is not a duration") {
  for (const auto* text : {"", "10", "s", "1.5s", "-1s", " 1s", "1s ", "1 s", "1S", "1m30s", "+1s",
                           "9223372036854775807s", "99999999999999999999s"})
    CHECK(duration_from_text(text) == std::nullopt);
}

TEST_CASE("durations are printed in the largest exact unit and read back") {
  CHECK(to_text(millis{1500}) == "1500ms");
  CHECK(to_text(millis{120'000}) == "2m");
  CHECK(to_text(millis{0}) == "0s");
  for (const std::int64_t ms : {1, 999, 1000, 60'000, 86'400'000, 86'400'001})
    CHECK(duration_from_text(to_text(millis{ms})) == millis{ms});
}

TEST_CASE("sizes have binary units") {
  CHECK(bytes_from_text("64KiB") == 65'536U);
  CHECK(bytes_from_text("256MiB") == 268'435'456U);
  CHECK(bytes_from_text("3B") == 3U);
  CHECK(bytes_from_text("64KB") == std::nullopt);
  CHECK(bytes_from_text("64") == std::nullopt);
  CHECK(bytes_to_text(268'435'456U) == "256MiB");
}

}  // namespace sluice::test::units_test
