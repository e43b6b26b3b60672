#pragma once
/// A bill as people look at it: kinds, counts, sums, and what cannot be read.

#include <iosfwd>

#include "adapters/bills/bill.hpp"

namespace sluice::app {

void show_bill(const bills::bill& read, std::ostream& out);

/// "WeChat trade bill of 2026-01-02, 7 rows: its rows add up to its sums".
[[nodiscard]] std::string bill_in_a_line(const bills::bill& read);

}  // namespace sluice::app
