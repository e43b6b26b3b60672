#include "domain/bank_card.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::card_table_test {
namespace {

/// "\x09" -> the byte 09.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\x") != 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
    i += 3;
  }
  return out;
}

std::string wrong_with(const std::string& part, const std::string& said) {
  if (part == "number") return fault_in_card_number(said).value_or("-");
  if (part == "holder") return fault_in_holder_name(said).value_or("-");
  REQUIRE(part == "bank");
  return is_bank_name(said) ? "-" : "is no name of a bank";
}

}  // namespace

TEST_CASE("What is wrong with a card is said as the written table says it") {
  for (const auto& section : read_table("card_table.txt"))
    for (const auto& line : section.lines) {
      CAPTURE(line.where);
      CHECK(wrong_with(section.name, unescaped(line.word)) == line.outcome);
      if (line.holds != "-") CHECK(shown({.number = secret(line.word)}) == line.holds);
    }
}

TEST_CASE("Nothing at all is no card, no name and no bank") {
  CHECK(fault_in_card_number("") == "has 0 digits");
  CHECK(fault_in_holder_name("") == "is blank");
  CHECK_FALSE(is_bank_name(""));
}

TEST_CASE("Of a card the log and people see its bank and four digits") {
  const bank_card one{
      .bank = "ICBC_DEBIT", .number = secret("6216261000000000018"), .holder_name = secret("li")};
  CHECK(shown(one) == "ICBC_DEBIT ***************0018");
  CHECK(shown({.number = secret("1234567")}) == "*******");
}

}  // namespace sluice::test::card_table_test
