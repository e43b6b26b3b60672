#pragma once
/// What a line of a bill of Alipay means, and what its comments state.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/bills/columns.hpp"

namespace sluice::bills {

[[nodiscard]] row_or_why alipay_trade_row(const row_cells& row);
[[nodiscard]] row_or_why alipay_account_row(const row_cells& row);

/// "#交易合计：2笔，商家实收共40.00元" has the title "交易合计" and the sums ("笔", 2) and
/// ("商家实收", 40.00), in parts_of_a_unit.
struct alipay_total {
  std::string title;
  std::vector<std::pair<std::string, std::int64_t>> sums;
};

/// Nothing: it states no such total, or not readably.
[[nodiscard]] std::optional<alipay_total> alipay_total_in(std::string_view comment);

/// "#账号：[2088…]": what stands in the brackets behind the word. Empty: nothing.
[[nodiscard]] std::string_view in_brackets(std::string_view comment, std::string_view word);

}  // namespace sluice::bills
