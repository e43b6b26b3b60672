#pragma once
/// Time for people and exports: RFC 3339, UTC, milliseconds: "2026-01-02T03:04:05.678Z". It has
/// the years 0 to 9999; other times are written as milliseconds.

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice {

[[nodiscard]] std::string rfc3339(instant at);

/// "2026-01-02T03:04:05Z", with or without a fraction of the second, in any offset from UTC
/// ("+08:00"). What is finer than a millisecond is cut off. Nothing: it is no such time.
[[nodiscard]] std::optional<instant> instant_from_rfc3339(std::string_view text) noexcept;

inline constexpr std::string_view rfc3339_rule =
    "a time in RFC 3339 with its offset from UTC, for example 2026-01-02T03:04:05Z";

}  // namespace sluice
