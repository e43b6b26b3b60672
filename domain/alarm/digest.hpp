#pragma once
/// Many notices as one message, where each by itself would be too many. Pure.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "domain/alarm/notice.hpp"

namespace sluice::alarm {

struct digest {
  std::uint64_t nth = 1;  ///< of this receiver since this process started
  std::vector<notice> told{};  ///< in the order in which they came
  std::uint64_t more = 0;  ///< of which only the number was kept
  friend bool operator==(const digest&, const digest&) = default;
};

/// What goes to a receiver as one message.
using message = std::variant<notice, digest>;

[[nodiscard]] std::string subject_of(const digest& d);
/// A line for each, oldest first, and how many more there were.
[[nodiscard]] std::string text_of(const digest& d);

}  // namespace sluice::alarm
