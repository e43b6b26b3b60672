#include "adapters/system/note_limiter.hpp"

#include "tests/catch.hpp"

using namespace sluice;
using std::chrono::milliseconds;

namespace {

const note_limiter::limits few{.window = milliseconds{1000}, .equal_notes = 2, .same_event = 4};
const note_limiter::moment start{};

note about(const std::string& order, severity level = severity::warning) {
  return {.level = level,
          .event = "call_failed",
          .message = "No answer.",
          .fields = {{"order", order}}};
}

}  // namespace

TEST_CASE("equal notes pass a few times per window, and the rest are counted") {
  note_limiter limiter(few);
  CHECK(limiter.admit(about("1"), start) == 0U);
  CHECK(limiter.admit(about("1"), start) == 0U);
  CHECK(limiter.admit(about("1"), start) == std::nullopt);
  CHECK(limiter.admit(about("1"), start) == std::nullopt);
  CHECK(limiter.admit(about("1"), start + milliseconds{1000}) == 2U);
  CHECK(limiter.admit(about("1"), start + milliseconds{1001}) == 0U);
}

TEST_CASE("different notes of one event are limited together") {
  note_limiter limiter(few);
  for (const auto* order : {"1", "2", "3", "4"}) CHECK(limiter.admit(about(order), start) == 0U);
  CHECK(limiter.admit(about("5"), start) == std::nullopt);
  CHECK(limiter.admit({.event = "another"}, start) == 0U);
  CHECK(limiter.admit(about("6"), start + milliseconds{1000}) == 1U);
}

TEST_CASE("every different critical note passes") {
  note_limiter limiter(few);
  for (int i = 0; i < 100; ++i)
    CHECK(limiter.admit(about(std::to_string(i), severity::critical), start) == 0U);
  CHECK(limiter.admit(about("0", severity::critical), start) == 0U);
  CHECK(limiter.admit(about("0", severity::critical), start) == std::nullopt);
}
