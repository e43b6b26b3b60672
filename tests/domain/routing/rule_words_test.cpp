#include "domain/routing/rule_words.hpp"
#include "tests/catch.hpp"

namespace sluice::routing::test::rule_words_test {

TEST_CASE("hours of a day are read as they are written, and nothing else is") {
  for (const std::string good : {"22:00-06:00", "00:00-23:59", "09:30-09:31"}) {
    INFO(good);
    const auto read = day_time_from_text(good);
    REQUIRE(read.has_value());
    CHECK(text_of(*read) == good);
  }
  CHECK(day_time_from_text("22:00-06:30") == day_time{22 * 60, 6 * 60 + 30});
  for (const auto* bad : {"", "22:00", "24:00-06:00", "22:60-06:00", "22:00-06:0", "22:00_06:00",
                          "2200-0600", "22:00-06:00 ", "-1:00-06:00", "aa:bb-cc:dd"}) {
    INFO(bad);
    CHECK_FALSE(day_time_from_text(bad).has_value());
  }
}

TEST_CASE("days of the week have one bit each, from Monday") {
  CHECK(weekday_from_name("mon") == 1);
  CHECK(weekday_from_name("sun") == 64);
  CHECK(weekday_from_name("Monday") == 0);
  CHECK(names_of_weekdays(0).empty());
  CHECK(names_of_weekdays(0x41) == std::vector<std::string>{"mon", "sun"});
}

TEST_CASE("a clock's distance from UTC is read as it is written") {
  CHECK(utc_offset_from_text("+08:00") == 480);
  CHECK(utc_offset_from_text("-03:30") == -210);
  CHECK(text_of_utc_offset(480) == "+08:00");
  CHECK(text_of_utc_offset(-210) == "-03:30");
  CHECK(text_of_utc_offset(0) == "+00:00");
  for (const auto* bad : {"", "08:00", "+8:00", "+08", "+08:60", "+0800"}) {
    INFO(bad);
    CHECK_FALSE(utc_offset_from_text(bad).has_value());
  }
}

}  // namespace sluice::routing::test::rule_words_test
