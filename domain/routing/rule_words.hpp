#pragma once
/// The times of rules as people write them: in the file, in requests and in what is shown of rules.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/routing/rule.hpp"

namespace sluice::routing {

/// "22:00-06:00"
[[nodiscard]] std::optional<day_time> day_time_from_text(std::string_view text) noexcept;
[[nodiscard]] std::string text_of(const day_time& hours);

inline constexpr std::string_view hours_rule = "two times of a day, such as 22:00-06:00";
inline constexpr std::string_view hours_pattern =
    "^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$";

/// In the order of the bits of condition::weekdays.
inline constexpr auto weekdays =
    std::to_array<std::string_view>({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});

/// The bit of a day; 0: no day is called so.
[[nodiscard]] std::uint8_t weekday_from_name(std::string_view name) noexcept;
[[nodiscard]] std::vector<std::string> names_of_weekdays(std::uint8_t bits);

/// Minutes, out of "+08:00" or "-03:30".
[[nodiscard]] std::optional<std::int16_t> utc_offset_from_text(std::string_view text) noexcept;
[[nodiscard]] std::string text_of_utc_offset(std::int16_t minutes);

inline constexpr std::string_view utc_offset_rule = "-14:00 to +14:00, such as +08:00";
inline constexpr std::string_view utc_offset_pattern = "^[+-](0[0-9]|1[0-4]):[0-5][0-9]$";

}  // namespace sluice::routing
