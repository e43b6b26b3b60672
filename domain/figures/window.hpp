#pragma once
/// From when to when figures are asked for, and in which steps. Pure.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/figures/history.hpp"
#include "domain/rejection.hpp"

namespace sluice::figures {

/// As somebody asks for it.
struct window_wish {
  std::optional<instant> from{};  ///< nothing: five minutes before the end
  std::optional<instant> to{};    ///< nothing: now
  std::optional<millis> step{};   ///< nothing: one row for all of it
};

/// [from, from + rows * step), on whole seconds, or minutes where minutes are looked at.
struct window {
  instant from{};
  millis step{};
  std::size_t rows = 1;
  bool is_by_minute = false;

  [[nodiscard]] instant to() const noexcept {
    return from + step * static_cast<std::int64_t>(rows);
  }
  [[nodiscard]] instant begin_of(std::size_t row) const noexcept {
    return from + step * static_cast<std::int64_t>(row);
  }
  friend bool operator==(const window&, const window&) = default;
};

/// Of all links together; a step may not make more of them.
inline constexpr std::size_t most_rows = 2000;

/// Seconds where all of it lies within the last hour and after `seconds_since`, when the process
/// began to count them; else minutes: from and to are widened to whole ones.
[[nodiscard]] std::variant<window, rejection> window_of(const window_wish& asked, std::size_t links,
                                                        instant seconds_since, instant now);

/// A row of sums for each step.
template <class Counts>
[[nodiscard]] std::vector<Counts> rows_of(const history<Counts>& of, const window& w) {
  std::vector<Counts> out(w.rows);
  const auto& from = w.is_by_minute ? of.minutes() : of.seconds();
  const auto first = number_of(w.from, from.step()), a_row = w.step / from.step();
  const auto end = first + a_row * static_cast<std::int64_t>(w.rows);
  for (const auto& s : from.slots())
    if (s.number >= first && s.number < end)
      out[static_cast<std::size_t>((s.number - first) / a_row)] += s.counted;
  return out;
}

}  // namespace sluice::figures
