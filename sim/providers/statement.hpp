#pragma once
/// What moved at a simulated channel within a time, for the bills that its face writes (bills.hpp).
/// The same movements as in the books, with the trades that they are of.

#include <string>
#include <string_view>
#include <vector>

#include "sim/providers/books.hpp"
#include "sim/providers/trade.hpp"

namespace sluice::sim {

struct statement_line {
  movement moved{};
  trade about{};  ///< as it is by now
};

/// In order of time.
using statement = std::vector<statement_line>;

/// From one moment to before another.
struct span_of_time {
  instant from{}, until{};
};

/// 0.60 %, half a fen and more is a fen; so each of these channels takes it, row by row, and gives
/// it back with a refund.
[[nodiscard]] constexpr std::int64_t fee_of(std::int64_t minor_units) noexcept {
  return (minor_units * 60 + 5000) / 10'000;
}

}  // namespace sluice::sim
