#include "adapters/config/size_warnings.hpp"

#include <sstream>

#include "adapters/config/units.hpp"
#include "tests/adapters/config/warning_table.hpp"

namespace sluice::test::size_warnings_test {
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

/// "machine open_files=207 memory=488MiB"
machine_sizes machine_in(const std::vector<std::string>& lines) {
  machine_sizes into{.open_files = 4096, .memory = 16ULL << 30U, .processors = 64};
  std::istringstream words(lines.empty() ? std::string{} : lines.front());
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) continue;
    const auto name = word.substr(0, equals), value = word.substr(equals + 1);
    if (name == "open_files") into.open_files = std::stoull(value);
    if (name == "memory") into.memory = value == "0" ? 0 : bytes_from_text(value).value();
    if (name == "processors") into.processors = static_cast<std::uint32_t>(std::stoul(value));
  }
  return into;
}

}  // namespace

TEST_CASE("limits that contradict each other or the machine are told as the table says") {
  const auto all = read_warning_table("size_warnings_table.txt", usual, "machine ");
  REQUIRE(all.size() > 15);
  for (const auto& s : all) {
    INFO(s.name);
    CHECK(size_warnings(configuration_of(s), machine_in(s.others)) == s.warnings);
  }
}

TEST_CASE("this machine has files, memory and processors") {
  const auto here = sizes_of_this_machine();
  CHECK(here.open_files >= 64);
  CHECK(here.memory >= 64ULL << 20U);
  CHECK(here.processors >= 1);
}

}  // namespace sluice::test::size_warnings_test
