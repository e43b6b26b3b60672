// Working days and due days, by a text table, and against counting day by day.

#include "domain/settlement/due.hpp"

#include "domain/ledger/day.hpp"
#include "tests/catch.hpp"
#include "tests/domain/settlement/days.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::due_test {
namespace {

using namespace settlement;

std::string text_of(const unknown_year& y) { return std::to_string(y.year) + '?'; }
std::string text_of(day_number day) { return ledger::text_of(day); }
std::string text_of(day_kind k) {
  return k == day_kind::working ? "working" : k == day_kind::make_up ? "make_up" : "off";
}
template <class Value>
std::string text_of(const std::variant<Value, unknown_year>& said) {
  return std::visit([](const auto& one) { return text_of(one); }, said);
}

std::string due(const std::string& asked, bool make_up_days_settle, const calendar& known) {
  const auto words = parts_of(asked, ' ');
  auto c = cycle_from_text(words.at(1)).value();
  if (words.size() > 2) c.on_settling_days = true;
  c.make_up_days_settle = make_up_days_settle;
  return text_of(due_day(day_in(words.at(0)), c, known));
}

}  // namespace

TEST_CASE("days are due when the table says") {
  const auto all = read_table("settlement/due_table.txt");
  const auto known = known_days();
  for (const auto& section : all)
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      if (section.name == "notice") continue;
      if (section.name == "days") {
        CHECK(text_of(known.kind_of(day_in(line.word))) == line.outcome);
      } else {
        CHECK(due(line.word, true, known) == line.outcome);
        CHECK(due(line.word, false, known) == line.holds);
      }
    }
}

TEST_CASE("a due day is a day that settles, with so many before it, and waits for no later one") {
  const auto known = known_days();
  for (const bool make_up : {true, false})
    for (std::uint32_t n = 0; n <= 8; ++n) {
      const cycle c{.days = n, .make_up_days_settle = make_up};
      day_number before = 0;
      for (auto day = day_in("2024-01-01"); day < day_in("2026-12-01"); ++day) {
        const auto to = std::get<day_number>(due_day(day, c, known));
        CAPTURE(text_of(day), to_text(c), make_up, text_of(to));
        CHECK(std::get<bool>(settles_on(to, c, known)));
        std::uint32_t passed = 0;
        for (auto d = day + 1; d <= to; ++d) passed += std::get<bool>(settles_on(d, c, known));
        const bool waits = n == 0 && !std::get<bool>(settles_on(day, c, known));
        CHECK(passed == (waits ? 1 : n));
        CHECK(to >= before);
        before = to;
      }
    }
}

TEST_CASE("cycles are written as everybody writes them") {
  for (const auto* text : {"T+0", "T+1", "D+1", "T+7", "D+90"}) {
    CAPTURE(text);
    CHECK(to_text(cycle_from_text(text).value()) == text);
  }
  for (const auto* text :
       {"", "T", "T+", "T1", "t+1", "T+91", "T+-1", "T+1 ", "W+1", "T+99999999999"})
    CHECK_FALSE(cycle_from_text(text));
}

}  // namespace sluice::test::due_test
