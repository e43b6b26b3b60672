#pragma once
/// What has been agreed with a merchant about settling: when its money is due, how much of it is
/// kept back, and what happens where there is not enough of it. Minor units of each currency alike.
/// Pure.

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/rejection.hpp"
#include "domain/settlement/due.hpp"

namespace sluice::settlement {

/// From what a refund is taken that is more than what is available. Stored in the log: never change
/// or reuse a number.
enum class when_short : std::uint8_t {
  refuse = 1,  ///< from nothing: there is no such refund
  reserve = 2,  ///< from the reserve; what is more is refused
  /// From the reserve, then on credit up to a limit; what is due next pays that back first.
  advance = 3,
};

/// Stored in the log: never change or reuse a number.
enum class begun_by : std::uint8_t {
  schedule = 1,  ///< as soon as there is enough
  person = 2,
};

/// What is kept back of everything that becomes due, for a while.
struct reserve_terms {
  std::int64_t parts_per_million = 0;
  std::uint32_t days = 0;  ///< all days count
  friend bool operator==(const reserve_terms&, const reserve_terms&) = default;
};

struct terms {
  cycle when{};
  std::int64_t least_minor = 0;  ///< what is less is not settled, and waits for more
  std::optional<std::int64_t> most_minor{};  ///< of one payout; what is more goes out in several
  std::int64_t retained_minor = 0;  ///< stays available for refunds, and is never settled
  reserve_terms reserve{};
  when_short shortage = when_short::refuse;
  std::int64_t advance_limit_minor = 0;
  begun_by begins = begun_by::schedule;
  friend bool operator==(const terms&, const terms&) = default;
};

inline constexpr std::uint32_t most_reserve_days = 365;

/// Why nobody can have agreed to that.
[[nodiscard]] std::optional<rejection> fault_in(const terms& t);

[[nodiscard]] std::string_view name_of(when_short w) noexcept;
[[nodiscard]] std::string_view name_of(begun_by b) noexcept;
[[nodiscard]] std::optional<when_short> when_short_from_name(std::string_view name) noexcept;
[[nodiscard]] std::optional<begun_by> begun_by_from_name(std::string_view name) noexcept;

}  // namespace sluice::settlement
