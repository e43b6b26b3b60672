#pragma once
/// What a line of a bill of WeChat Pay means, and what its sums are sums of.

#include <map>
#include <optional>
#include <string>

#include "adapters/bills/columns.hpp"
#include "adapters/bills/exact_decimal.hpp"

namespace sluice::bills {

[[nodiscard]] row_or_why wechat_trade_row(const row_cells& row);
[[nodiscard]] row_or_why wechat_fund_flow_row(const row_cells& row);

/// Adds up columns of the file, because that is what it states the sums of.
class wechat_sums {
 public:
  explicit wechat_sums(bill_form form) : form_(form) {}

  void add(const row_cells& row, const columns& header);
  /// By the name that the bill gives to the sum. Nothing: not known. Of a column that this bill
  /// does not have: 0.
  [[nodiscard]] std::optional<std::int64_t> of(std::string_view name) const;

 private:
  [[nodiscard]] std::optional<std::int64_t> sum_of(std::string_view column) const;

  bill_form form_;
  std::map<std::string, running_sum, std::less<>> by_column_{};
};

}  // namespace sluice::bills
