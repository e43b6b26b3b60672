// Notices that cannot be, and what several of them together say.

#include "domain/settlement/calendar.hpp"

#include "tests/catch.hpp"
#include "tests/domain/settlement/days.hpp"

namespace sluice::test::calendar_test {
namespace {

using namespace settlement;

std::string kind_of(const calendar& known, const char* day) {
  const auto kind = known.kind_of(day_in(day));
  if (const auto* no = std::get_if<unknown_year>(&kind)) return to_string(*no);
  switch (std::get<day_kind>(kind)) {
    case day_kind::working: return "working";
    case day_kind::make_up: return "make_up";
    case day_kind::off: return "off";
  }
  return {};
}

}  // namespace

TEST_CASE("a notice that cannot be one says why") {
  const auto faults = [](notice n) {
    std::string out;
    for (const auto& f : faults_in(n)) out += f.what + '\n';
    return out;
  };
  const notice good{.year = 2026,
                    .source = "a table",
                    .off = {day_in("2026-01-01"), day_in("2025-12-31")},
                    .make_up = {day_in("2026-01-04")}};
  CHECK(faults(good).empty());
  auto n = good;
  n.year = 20'260;
  CHECK(faults(n).starts_with("year is 20260; it must be 2000 to 2100\n"));
  n = good;
  n.version = 0;
  CHECK(faults(n) == "version is 0; the first one is 1, and each change counts on\n");
  n = good;
  n.source.clear();
  CHECK(faults(n).starts_with("source is empty; "));
  n = good;
  n.off.clear();
  CHECK(faults(n).starts_with("off is empty; "));
  n = good;
  n.off.push_back(day_in("2025-11-30"));
  n.off.push_back(day_in("2027-01-01"));
  n.make_up.push_back(day_in("2026-01-04"));
  n.make_up.push_back(day_in("2026-01-05"));
  n.make_up.push_back(day_in("2026-02-01"));
  n.off.push_back(day_in("2026-02-01"));
  CHECK(faults(n) ==
        "2025-11-30 is not of 2026 nor of the December before it\n"
        "2027-01-01 is not of 2026 nor of the December before it\n"
        "2026-01-04 is named twice\n"
        "2026-01-05 is worked anyway: a make-up day is a Saturday or Sunday\n"
        "2026-02-01 is a day off and a make-up day as well\n");
}

TEST_CASE(
    "a later notice speaks of the December before it, and a changed one takes the old one's "
    "place") {
  calendar known;
  known.put({.year = 2018, .source = "a table", .off = {day_in("2018-01-01")}});
  const auto kind = [&](const char* day) { return kind_of(known, day); };
  CHECK(kind("2018-12-29") == "off");
  CHECK(kind("2018-12-31") == "working");
  // As the notice of 2019 had it.
  known.put({.year = 2019,
             .source = "a table",
             .off = {day_in("2019-01-01"), day_in("2018-12-31"), day_in("2018-12-30")},
             .make_up = {day_in("2018-12-29")}});
  CHECK(kind("2018-12-29") == "make_up");
  CHECK(kind("2018-12-31") == "off");
  CHECK(kind("2019-05-02") == "working");
  known.put({.year = 2019,
             .version = 2,
             .source = "a table",
             .off = {day_in("2019-01-01"), day_in("2019-05-02")}});
  CHECK(kind("2019-05-02") == "off");
  CHECK(
      kind("2020-01-01") ==
      "nothing is known of the working days of 2020: there is no calendar of that year, and it is "
      "not guessed");
  CHECK(known.notices().size() == 2);
  CHECK(known.notices().at(2019).version == 2);
}

}  // namespace sluice::test::calendar_test
