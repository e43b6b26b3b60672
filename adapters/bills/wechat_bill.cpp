#include "adapters/bills/wechat_bill.hpp"

#include <optional>
#include <string>
#include <utility>

#include "adapters/bills/chinese_text.hpp"
#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"
#include "adapters/bills/wechat_rows.hpp"
#include "base/overloaded.hpp"

namespace sluice::bills {
namespace {

constexpr std::string_view cell_mark = "`", cell_end = ",`";

class wechat_reader {
 public:
  wechat_reader(bill_form form, columns header) : header_(std::move(header)), sums_(form) {
    read_.form = form;
    read_.remarks = 1;
    read_.lines = 1;
  }

  void take(std::string_view line) {
    ++read_.lines;
    if (trimmed(line).empty())
      ++read_.remarks;
    else if (!line.starts_with(cell_mark))
      take_sum_header(line);
    else if (sum_names_)
      take_sums(cells_of(line.substr(cell_mark.size()), cell_end));
    else
      take_row(cells_of(line.substr(cell_mark.size()), cell_end));
  }

  [[nodiscard]] bill finish() && { return std::move(read_); }

 private:
  void set_apart(std::string_view why) {
    read_.unreadable.push_back({.line = read_.lines, .why = std::string(why)});
  }

  void take_row(const std::vector<std::string_view>& cells) {
    if (cells.size() != header_.count()) return set_apart("it has other cells than the header");
    const row_cells row(header_, cells);
    std::visit(
        overloaded{[&](std::string_view why) { set_apart(why); },
                   [&](bill_row&& one) {
                     one.line = read_.lines;
                     sums_.add(row, header_);
                     read_.rows.push_back(std::move(one));
                   }},
        read_.form == bill_form::wechat_trade ? wechat_trade_row(row) : wechat_fund_flow_row(row));
  }

  void take_sum_header(std::string_view line) {
    if (sum_names_) return set_apart("the header of the sums comes twice");
    sum_names_ = columns::of(cells_of(line, ","));
    if (!sum_names_) return set_apart("a sum comes twice");
    ++read_.remarks;
  }

  void take_sums(const std::vector<std::string_view>& cells) {
    if (read_.is_whole) return set_apart("it comes after the sums");
    if (cells.size() != sum_names_->count())
      return set_apart("it has other cells than the header of the sums");
    const row_cells said(*sum_names_, cells);
    std::vector<stated_sum> all;
    for (const auto& [name, place] : sum_names_->all()) {
      const auto stated = said.parts(name);
      if (!stated) return set_apart("a sum is no number");
      all.push_back({name, *stated, sums_.of(name), name.ends_with("数")});
    }
    read_.sums = std::move(all);
    read_.is_whole = true;
    ++read_.remarks;
  }

  columns header_;
  wechat_sums sums_;
  std::optional<columns> sum_names_{};
  bill read_{};
};

std::optional<bill_form> form_of(const columns& header) {
  if (header.has_all(
          {"交易时间", "商户号", "微信订单号", "商户订单号", "交易状态", "货币种类", "手续费"}) &&
      (header.has("订单金额") || header.has("总金额")))
    return bill_form::wechat_trade;
  if (header.has_all({"记账时间", "微信支付业务单号", "资金流水单号", "业务类型", "收支类型",
                      "收支金额(元)", "账户结余(元)", "业务凭证号"}))
    return bill_form::wechat_fund_flow;
  return std::nullopt;
}

}  // namespace

reading_of_bill read_wechat_bill(std::string_view text) {
  const auto decoded = utf8_of(text);
  if (!decoded) return not_a_bill{"it is no text"};
  const auto lines = lines_of(*decoded);
  if (lines.empty()) return not_a_bill{"it is empty"};
  auto header = columns::of(cells_of(lines.front(), ","));
  const auto form = header ? form_of(*header) : std::nullopt;
  if (!form) return not_a_bill{"its first line is not the header of a bill of WeChat Pay"};
  wechat_reader reader(*form, *std::move(header));
  for (std::size_t i = 1; i < lines.size(); ++i) reader.take(lines[i]);
  return std::move(reader).finish();
}

}  // namespace sluice::bills
