#include "adapters/config/size_warnings.hpp"

#include <fstream>
#include <sstream>

#include "adapters/config/units.hpp"
#include "source_tree.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

const std::string usual = R"(data_dir = "d"
[channels.bank]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code", "quick_pay"]
[channels.spare]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2015"
wallet = "alipay"
business_types = ["payment_code"]
[merchants.m1]
business_types = ["payment_code", "quick_pay"]
channels = ["bank", "spare"]
)";

struct section {
  std::string name;
  std::string toml = usual;
  machine_sizes on{.open_files = 4096, .memory = 16ULL << 30U, .processors = 64};
  std::vector<std::string> warnings{};
};

/// "machine open_files=207 memory=488MiB"
void read_machine(const std::string& line, machine_sizes& into) {
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) continue;
    const auto name = word.substr(0, equals), value = word.substr(equals + 1);
    if (name == "open_files") into.open_files = std::stoull(value);
    if (name == "memory") into.memory = value == "0" ? 0 : bytes_from_text(value).value();
    if (name == "processors") into.processors = static_cast<std::uint32_t>(std::stoul(value));
  }
}

std::vector<section> read_sections() {
  std::ifstream in(
      std::string(SLUICE_SOURCE_DIR) + "/tests/adapters/config/size_warnings_table.txt");
  REQUIRE(in.good());
  std::vector<section> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("== "))
      out.push_back({.name = line.substr(3)});
    else if (line.starts_with("machine "))
      read_machine(line, out.back().on);
    else if (line.starts_with("-> "))
      out.back().warnings.push_back(line.substr(3));
    else
      out.back().toml += line + '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("limits that contradict each other or the machine are told as the table says") {
  const auto all = read_sections();
  REQUIRE(all.size() > 15);
  for (const auto& s : all) {
    INFO(s.name);
    const auto read = read_configuration(s.toml, "engine.toml");
    const auto* const faults = std::get_if<std::vector<config_problem>>(&read);
    INFO((faults != nullptr ? to_string(faults->front()) : ""));
    REQUIRE(faults == nullptr);
    CHECK(size_warnings(std::get<configuration>(read), s.on) == s.warnings);
  }
}

TEST_CASE("this machine has files, memory and processors") {
  const auto here = sizes_of_this_machine();
  CHECK(here.open_files >= 64);
  CHECK(here.memory >= 64ULL << 20U);
  CHECK(here.processors >= 1);
}
