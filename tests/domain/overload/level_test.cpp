#include "domain/overload/level.hpp"

#include <array>

#include "base/enumerators.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::level_test {
namespace {

using overload::level;
using overload::work;

constexpr std::array<std::pair<work, std::string_view>, 5> kinds{
    {{work::background_payment, "background_payment"},
     {work::payment, "payment"},
     {work::look, "look"},
     {work::refund, "refund"},
     {work::always, "always"}}};

std::string taken_at(level now) {
  std::string out;
  for (const auto& [what, name] : kinds)
    if (takes(now, what)) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

TEST_CASE("the table of levels holds") {
  for (const auto& section : read_table("overload/level_table.txt")) {
    auto now = level::normal;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where);
      now = level_of({std::stoull(line.word) * 10'000'000, 1'000'000'000}, now);
      CHECK(name_of(now) == line.outcome);
      CHECK(taken_at(now) == line.holds);
    }
  }
}

TEST_CASE("Where no limit is known nothing is given up") {
  CHECK(overload::level_of({1ULL << 60, 0}, level::normal) == level::normal);
  CHECK(overload::level_of({1ULL << 60, 0}, level::drains) == level::normal);
}

TEST_CASE("The largest memory there can be has its levels, too") {
  constexpr auto all = ~std::uint64_t{0};
  CHECK(overload::level_of({all / 100 * 79, all}, level::normal) == level::normal);
  CHECK(overload::level_of({all, all}, level::normal) == level::drains);
}

}  // namespace
}  // namespace sluice::test::level_test
