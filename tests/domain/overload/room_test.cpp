#include "domain/overload/room.hpp"

#include <limits>

#include "base/enumerators.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::room_test {
namespace {

using overload::room_for;
using overload::work;

TEST_CASE("the table of rooms holds") {
  for (const auto& section : read_table("overload/room_table.txt"))
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where);
      const auto all = std::stoull(line.word);
      CHECK(std::to_string(room_for(work::background_payment, all)) == line.outcome);
      std::string rest;
      for (const auto what : {work::payment, work::look, work::refund, work::always})
        rest += (rest.empty() ? "" : ", ") + std::to_string(room_for(what, all));
      CHECK(rest == line.holds);
    }
}

TEST_CASE("the most room there can be does not overflow") {
  constexpr auto all = std::numeric_limits<std::size_t>::max();
  CHECK(room_for(work::always, all) == all);
  CHECK(room_for(work::payment, all) > all / 2);
  CHECK(room_for(work::payment, all) < room_for(work::look, all));
}

}  // namespace
}  // namespace sluice::test::room_test
