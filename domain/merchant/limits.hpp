#pragma once
/// How much a merchant may ask for, by kind of business: settings with two authors, the file and
/// people, as with all it may do. A loud merchant meets them before anything of it is durable.

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/enumerators.hpp"
#include "domain/policy.hpp"

namespace sluice::merchant {

/// Stored in the log: never change or reuse a number.
enum class limited_by : std::uint8_t {
  commands_per_second = 1,  ///< creates; one that comes again counts, and is answered all the same
  orders_in_flight = 2,  ///< that are open
  amount_per_order = 3,  ///< minor units, whatever the currency
  amount_per_day = 4,  ///< minor units of each currency, of accepted orders; see period.hpp
  amount_per_month = 5,
};

struct limit_name {
  business_type type;
  limited_by what;
  friend auto operator<=>(const limit_name&, const limit_name&) = default;
};
/// What is not in it, or is 0, has no limit.
using limit_values = std::map<limit_name, std::int64_t>;

struct limit_row {
  limited_by which;
  std::string_view name;  ///< in the file and in requests
  std::int64_t most;
};
inline constexpr std::array<limit_row, 5> limit_rows{{
    {limited_by::commands_per_second, "commands_per_second", 1'000'000},
    {limited_by::orders_in_flight, "orders_in_flight", 10'000'000},
    {limited_by::amount_per_order, "amount_per_order", 1'000'000'000'000'000},
    {limited_by::amount_per_day, "amount_per_day", 1'000'000'000'000'000},
    {limited_by::amount_per_month, "amount_per_month", 1'000'000'000'000'000},
}};
static_assert(has_one_row_each(limit_rows, &limit_row::which), "every limit has a row");

[[nodiscard]] const limit_row& row_of(limited_by what) noexcept;

/// "payment_code.commands_per_second"
[[nodiscard]] std::string text_of(const limit_name& name);
/// "payment_code.commands_per_second=50"; nothing: it is no limit, or out of its range.
struct limit_wish {
  limit_name name;
  std::int64_t value = 0;
};
[[nodiscard]] std::optional<limit_wish> limit_from_text(std::string_view text);

/// 0: none.
[[nodiscard]] std::int64_t limit_in(const limit_values& all, const limit_name& name);

}  // namespace sluice::merchant
