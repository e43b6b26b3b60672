#pragma once
/// Rules of the file by which a merchant's level changes by itself, as data: whose, what must have
/// been seen for how long, and what holds then. It ends by itself, later for as long as what was
/// seen lasts.

#include <array>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "domain/merchant/measure.hpp"

namespace sluice::merchant {

/// Stored in the log: never change or reuse a number.
enum class level_cause : std::uint8_t {
  /// So many of its new orders were more than its limit a second.
  over_its_limits = 1,
  /// No channel of its list that offers the business lets payments pass as usual.
  all_paths_open = 2,
};

struct level_cause_row {
  level_cause which;
  std::string_view name;  ///< in the file
};
inline constexpr std::array<level_cause_row, 2> level_cause_rows{{
    {level_cause::over_its_limits, "over_its_limits"},
    {level_cause::all_paths_open, "all_paths_open"},
}};
static_assert(has_one_row_each(level_cause_rows, &level_cause_row::which), "every cause has a row");

[[nodiscard]] std::string_view name_of(level_cause c) noexcept;
[[nodiscard]] std::optional<level_cause> level_cause_from_name(std::string_view name) noexcept;

struct level_rule {
  std::string name;
  // -- whose new orders; nothing: all
  std::vector<merchant_id> merchants{};
  std::vector<business_type> business_types{};
  // -- what must have been seen
  level_cause when = level_cause::over_its_limits;
  std::uint32_t refusals = 0;  ///< of over_its_limits: so many
  millis lasts{};              ///< within this time; of all_paths_open: for all of it
  // -- what holds then, and how long
  level to = level::throttled;
  std::int64_t per_second = 0;  ///< new orders; of throttled only, which has one
  millis holds{};
  friend bool operator==(const level_rule&, const level_rule&) = default;
};
using level_rules = std::vector<level_rule>;

inline constexpr std::size_t most_level_rules = 64;
inline constexpr std::uint32_t most_refusals = 1000;

/// It looks at new orders of this merchant and kind.
[[nodiscard]] bool is_about(const level_rule& r, const merchant_id& whose,
                            business_type type) noexcept;

}  // namespace sluice::merchant
