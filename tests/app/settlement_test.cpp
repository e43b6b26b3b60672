// When what was earned is due, as a person asks for it: with the calendars of the program itself.
#include "tests/app/contains.hpp"
#include "tests/app/log_of_orders.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::settlement_test {
namespace {

outcome due(std::vector<std::string> words) {
  words.insert(words.begin(), {"settlement", "due"});
  return run_sluice(words);
}

}  // namespace

TEST_CASE("sluice settlement due tells when each day's money is due, and what it does not know") {
  const auto spring = due({"--day", "2026-02-12", "--cycle", "T+1", "--days", "3"});
  CHECK(spring.status == 0);
  CHECK(spring.out ==
        "2026-02-12 Thu  T+1  2026-02-13 Fri\n"
        "2026-02-13 Fri  T+1  2026-02-14 Sat  a day worked for a holiday\n"
        "2026-02-14 Sat  T+1  2026-02-24 Tue\n");
  CHECK(due({"--day", "2026-02-13", "--cycle", "T+1", "--without-make-up-days", "--json"}).out ==
        "{\"earned_on\":\"2026-02-13\",\"cycle\":\"T+1\",\"due\":\"2026-02-24\"}\n");
  CHECK(due({"--day", "2026-03-06", "--cycle", "D+1"}).out ==
        "2026-03-06 Fri  D+1  2026-03-07 Sat  a day off\n");
  CHECK(due({"--day", "2026-03-06", "--cycle", "D+1", "--on-working-days"}).out ==
        "2026-03-06 Fri  D+1  2026-03-09 Mon\n");

  const auto far = due({"--day", "2041-01-01", "--cycle", "T+1"});
  CHECK(far.status == 1);
  CHECK(
      far.out ==
      "2041-01-01 Tue  T+1  nothing is known of the working days of 2041: there is no calendar of "
      "that year, and it is not guessed\n");
  CHECK(due({"--day", "2041-01-01", "--cycle", "T+1", "--json"}).out ==
        "{\"earned_on\":\"2041-01-01\",\"cycle\":\"T+1\",\"unknown_year\":2041}\n");
}

TEST_CASE("a calendar of one's own is taken for its year, and a wrong one is told with its line") {
  const temporary_folder folder;
  const auto file = folder.write("2041.toml",
                                 "year = 2041\nversion = 1\nsource = \"made up\"\n"
                                 "off = [2041-01-02]\nmake_up = []\n");
  CHECK(due({"--day", "2041-01-01", "--cycle", "T+1", "--calendar", file}).out ==
        "2041-01-01 Tue  T+1  2041-01-03 Thu\n");
  const auto bad = folder.write("bad.toml", "year = 2041\n\noff = [\n2040-01-02]\n");
  const auto refused = due({"--day", "2041-01-01", "--cycle", "T+1", "--calendar", bad});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.error, contains("bad.toml:1: version is missing"));
}

TEST_CASE("sluice settlement plan tells what would be settled, by the books of a log") {
  const temporary_folder folder;
  const auto data = (folder.path() / "data").string();
  {
    log_of_orders into(data, "wechat");
    into.agree(6000);
    into.pay("A", 10'000, "2026-03-02T04:00:00Z");
    into.pay("B", 50'000, "2026-03-03T04:00:00Z");
  }
  const auto plan = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"settlement", "plan", "--data", data});
    return run_sluice(words);
  };
  CHECK(plan({"--day", "2026-03-03", "--terms", "least_minor=50000"}).out ==
        "m1 on 2026-03-03, by cycle=T+1 least_minor=50000\n"
        "  2026-03-02 due 2026-03-03  99.40 CNY\n"
        "  available 99.40 CNY\n"
        "  left      99.40 CNY: what is left is less than the minimum, and waits for more\n");
  const auto all = plan({"--day", "2026-03-04", "--merchant", "m1", "--json", "--terms",
                         "cycle=T+1 least_minor=50000 reserve_parts_per_million=100000 "
                         "reserve_days=30"});
  CHECK(all.status == 0);
  CHECK(all.out ==
        "{\"merchant\":\"m1\",\"currency\":\"CNY\",\"day\":\"2026-03-04\",\"terms\":\"cycle=T+1 "
        "least_minor=50000 reserve_parts_per_million=100000 reserve_days=30\",\"lots\":["
        "{\"earned_on\":\"2026-03-02\",\"due\":\"2026-03-03\",\"minor\":9940,\"to_debt_minor\":0,"
        "\"to_reserve_minor\":994,\"to_available_minor\":8946},"
        "{\"earned_on\":\"2026-03-03\",\"due\":\"2026-03-04\",\"minor\":49700,\"to_debt_minor\":0,"
        "\"to_reserve_minor\":4970,\"to_available_minor\":44730}],\"undated_lots\":[],"
        "\"available_minor\":53676,\"reserved_minor\":5964,\"payouts_minor\":[53676],"
        "\"left_minor\":0,\"left_because\":\"nothing_is\"}\n");
  CHECK(plan({"--day", "2026-03-03", "--terms", "cycle=T+1", "--merchant", "m2"}).status == 1);
  const auto refused = plan({"--day", "today", "--terms", "reserve_days=1"});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.error, contains("--day must be a day such as 2026-01-02; it is \"today\""));
  CHECK_THAT(refused.error, contains("--terms: reserve_days is above 0, but"));
  CHECK_THAT(plan({"--day", "2026-03-03", "--terms", "rate=1"}).error,
             contains("--terms has a word that is none"));
}

TEST_CASE("days and cycles that are none are refused, all at once") {
  const auto refused = due({"--day", "2026-02-30", "--cycle", "T1"});
  CHECK(refused.status == 2);
  CHECK_THAT(
      refused.error, contains("--day must be a day such as 2026-01-02; it is \"2026-02-30\""));
  CHECK_THAT(refused.error, contains("--cycle must be T+n (working days) or D+n (all days), with n "
                                     "from 0 to 90; it is \"T1\""));
}

}  // namespace sluice::test::settlement_test
