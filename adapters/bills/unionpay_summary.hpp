#pragma once
/// UnionPay's summary of a clearing day (全渠道商户交易汇总表): tables for people, in GBK.

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

/// What the lines "总计" say, in the order of the table's columns, in parts_of_a_unit. Money in the
/// first of two columns left the merchant, in the second it came.
inline constexpr std::array<std::string_view, 7> summary_columns{
    "交易笔数", "交易金额 借",     "交易金额 贷",    "费用 借",
    "费用 贷",  "资金清算差额 借", "资金清算差额 贷"};
using summary_totals = std::array<std::int64_t, summary_columns.size()>;

/// Nothing: there is no such line, it cannot be read, or two of them differ.
[[nodiscard]] std::optional<summary_totals> unionpay_totals_in(std::string_view text);

/// The same of rows, as far as it can be counted.
[[nodiscard]] std::array<std::optional<std::int64_t>, summary_columns.size()> totals_of(
    const std::vector<bill_row>& rows);

}  // namespace sluice::bills
