#include "domain/channel/connection_book.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::connection_table_test {
namespace {

using channel::connection_book;

constexpr instant t0{millis{1'700'000'000'000}};
constexpr std::uint32_t most = 2;

/// "1500 open 3"
std::string take(connection_book& book, const std::string& word) {
  const auto w = parts_of(word, ' ');
  const auto now = t0 + millis{std::stoi(w.at(0))};
  if (w.at(1) == "look") return "-";
  const channel::connection_number which = std::stoi(w.at(2));
  if (w[1] == "open") return book.open(which, most, now) ? "yes" : "no";
  if (w[1] == "idle") return book.is_idle(which, now), "-";
  REQUIRE(w[1] == "closed");
  return book.closed(which), "-";
}

std::string most_calls(const connection_book& book, const std::string& word) {
  const auto now = t0 + millis{std::stoi(word)};
  std::uint32_t calls = 0;
  while (book.has_room_for(calls + 1, most, now)) ++calls;
  return std::to_string(calls);
}

}  // namespace

TEST_CASE("How many calls the connections of a host allow is as the table says") {
  for (const auto& section : read_table("channel/connection_table.txt")) {
    INFO(section.name);
    connection_book book;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      CHECK(take(book, line.word) == line.outcome);
      CHECK(most_calls(book, line.word) == line.holds);
    }
  }
}

}  // namespace sluice::test::connection_table_test
