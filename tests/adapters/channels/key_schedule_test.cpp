#include "adapters/channels/key_schedule.hpp"

#include "tests/catch.hpp"

namespace sluice::test::key_schedule_test {

using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr instant start{hours{24}};
constexpr auto hourly = std::optional<millis>(hours{1});
constexpr auto only_when_named = std::optional<millis>();

/// Something was fetched at `start`.
key_schedule fetched() {
  key_schedule out;
  REQUIRE(out.begin(start, hourly) == "");
  out.ended(true, 0);
  return out;
}

}  // namespace

TEST_CASE("keys are fetched at once, then regularly, a little early by chance") {
  auto schedule = fetched();
  CHECK_FALSE(schedule.begin(start + minutes{59}, hourly));
  CHECK(schedule.begin(start + hours{1}, hourly) == "");
  constexpr std::uint64_t five_minutes = 300'000;
  schedule.ended(true, five_minutes);
  CHECK_FALSE(schedule.begin(start + hours{1} + minutes{54}, hourly));
  CHECK(schedule.begin(start + hours{1} + minutes{55}, hourly) == "");
}

TEST_CASE("what is fetched when it is named is not fetched before") {
  key_schedule schedule;
  CHECK_FALSE(schedule.begin(start, only_when_named));
  schedule.named("A1", key_witness::notification);
  CHECK(schedule.begin(start, only_when_named) == "A1");
  schedule.ended(true, 0);
  CHECK_FALSE(schedule.begin(start + hours{9}, only_when_named));
}

TEST_CASE("an unknown key is fetched at once, but at most once a minute, and one at a time") {
  auto schedule = fetched();
  schedule.named("A1", key_witness::answer);
  CHECK_FALSE(schedule.begin(start + minutes{1} - millis{1}, hourly));
  CHECK(schedule.begin(start + minutes{1}, hourly) == "A1");
  schedule.named("A2", key_witness::answer);
  CHECK_FALSE(schedule.begin(start + minutes{9}, hourly));
  schedule.ended(true, 0);
  CHECK(schedule.begin(start + minutes{9}, hourly) == "A2");
}

TEST_CASE("a key that is named once more while it is fetched is not fetched again") {
  for (const auto by : {key_witness::answer, key_witness::notification}) {
    auto schedule = fetched();
    schedule.named("A1", by);
    REQUIRE(schedule.begin(start + minutes{1}, only_when_named) == "A1");
    schedule.named("A1", by);
    schedule.ended(true, 0);
    CHECK_FALSE(schedule.begin(start + minutes{9}, only_when_named));
  }
}

TEST_CASE("what a stranger's notification names cannot push out what an answer has named") {
  auto schedule = fetched();
  schedule.named("A1", key_witness::answer);
  schedule.named("F1", key_witness::notification);
  schedule.named("F2", key_witness::notification);
  CHECK(schedule.begin(start + minutes{1}, hourly) == "A1");
  schedule.ended(true, 0);
  CHECK(schedule.begin(start + minutes{2}, hourly) == "F1");
}

TEST_CASE("at a channel that is down fetches get rare; one that answers is asked at once") {
  auto schedule = fetched();
  auto now = start + hours{1};
  for (const auto pause : {2, 4, 8, 15, 15}) {
    REQUIRE(schedule.begin(now, hourly) == "");
    schedule.ended(false, 0);
    CHECK_FALSE(schedule.begin(now + minutes{pause} - millis{1}, hourly));
    now += minutes{pause};
  }
  REQUIRE(schedule.begin(now, hourly) == "");
  schedule.ended(false, 0);
  schedule.named("F1", key_witness::notification);
  CHECK_FALSE(schedule.begin(now + minutes{1}, hourly));
  schedule.named("A1", key_witness::answer);
  CHECK(schedule.begin(now + minutes{1}, hourly) == "A1");
}

}  // namespace sluice::test::key_schedule_test
