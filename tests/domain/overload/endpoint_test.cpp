#include "domain/overload/endpoint_door.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::endpoint_test {
namespace {

using overload::endpoint_door;

constexpr instant t0{millis{1'700'000'000'000}};

endpoint_door door_with(const std::string& word) {
  const auto values = named_values(word);
  const auto value = [&](const char* name) {
    const auto known = values.find(name);
    return known == values.end() ? 0U : static_cast<std::uint32_t>(std::stoul(known->second));
  };
  return {"order.create",
          {.per_second = value("per_second"),
           .burst = value("burst"),
           .max_in_flight = value("max_in_flight")}};
}

std::string text_of(const std::optional<rejection>& no) {
  if (!no) return "taken";
  if (no->code == rejection_code::busy) return "when one is answered";
  CHECK(no->code == rejection_code::limit_exceeded);
  return no->message.substr(no->message.rfind("in "));
}

/// "ask 3"
std::string take(std::optional<endpoint_door>& door, const std::string& word, instant now) {
  const auto w = parts_of(word, ' ');
  if (w.at(0) == "limits") return door.emplace(door_with(word)), "-";
  if (w[0] == "answer") return door->give_back(), "-";
  REQUIRE(w[0] == "ask");
  std::string last;
  for (auto n = w.size() > 1 ? std::stoi(w[1]) : 1; n > 0; --n) last = text_of(door->take(now));
  return last;
}

}  // namespace

TEST_CASE("How much of an endpoint is taken is as the table says") {
  for (const auto& section : read_table("overload/endpoint_table.txt")) {
    INFO(section.name);
    std::optional<endpoint_door> door;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.outcome);
      CHECK(take(door, line.outcome, t0 + millis{std::stoi(line.word)}) == line.holds);
    }
  }
}

TEST_CASE("Who asks too much of an endpoint is told of which, how much, and when to come again") {
  endpoint_door door("order.create", {.per_second = 200, .burst = 50, .max_in_flight = 51});
  for (int i = 0; i < 50; ++i) REQUIRE_FALSE(door.take(t0));
  CHECK(door.take(t0)->message ==
        "200 requests a second of order.create are taken, and 50 at once; send it again in 5 ms");
  REQUIRE_FALSE(door.take(t0 + millis{5}));
  CHECK(door.take(t0 + millis{10})->message ==
        "51 requests of order.create may be in work at once, and as many are; send it again when "
        "one of them has been answered");
  CHECK(is_retryable(rejection_code::limit_exceeded));
  CHECK(is_retryable(rejection_code::busy));
}

}  // namespace sluice::test::endpoint_test
