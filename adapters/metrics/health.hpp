#pragma once
/// Whether the engine is ready for requests, as a list of checks: what /readyz answers, and
/// systemd's status line.

#include <string>
#include <string_view>
#include <vector>

namespace sluice::metrics {

struct check {
  std::string_view name;  ///< "nats"
  bool is_well = false;
  std::string says;  ///< for people
};

[[nodiscard]] bool all_are_well(const std::vector<check>& all) noexcept;
/// Null: all are.
[[nodiscard]] const check* first_unwell(const std::vector<check>& all) noexcept;
/// {"ready":true,"checks":[{"name":"nats","well":true,"says":"connected"}]}
[[nodiscard]] std::string to_json(const std::vector<check>& all);

}  // namespace sluice::metrics
