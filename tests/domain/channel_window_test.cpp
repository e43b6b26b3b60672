#include "domain/channel_window.hpp"
#include "tests/catch.hpp"

namespace sluice::test::channel_window_test {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST_CASE("A window ends so long after the payment, or at midnight in Beijing, or never") {
  constexpr auto new_year = sys_days{std::chrono::year{2026} / 1 / 1};  // 08:00 there
  constexpr instant midnight{new_year + 16h};
  constexpr channel_window never{};
  STATIC_REQUIRE_FALSE(never.end(new_year));

  constexpr auto week = channel_window::lasting(168h);
  CHECK(week.end(new_year) == instant{new_year + 168h});

  constexpr auto same_day = channel_window::same_day();
  CHECK(same_day.end(new_year) == midnight);
  CHECK(same_day.end(midnight - 1ms) == midnight);
  CHECK(same_day.end(midnight) == midnight + 24h);
  CHECK(same_day.end(instant{}) == instant{16h});

  constexpr auto until_eleven = channel_window::same_day_until(23h);
  CHECK(until_eleven.end(new_year) == midnight - 1h);
  CHECK(until_eleven.end(midnight - 1h - 1ms) == midnight - 1h);
  CHECK(until_eleven.end(midnight - 1h) == midnight + 23h);
  CHECK(until_eleven.end(midnight) == midnight + 23h);
}

}  // namespace sluice::test::channel_window_test
