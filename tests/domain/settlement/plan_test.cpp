// What becomes available and what is settled, by a text table.

#include "domain/settlement/plan.hpp"

#include "base/enumerators.hpp"
#include "tests/catch.hpp"
#include "tests/domain/settlement/days.hpp"
#include "tests/domain/settlement/terms_text.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::plan_test {
namespace {

using namespace settlement;

/// "2026-01-01:5,2026-01-02:6"
template <class Part>
std::vector<Part> dated_amounts(const std::string& text) {
  std::vector<Part> out;
  for (const auto& part : parts_of(text, ','))
    out.push_back({day_in(part.substr(0, 10)), std::stoll(part.substr(11))});
  return out;
}

standing standing_in(std::map<std::string, std::string> said) {
  const auto number = [&](const char* name) {
    return said.contains(name) ? std::stoll(said[name]) : 0;
  };
  return {.pending = dated_amounts<lot>(said["lots"]),
          .reserve = dated_amounts<kept>(said["kept"]),
          .available = number("available"),
          .debt = number("debt")};
}

std::string n(std::int64_t number) { return std::to_string(number); }

std::string becomes_available(const plan& p) {
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
  for (const auto& l : p.lots)
    add(ledger::text_of(l.what.earned_on) + " due " + ledger::text_of(l.due) + ": debt " +
        n(l.to_debt) + " reserve " + n(l.to_reserve) + " available " + n(l.to_available) +
        (l.kept_until == 0 ? "" : " until " + ledger::text_of(l.kept_until)));
  for (const auto& r : p.reserve)
    add("kept " + ledger::text_of(r.what.until) + ": debt " + n(r.to_debt) + " available " +
        n(r.to_available));
  for (const auto& u : p.undated_lots)
    add(ledger::text_of(u.what.earned_on) + " undated " + n(u.because.year));
  return out.empty() ? "-" : out;
}

std::string stands(const plan& p) {
  std::string pays;
  for (const auto one : p.settles.payouts) pays += ' ' + n(one);
  if (pays.empty()) pays = " nothing";
  const auto why = p.settles.because;
  return "available " + n(p.available) + " reserved " + n(p.reserved) + " debt " + n(p.debt) +
         ", pays" + pays + ", left " + n(p.settles.left) +
         (why == why_left::nothing_is ? "" : ": " + std::string(name_of(why)));
}

}  // namespace

TEST_CASE("plans are what the table says") {
  const auto known = known_days();
  for (const auto& section : read_table("settlement/plan_table.txt"))
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      const auto said = named_values(line.word);
      const auto t = terms_in(said);
      REQUIRE_FALSE(fault_in(t));
      const auto made = plan_of(standing_in(said), t, known, day_in(said.at("today")));
      if (const auto* no = std::get_if<impossible_standing>(&made)) {
        CHECK(line.outcome == "-");
        CHECK(no->what == line.holds);
      } else {
        CHECK(becomes_available(std::get<plan>(made)) == line.outcome);
        CHECK(stands(std::get<plan>(made)) == line.holds);
      }
    }
}

TEST_CASE("no day has more payouts than somebody can look at") {
  const auto s = payouts_of(2500, {.most_minor = 1});
  CHECK(s.payouts.size() == most_payouts);
  CHECK(s.left == 1500);
  CHECK(s.because == why_left::too_many_payouts);
}

TEST_CASE("every reason why something is left has a name and a sentence of its own") {
  std::vector<std::string_view> seen;
  for (const auto w : enumerators<why_left>)
    for (const auto text : {name_of(w), says(w)}) {
      CHECK(std::ranges::find(seen, text) == seen.end());
      seen.push_back(text);
    }
}

}  // namespace sluice::test::plan_test
