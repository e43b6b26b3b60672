#pragma once
/// Who is told of alarms, and of which. The way there is no matter of the rules: adapters/notices/.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/alarm/notice.hpp"

namespace sluice::alarm {

struct receiver {
  std::string name;
  std::vector<kind> only{};  ///< empty: every kind
  std::optional<urgency> only_how{};  ///< nothing: both
  std::uint32_t limit_per_minute = 15;  ///< messages; what is more comes as one digest

  /// What is wrong with a receiver itself is told by the others.
  [[nodiscard]] bool wants(const notice& n) const noexcept;
  friend bool operator==(const receiver&, const receiver&) = default;
};

}  // namespace sluice::alarm
