#pragma once
/// What a line of a bill of WeChat Pay means, and what its sums are sums of.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/bills/columns.hpp"
#include "adapters/bills/exact_decimal.hpp"

namespace sluice::bills {

[[nodiscard]] row_or_why wechat_trade_row(const row_cells& row);
[[nodiscard]] row_or_why wechat_fund_flow_row(const row_cells& row);

/// Adds up columns of the file, because that is what it states the sums of.
class wechat_sums {
 public:
  wechat_sums(bill_form form, const columns& header);

  void add(const row_cells& row);
  /// By the name that the bill gives to the sum. Nothing: not known. Of a column that this bill
  /// does not have: 0.
  [[nodiscard]] std::optional<std::int64_t> of(std::string_view name) const;

 private:
  struct column {
    std::string name;
    std::size_t place = 0;
    running_sum sum{};
  };
  void add_movement(const row_cells& row);

  bill_form form_;
  running_sum rows_{};
  std::vector<column> columns_{};  ///< of trades: those that some sum is of
  std::map<std::string, running_sum, std::less<>> movements_{};  ///< of an account, in and out
};

}  // namespace sluice::bills
