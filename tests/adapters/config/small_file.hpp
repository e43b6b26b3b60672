#pragma once
/// A whole configuration file that is valid as it is: tests add the lines that they are about,
/// which begin at line 8.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/config/configuration.hpp"
#include "tests/adapters/config/channel_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

[[nodiscard]] inline config_result small_file(const std::string& lines,
                                              const std::string& of_merchant = {}) {
  const std::string before = R"(data_dir = "d"
[channels.alipay]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code"]
)";
  const std::string after = R"(
[merchants.m1]
business_types = ["payment_code"]
channels = ["alipay"]
)";
  return read_configuration(with_keys(before + lines + after + of_merchant), "engine.toml");
}

/// What the engine would be told. Precondition: the file is valid.
[[nodiscard]] inline engine_settings settings_with(const std::string& lines) {
  auto read = small_file(lines);
  REQUIRE(std::holds_alternative<configuration>(read));
  return std::get<configuration>(std::move(read)).engine;
}

/// "none", or the one fault that there is.
[[nodiscard]] inline std::string only_fault(const std::string& lines,
                                            const std::string& of_merchant = {}) {
  const auto read = small_file(lines, of_merchant);
  const auto* const problems = std::get_if<std::vector<config_problem>>(&read);
  if (problems == nullptr) return "none";
  REQUIRE(problems->size() == 1);
  return to_string(problems->front());
}

}  // namespace sluice::test
