#pragma once
/// The time in Beijing, where these channels' clocks hang, in the forms that they write it. Beijing
/// is eight hours ahead of UTC, summer and winter; the machine's own time zone has no say.

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice {

/// "2024-11-21 23:25:00"
[[nodiscard]] std::string beijing_time(instant at);
/// "20241121232500"
[[nodiscard]] std::string beijing_digits(instant at);

/// Nothing: it is no such time.
[[nodiscard]] std::optional<instant> from_beijing_time(std::string_view text) noexcept;
[[nodiscard]] std::optional<instant> from_beijing_digits(std::string_view text) noexcept;

}  // namespace sluice
