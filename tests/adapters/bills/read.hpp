#pragma once
/// What tests of bills ask again and again.

#include <numeric>

#include "adapters/bills/bill.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

/// Requires that it is a bill at all, and that no line of it has vanished.
inline bills::bill bill_in(bills::reading_of_bill read) {
  REQUIRE(std::holds_alternative<bills::bill>(read));
  auto got = std::get<bills::bill>(std::move(read));
  CHECK(got.rows.size() + got.remarks + got.unreadable.size() == got.lines);
  return got;
}

inline bool is_none(const bills::reading_of_bill& read) {
  return std::holds_alternative<bills::not_a_bill>(read);
}

/// In minor units.
inline std::int64_t sum_of(const bills::bill& read, bills::row_kind kind) {
  std::int64_t sum = 0;
  for (const auto& row : read.rows)
    if (row.kind == kind) sum += row.amount.minor_units;
  return sum;
}

inline std::size_t count_of(const bills::bill& read, bills::row_kind kind) {
  std::size_t count = 0;
  for (const auto& row : read.rows) count += row.kind == kind ? 1 : 0;
  return count;
}

inline std::int64_t fees_of(const bills::bill& read) {
  return std::accumulate(
      read.rows.begin(), read.rows.end(), std::int64_t{0},
      [](std::int64_t sum, const auto& row) { return sum + row.fee.value_or(0); });
}

}  // namespace sluice::test
