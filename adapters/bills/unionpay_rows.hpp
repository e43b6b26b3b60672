#pragma once
/// What a line of UnionPay's files means.

#include <optional>

#include "adapters/bills/columns.hpp"
#include "adapters/bills/unionpay_layout.hpp"

namespace sluice::bills {

/// `clearing_day`: "2015-09-05", of the file's name. Empty: not said, and then no row has a time.
[[nodiscard]] row_or_why zm_row(const fixed_columns& line, std::string_view clearing_day);
[[nodiscard]] row_or_why zme_row(const fixed_columns& line, std::string_view clearing_day);

}  // namespace sluice::bills
