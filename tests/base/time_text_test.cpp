#include "base/time_text.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

std::string read_and_written(std::string_view text) {
  const auto at = instant_from_rfc3339(text);
  return at ? rfc3339(*at) : "nothing";
}

}  // namespace

TEST_CASE("a time that was written is read again") {
  for (const auto* text : {"2026-01-02T03:04:05.678Z", "0000-01-01T00:00:00.000Z",
                           "9999-12-31T23:59:59.999Z", "2024-02-29T12:00:00.001Z"})
    CHECK(read_and_written(text) == text);
}

TEST_CASE("a time in any offset, case and precision is read") {
  CHECK(read_and_written("2026-01-02T03:04:05Z") == "2026-01-02T03:04:05.000Z");
  CHECK(read_and_written("2026-01-02t03:04:05.5z") == "2026-01-02T03:04:05.500Z");
  CHECK(read_and_written("2026-01-02T03:04:05.123999Z") == "2026-01-02T03:04:05.123Z");
  CHECK(read_and_written("2026-01-02T03:04:05+08:00") == "2026-01-01T19:04:05.000Z");
  CHECK(read_and_written("2025-12-31T23:30:00.25-01:45") == "2026-01-01T01:15:00.250Z");
  CHECK(read_and_written("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00.000Z");
}

TEST_CASE("what is no time, or not a whole one, is not read") {
  for (const auto* text :
       {"", "2026", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02 03:04:05Z",
        "2026-01-02T03:04Z", "2026-13-02T03:04:05Z", "2026-02-29T03:04:05Z", "2026-01-02T24:00:00Z",
        "2026-01-02T03:60:05Z", "2026-01-02T03:04:61Z", "2026-01-02T03:04:05.Z",
        "2026-01-02T03:04:05+0800", "2026-01-02T03:04:05+24:00", "2026-01-02T03:04:05Z ",
        " 2026-01-02T03:04:05Z", "1767323045000", "+026-01-02T03:04:05Z"})
    CHECK(read_and_written(text) == "nothing");
}
