// Terms of settlement that there can be, and such that there cannot, by a text table.

#include "domain/settlement/terms.hpp"

#include "base/enumerators.hpp"
#include "tests/catch.hpp"
#include "tests/domain/settlement/terms_text.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::terms_test {

using namespace settlement;

TEST_CASE("terms of settlement have the faults that the table says") {
  for (const auto& section : read_table("settlement/terms_table.txt"))
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      const auto f = fault_in(terms_in(named_values(line.word)));
      CHECK((f ? f->field : "-") == line.outcome);
      CHECK((f ? f->message : "-") == line.holds);
    }
}

TEST_CASE("what terms of settlement choose from has names that are read again") {
  for (const auto w : enumerators<when_short>) CHECK(when_short_from_name(name_of(w)) == w);
  for (const auto b : enumerators<begun_by>) CHECK(begun_by_from_name(name_of(b)) == b);
  CHECK_FALSE(when_short_from_name("debit"));
  CHECK_FALSE(begun_by_from_name(""));
}

}  // namespace sluice::test::terms_test
