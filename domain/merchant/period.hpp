#pragma once
/// Days and months in which a merchant's money is counted. They begin at midnight in China, UTC+8
/// all year: whom this engine pays for keeps its days there, and a fixed distance needs no table of
/// time zones. By the machine's clock, because that is the one that callers mean.

#include <cstdint>
#include <string_view>

#include "base/instant.hpp"

namespace sluice::merchant {

/// Stored in the log: never change or reuse a number.
enum class period : std::uint8_t { day = 1, month = 2 };

/// Days since 1970-01-01, months since 1970-01.
[[nodiscard]] std::int64_t number_of(period p, instant machine_time);
/// When the next one begins.
[[nodiscard]] instant end_of(period p, std::int64_t number);
/// "day"
[[nodiscard]] std::string_view name_of(period p) noexcept;

}  // namespace sluice::merchant
