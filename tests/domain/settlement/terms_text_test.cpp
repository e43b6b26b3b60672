// Terms of settlement as people write them, by a text table.

#include "domain/settlement/terms_text.hpp"

#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::terms_text_test {

using namespace settlement;

TEST_CASE("terms of settlement are written and read as the table says") {
  for (const auto& section : read_table("settlement/terms_text_table.txt"))
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      const auto read = terms_from_text(line.word);
      if (const auto* wrong = std::get_if<std::string>(&read)) {
        CHECK(line.outcome == "-");
        CHECK(*wrong == line.holds);
        continue;
      }
      const auto& t = std::get<terms>(read);
      CHECK(to_text(t) == line.outcome);
      CHECK(std::get<terms>(terms_from_text(to_text(t))) == t);
      const auto f = fault_in(t);
      CHECK((f ? f->field : "-") == line.holds);
    }
}

TEST_CASE("terms of which nothing is said are no text") {
  CHECK(std::get<std::string>(terms_from_text("")).starts_with("has a word that is none"));
  CHECK(std::get<std::string>(terms_from_text("cycle=T+1  begins=person"))
            .starts_with("has a word that is none"));
}

}  // namespace sluice::test::terms_text_test
