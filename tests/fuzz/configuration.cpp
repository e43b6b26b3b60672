// The operator's TOML file.
#include "adapters/config/configuration.hpp"

#include "base/invariant.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {

void feed_configuration(std::string_view bytes) {
  const auto result = read_configuration(
      bytes, "fuzz.toml", {.environment = [](const std::string&) { return std::nullopt; }});
  const auto* faults = std::get_if<std::vector<config_problem>>(&result);
  if (faults == nullptr) return;
  SLUICE_INVARIANT(!faults->empty());
  for (const auto& fault : *faults) SLUICE_INVARIANT(!to_string(fault).empty());
}

std::vector<std::string> configuration_seeds() {
  return {std::string(demo_configuration()), std::string(example_configuration())};
}

}  // namespace sluice::fuzz
