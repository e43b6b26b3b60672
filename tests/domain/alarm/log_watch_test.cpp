#include "domain/alarm/log_watch.hpp"

#include <string>

#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::log_watch_test {
namespace {

constexpr instant t0{millis{1'700'006'400'000}};

struct line {
  instant at{};
  std::string place, sentence;
};

/// "59.999 a: exception 3"
line read(const std::string& word) {
  const auto blank = word.find(' '), colon = word.find(": ");
  const auto ms = static_cast<std::int64_t>(std::stod(word.substr(0, blank)) * 1000 + 0.5);
  return {t0 + millis{ms}, word.substr(blank + 1, colon - blank - 1), word.substr(colon + 2)};
}

std::string without_blanks(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  return text;
}

}  // namespace

TEST_CASE("lines of our own log are alarms as the table says") {
  for (const auto& section : read_table("alarm/log_watch_table.txt")) {
    alarm::log_watch watch;
    for (const auto& l : section.lines) {
      INFO(l.where << ": " << l.word);
      const auto said = read(l.word);
      const std::string mark(alarm::fault_mark_in(said.sentence));
      CHECK((mark.empty() ? "-" : without_blanks(mark)) == without_blanks(l.holds));
      std::string told = "-";
      if (!mark.empty())
        if (const auto lines = watch.take(said.place, said.at)) told = std::to_string(*lines);
      CHECK(told == l.outcome);
    }
  }
}

}  // namespace sluice::test::log_watch_test
