#pragma once
/// How much of its new orders the engine takes from a merchant for a while, by kind of business.
/// What it has already, and whatever is not a new order, goes on at every level.
/// Stored in the log: never change or reuse a number.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enumerators.hpp"

namespace sluice::merchant {

enum class level : std::uint8_t {
  normal = 1,
  throttled = 2,    ///< so many a second; what is more is told when to come again
  accept_only = 3,  ///< durable now and started later, or refused where a payer waits
  refuse = 4,
};

struct level_row {
  level which;
  std::string_view name;  ///< in requests
};
inline constexpr std::array<level_row, 4> level_rows{{
    {level::normal, "normal"},
    {level::throttled, "throttled"},
    {level::accept_only, "accept_only"},
    {level::refuse, "refuse"},
}};
static_assert(has_one_row_each(level_rows, &level_row::which), "every level has a row");

[[nodiscard]] std::string_view name_of(level l) noexcept;
[[nodiscard]] std::optional<level> level_from_name(std::string_view name) noexcept;

}  // namespace sluice::merchant
