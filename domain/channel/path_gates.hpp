#pragma once
/// Limits of the ways into a channel: how many payments by one method, or to one bank behind it,
/// may run and begin at the same time. A channel without such limits has one path, 0, which is
/// never full and costs nothing.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/channel/path.hpp"
#include "domain/channel/sliding_second.hpp"

namespace sluice::channel {

/// 0: no limit.
struct path_limits {
  path of;
  std::uint32_t max_in_flight = 0;
  std::uint32_t calls_per_second = 0;
  friend bool operator==(const path_limits&, const path_limits&) = default;
};

/// The number of a path that has limits, or that lies below one that has; 0: no limits at all.
using path_number = std::uint16_t;

class path_gates {
 public:
  explicit path_gates(const std::vector<path_limits>& all);

  [[nodiscard]] path_number number_of(const instrument& paid_with) const;
  /// By the path itself and by the one that it lies below.
  [[nodiscard]] bool may_start(path_number n, instant now) const {
    return n == 0 || !is_full(n, now);
  }
  void started(path_number n, instant now) {
    if (n != 0) count_start(n, now);
  }
  void finished(path_number n) {
    if (n != 0) count_end(n);
  }
  /// The payment that was counted last, at this moment, was not made. Besides finished().
  void not_started(path_number n, instant now);
  /// When the next path of those that are held up by their rate alone opens.
  [[nodiscard]] std::optional<instant> next_start(instant now) const;

 private:
  struct gate {
    path_limits limits;
    path_number above = 0;
    std::uint32_t in_flight = 0;
    sliding_second starts;
  };
  void count_start(path_number n, instant now);
  void count_end(path_number n);
  [[nodiscard]] bool is_full(path_number n, instant now) const;
  [[nodiscard]] path_number find(const path& p) const;
  /// The path and those above it: visit(gate).
  template <class Visit>
  void upwards(path_number n, const Visit& visit);

  std::vector<gate> all_;  ///< by number, from 1
};

}  // namespace sluice::channel
