#pragma once
/// How much a channel may be asked at the same time: its settings that can be changed while it
/// runs. Each has two authors, the file and people; a change of them is an event.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enumerators.hpp"
#include "base/instant.hpp"

namespace sluice::channel {

struct limits {
  bool enabled = true;
  std::uint32_t max_in_flight = 64;
  std::uint32_t queue_capacity = 1024;
  millis queue_deadline{5000};          ///< a call that waits longer is not made
  std::uint32_t calls_per_second = 0;   ///< 0: no limit
  std::uint32_t faulty_per_second = 0;  ///< answers that blame us before payments wait; 0: any
  friend bool operator==(const limits&, const limits&) = default;
};

enum class setting : std::uint8_t {
  enabled,
  max_in_flight,
  queue_capacity,
  queue_deadline,
  calls_per_second,
  faulty_per_second,
};
inline constexpr std::size_t setting_count = 6;

/// What of the limits becomes something else; the rest stays.
struct limits_change {
  std::optional<bool> enabled{};
  std::optional<std::uint32_t> max_in_flight{};
  std::optional<std::uint32_t> queue_capacity{};
  std::optional<millis> queue_deadline{};
  std::optional<std::uint32_t> calls_per_second{};
  std::optional<std::uint32_t> faulty_per_second{};
  friend bool operator==(const limits_change&, const limits_change&) = default;
};

/// visit(setting, member of limits, member of limits_change), for each of them.
template <class Visit>
constexpr void each_setting(Visit&& visit) {
  visit(setting::enabled, &limits::enabled, &limits_change::enabled);
  visit(setting::max_in_flight, &limits::max_in_flight, &limits_change::max_in_flight);
  visit(setting::queue_capacity, &limits::queue_capacity, &limits_change::queue_capacity);
  visit(setting::queue_deadline, &limits::queue_deadline, &limits_change::queue_deadline);
  visit(setting::calls_per_second, &limits::calls_per_second, &limits_change::calls_per_second);
  visit(setting::faulty_per_second, &limits::faulty_per_second, &limits_change::faulty_per_second);
}

/// "max_in_flight", "queue_deadline_ms": as in requests and answers.
struct setting_row {
  setting which;
  std::string_view name;
  std::int64_t least, most;  ///< of numbers; of queue_deadline in milliseconds
};
inline constexpr std::array<setting_row, setting_count> setting_rows{{
    {setting::enabled, "enabled", 0, 1},
    {setting::max_in_flight, "max_in_flight", 1, 100'000},
    {setting::queue_capacity, "queue_capacity", 0, 1'000'000},
    {setting::queue_deadline, "queue_deadline_ms", 1, 600'000},
    {setting::calls_per_second, "calls_per_second", 0, 1'000'000},
    {setting::faulty_per_second, "faulty_per_second", 0, 1'000'000},
}};
static_assert(is_indexed_by(setting_rows, &setting_row::which), "every setting has a row");

[[nodiscard]] constexpr const setting_row& row_of(setting s) noexcept {
  return setting_rows[static_cast<std::size_t>(s)];
}

}  // namespace sluice::channel
