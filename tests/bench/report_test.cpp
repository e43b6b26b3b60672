#include "bench/load/report.hpp"

#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/catch.hpp"

namespace sluice::test::report_test {
using namespace sluice::bench;
using sluice::test::contains;

namespace {

const machine_facts machine{
    .cores = 2, .cpu_model = "a CPU", .memory_bytes = 24ULL << 30, .kernel = "Linux 6.1"};
const build_facts build{.commit = "abc1234", .compiler = "GNU 12", .build_type = "Release"};

/// Gives 10, 30, 20, … of "speed".
std::variant<run_figures, problem> three_speeds(std::uint32_t run) {
  constexpr double values[] = {10'000, 30'000, 20'000};
  return run_figures{{"speed", "how fast", "µs", 1, values[run - 1]}};
}

report report_of(std::uint32_t runs) {
  return {.workload = "test",
          .sentence = "a sentence",
          .parameters = {{"orders", "7"}},
          .figures = std::get<std::vector<figure>>(figures_of(runs, three_speeds)),
          .notes = {"a note"}};
}

}  // namespace

TEST_CASE("a figure is the median of its runs, with the least and the most") {
  const auto odd = report_of(3).figures.front();
  CHECK(odd.what.value == 20'000);
  CHECK(odd.least == 10'000);
  CHECK(odd.most == 30'000);
  CHECK(odd.runs == std::vector<double>{10'000, 30'000, 20'000});
  CHECK(report_of(2).figures.front().what.value == 20'000);  // between the two
}

TEST_CASE("a run that fails ends the measurement with its reason") {
  std::uint32_t calls = 0;
  const auto outcome = figures_of(5, [&](std::uint32_t run) -> std::variant<run_figures, problem> {
    ++calls;
    if (run == 2) return "the disk is full";
    return three_speeds(run);
  });
  CHECK(std::get<problem>(outcome) == "the disk is full");
  CHECK(calls == 2);
}

TEST_CASE("the table says what was measured, on what, and of which build") {
  const auto table = table_of(report_of(3), machine, build);
  CHECK_THAT(table, contains("a sentence") && contains("median of 3 runs"));
  CHECK_THAT(table, contains("how fast") && contains("20,000.0 µs"));
  CHECK_THAT(table, contains("[10,000.0 - 30,000.0]"));
  CHECK_THAT(table, contains("a note") && contains("2 cores of a CPU, 24 GiB, Linux 6.1"));
  CHECK_THAT(table, contains("commit abc1234, GNU 12, Release"));
  CHECK_THAT(table_of(report_of(1), machine, build), contains("one run") && !contains("["));
}

TEST_CASE("the JSON has every run") {
  const auto json = nlohmann::json::parse(json_of(report_of(3), machine, build));
  CHECK(json["workload"] == "test");
  CHECK(json["parameters"]["orders"] == "7");
  CHECK(json["figures"]["speed"]["median"] == 20'000);
  CHECK(json["figures"]["speed"]["runs"].size() == 3);
  CHECK(json["machine"]["cores"] == 2);
  CHECK(json["build"]["commit"] == "abc1234");
}

TEST_CASE("criteria say what was wanted, what was seen and whether it is met") {
  auto r = report_of(1);
  CHECK(meets_all(r));
  CHECK(!nlohmann::json::parse(json_of(r, machine, build)).contains("criteria"));
  r.criteria = {
      {.name = "fast", .label = "how fast", .target = "at least 5", .value = 7, .met = true}};
  CHECK(meets_all(r));
  r.criteria.push_back(
      {.name = "flat", .label = "how flat", .target = "at most 1.15", .value = 1.5, .digits = 2});
  CHECK_FALSE(meets_all(r));
  const auto table = table_of(r, machine, build);
  CHECK_THAT(table, contains("met     how fast: 7 (at least 5)"));
  CHECK_THAT(table, contains("NOT MET how flat: 1.50 (at most 1.15)"));
  const auto json = nlohmann::json::parse(json_of(r, machine, build));
  CHECK(json["criteria"]["fast"]["met"] == true);
  CHECK(json["criteria"]["flat"]["met"] == false);
  CHECK(json["criteria"]["flat"]["value"] == 1.5);
}

TEST_CASE("how a figure went is in the JSON") {
  auto r = report_of(1);
  r.over_time = {{"taken", {1, 2, 3}}};
  CHECK(nlohmann::json::parse(json_of(r, machine, build))["over_time"]["taken"][2] == 3);
}

TEST_CASE("this machine is known") {
  const auto here = this_machine();
  CHECK(here.cores > 0);
  CHECK(here.memory_bytes > 0);
  CHECK_THAT(here.kernel, contains("Linux"));
}

}  // namespace sluice::test::report_test
