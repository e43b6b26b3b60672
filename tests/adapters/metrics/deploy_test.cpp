// Dashboard and alerts name metrics that there are, and labels that these have.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "source_tree.hpp"
#include "tests/adapters/metrics/some_readings.hpp"
#include "tests/catch.hpp"

namespace sluice::test::deploy_test {
namespace {

std::string text_of(const std::string& file) {
  std::ostringstream out;
  out << std::ifstream(std::string(SLUICE_SOURCE_DIR "/deploy/") + file).rdbuf();
  return out.str();
}

std::set<std::string> names_in(const std::string& text) {
  static const std::regex name("\\b(pay|process)_[a-z_]+\\b");
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at)
    out.insert(at->str());
  return out;
}

/// With what Prometheus makes of histograms.
std::set<std::string> known_names() {
  std::set<std::string> out;
  for (const auto& row : metrics::table) {
    const std::string name(row.name);
    if (row.of != metrics::kind::histogram)
      out.insert(name);
    else
      out.insert({name + "_bucket", name + "_sum", name + "_count"});
  }
  return out;
}

}  // namespace

TEST_CASE("what deploy/ asks Prometheus for is what the engine tells") {
  const auto known = known_names();
  for (const auto* file : {"prometheus/rules.yml", "grafana/sluice.json"}) {
    CAPTURE(file);
    const auto named = names_in(text_of(file));
    CHECK(named.size() > 5);
    for (const auto& name : named) {
      CAPTURE(name);
      CHECK(known.contains(name));
    }
  }
}

TEST_CASE("the dashboard is JSON and takes its data source from a variable") {
  const auto board = nlohmann::json::parse(text_of("grafana/sluice.json"));
  REQUIRE(board["panels"].size() > 10);
  for (const auto& panel : board["panels"]) CHECK(panel["datasource"]["uid"] == "${datasource}");
}

TEST_CASE("promtool finds nothing wrong with the alerts") {
  if (std::system("command -v promtool >/dev/null 2>&1") != 0) {
    std::cout << "skipped: promtool is not installed (Debian package prometheus)\n";
    return;
  }
  CHECK(std::system("promtool check rules '" SLUICE_SOURCE_DIR "/deploy/prometheus/rules.yml'") ==
        0);
}

}  // namespace sluice::test::deploy_test
