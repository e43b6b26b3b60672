#pragma once
/// WeChat Pay's bills: UTF-8, a header, rows whose cells begin with a back-tick (so that a comma
/// inside is no end), a second header and one line of sums. Source: pay.weixin.qq.com, "download
/// the trade bill", "download the fund-flow bill"; and files of 2014 to 2021.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/bills/wechat_rows.hpp"

namespace sluice::bills {

/// Trade bills of any type (ALL, SUCCESS, REFUND) and fund-flow bills; the header says which.
[[nodiscard]] reading_of_bill read_wechat_bill(std::string_view text);

/// The same line by line, so that a bill of any size can be read without being held.
class wechat_reader {
 public:
  using row_sink = std::function<void(bill_row&&)>;

  /// Nothing: this is not the header of such a bill. Rows go to `to`.
  [[nodiscard]] static std::optional<wechat_reader> begun_by(std::string_view first_line,
                                                             row_sink to);
  [[nodiscard]] bill_form form() const noexcept { return read_.form; }
  /// The next line, without its end.
  void take(std::string_view line);
  /// A line that is not even text.
  void set_next_apart(std::string_view why) {
    ++read_.lines;
    set_apart(why);
  }
  /// All but the rows.
  [[nodiscard]] bill finish() && { return std::move(read_); }

 private:
  wechat_reader(bill_form form, columns header, row_sink to);
  void set_apart(std::string_view why);
  void take_row(std::string_view line);
  void take_sum_header(std::string_view line);
  void take_sums(const std::vector<std::string_view>& cells);

  columns header_;
  wechat_sums sums_;
  row_sink to_;
  std::optional<columns> sum_names_{};
  bill read_{};
};

}  // namespace sluice::bills
