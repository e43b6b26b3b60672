#pragma once
/// Durations and sizes as people write them: "500ms", "10s", "2m", "24h", "7d"; "64KiB", "256MiB".
/// Whole numbers only. Nothing when the text is not one, or is beyond 63 bits.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice {

[[nodiscard]] std::optional<millis> duration_from_text(std::string_view text) noexcept;
/// The largest unit that is exact: "1500ms", "2m".
[[nodiscard]] std::string to_text(millis duration);

[[nodiscard]] std::optional<std::uint64_t> bytes_from_text(std::string_view text) noexcept;
[[nodiscard]] std::string bytes_to_text(std::uint64_t bytes);

}  // namespace sluice
