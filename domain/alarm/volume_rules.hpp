#pragma once
/// How many orders are accepted a minute, against the median of that minute of the day in the last
/// seven days. Deviations are those of a Poisson process: as large as the square root of what is
/// usual. (Suning's rule.) A process that has seen no day yet has nothing to compare with.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"

namespace sluice::alarm {

class volume_rules {
 public:
  explicit volume_rules(const thresholds& t) : t_(t) {}

  void take(std::uint32_t many, instant now);
  void look(instant now, std::vector<match>& found);
  [[nodiscard]] bool is_clear() const noexcept { return in_a_row_ == 0; }
  /// The end of this minute, where there may be enough to compare it with.
  [[nodiscard]] std::optional<instant> next_due() const;

 private:
  static constexpr std::int64_t minutes_a_day = 1440;
  static constexpr std::size_t days = 7;
  static constexpr std::int64_t longest_memory = minutes_a_day * static_cast<std::int64_t>(days);
  using day = std::vector<std::uint32_t>;

  void end_minute(std::vector<match>& found);
  [[nodiscard]] std::uint32_t usual(std::int64_t minute) const;

  thresholds t_;
  std::array<day, days> history_;  ///< by the day's number modulo seven; empty: nothing known
  std::int64_t minute_ = 0;        ///< [60 s × minute, 60 s × (minute + 1)); 0: none yet
  std::int64_t busy_ = 0;  ///< the last minute with enough orders to say something; 0: none
  std::uint32_t counted_ = 0;
  std::uint32_t in_a_row_ = 0;
};

}  // namespace sluice::alarm
