#include "adapters/metrics/health.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sluice::metrics {

bool all_are_well(const std::vector<check>& all) noexcept {
  return std::ranges::all_of(all, &check::is_well);
}

const check* first_unwell(const std::vector<check>& all) noexcept {
  const auto found = std::ranges::find(all, false, &check::is_well);
  return found == all.end() ? nullptr : &*found;
}

std::string to_json(const std::vector<check>& all) {
  nlohmann::ordered_json out{{"ready", all_are_well(all)}, {"checks", nlohmann::json::array()}};
  for (const auto& c : all)
    out["checks"].push_back(
        nlohmann::ordered_json{{"name", c.name}, {"well", c.is_well}, {"says", c.says}});
  return out.dump() + '\n';
}

}  // namespace sluice::metrics
