#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::sim_test {
namespace {

std::string last_line_with(const std::string& text, const std::string& word) {
  const auto at = text.rfind(word);
  return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("sim run tells what it ran and that nothing was broken") {
  const auto ran =
      run_sluice({"sim", "run", "--scenario", "calm", "--seeds", "3", "--orders", "5"});
  CHECK(ran.status == 0);
  CHECK_THAT(ran.out, contains("worlds") && contains("0 violations"));
  CHECK_THAT(ran.out, contains("never: connection_refused"));
  CHECK_THAT(ran.error, contains("seeds 1 to 3, calm"));
}

TEST_CASE("sim run --json prints one object") {
  const auto ran =
      run_sluice({"sim", "run", "--scenario", "calm", "--seeds", "2", "--orders", "5", "--json"});
  CHECK(ran.status == 0);
  const auto told = nlohmann::json::parse(ran.out);
  CHECK(told["worlds"] == 2);
  CHECK(told["orders"] == 10);
  CHECK(told["violations"].empty());
  CHECK(told["faults"]["crash"] == 0);
  CHECK(told["hash"].get<std::string>().size() == 16);
}

TEST_CASE("one seed has the same hash with and without its story") {
  const std::vector<std::string> options{
      "sim", "run", "--seed", "7", "--scenario", "calm", "--orders", "5"};
  auto traced = options;
  traced.emplace_back("--trace");
  const auto quiet = run_sluice(options);
  const auto told = run_sluice(traced);
  CHECK(quiet.status == 0);
  CHECK_THAT(told.out, contains("the engine starts") && contains("service asks: order.create"));
  const auto hash = last_line_with(quiet.out, "trace hash ");
  CHECK(hash.size() == std::string("trace hash 0123456789abcdef").size());
  CHECK(hash == last_line_with(told.out, "trace hash "));
}

TEST_CASE("fresh seeds are told") {
  const auto ran =
      run_sluice({"sim", "run", "--scenario", "calm", "--fresh", "--seeds", "1", "--orders", "1"});
  CHECK(ran.status == 0);
  CHECK_THAT(ran.error, contains("seeds ") && contains(", calm"));
}

TEST_CASE("a scenario may be a file, and its faults are told with status 2") {
  const temporary_folder folder;
  const auto good = folder.write("mine.toml", run_sluice({"sim", "scenarios", "calm"}).out);
  CHECK(run_sluice({"sim", "run", "--scenario", good, "--seed", "1", "--orders", "2"}).status == 0);
  const auto bad = folder.write("bad.toml", "description = \"d\"\n[hazards]\ncrahs = 1\n");
  const auto refused = run_sluice({"sim", "run", "--scenario", bad});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.error, contains(bad + ":3: unknown key \"crahs\" in [hazards]") &&
                                contains("did you mean \"crash\"?"));
  const auto unknown = run_sluice({"sim", "run", "--scenario", "everyda"});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.error, contains("did you mean \"everyday\"?"));
}

TEST_CASE("the shipped scenarios are listed with what they provoke") {
  const auto list = run_sluice({"sim", "scenarios"});
  CHECK(list.status == 0);
  for (const auto* name : {"everyday\n", "calm\n", "tiny_limits\n", "slow_bank\n"})
    CHECK_THAT(list.out, contains(name));
  CHECK(run_sluice({"sim", "scenarios", "none"}).status == 2);
}

TEST_CASE("a seed that breaks nothing cannot be shrunk") {
  const auto shrunk =
      run_sluice({"sim", "shrink", "--seed", "1", "--scenario", "calm", "--orders", "2"});
  CHECK(shrunk.status == 1);
  CHECK_THAT(shrunk.error, contains("seed 1 breaks no promise"));
}

TEST_CASE("options of sim that contradict each other are refused") {
  CHECK(run_sluice({"sim"}).status == 2);
  CHECK(run_sluice({"sim", "shrink"}).status == 2);
  CHECK(run_sluice({"sim", "run", "--trace"}).status == 2);
  CHECK(run_sluice({"sim", "run", "--seed", "1", "--seeds", "2"}).status == 2);
  CHECK(run_sluice({"sim", "run", "--fresh", "--first", "2"}).status == 2);
  CHECK(run_sluice({"sim", "run", "--threads", "0"}).status == 2);
}

}  // namespace sluice::test::sim_test
