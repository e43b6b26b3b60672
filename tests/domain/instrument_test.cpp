#include "domain/instrument.hpp"

#include "domain/channel/path.hpp"
#include "tests/catch.hpp"

namespace sluice::instrument_test {
namespace {

TEST_CASE("An instrument is a method, or a method and its bank") {
  CHECK(instrument_from_text("debit_card") == instrument("debit_card"));
  CHECK(instrument_from_text("debit_card/icbc") == instrument("debit_card", "icbc"));
  const instrument card("debit_card", "icbc");
  CHECK(card.text() == "debit_card/icbc");
  CHECK(card.method() == "debit_card");
  CHECK(card.bank() == "icbc");
  CHECK(instrument("debit_card").bank().empty());
}

TEST_CASE("An instrument that nobody has named is empty") {
  CHECK_FALSE(instrument().is_said());
  CHECK(instrument().text().empty());
  CHECK(instrument().method().empty());
  CHECK(instrument() != instrument("debit_card"));
}

TEST_CASE("What is no instrument is not read") {
  const std::string longest(32, 'a');
  CHECK(instrument_from_text(longest + '/' + longest));
  for (const auto& text : {std::string(""), std::string("/icbc"), std::string("debit_card/"),
                           std::string("debit_card//icbc"), std::string("a/b/c"),
                           std::string("Debit"), std::string("debit card"), longest + 'a',
                           "a/" + longest + 'a', std::string("\xe5\x8d\xa1")})
    CHECK_FALSE(instrument_from_text(text));
}

TEST_CASE("A path leads through its method to the whole channel") {
  const channel::path bank{instrument("debit_card", "icbc")};
  CHECK(bank.text() == "debit_card/icbc");
  CHECK(bank.parent() == channel::path{"debit_card"});
  CHECK(bank.parent().parent().is_whole_channel());
  CHECK(channel::path{instrument()}.is_whole_channel());
}

}  // namespace
}  // namespace sluice::instrument_test
