#include "adapters/bills/wechat_bill.hpp"

#include <optional>
#include <string>
#include <utility>

#include "adapters/bills/chinese_text.hpp"
#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"
#include "base/overloaded.hpp"

namespace sluice::bills {
namespace {

constexpr std::string_view cell_mark = "`", cell_end = ",`";

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

wechat_reader::wechat_reader(bill_form form, columns header, row_sink to)
    : header_(std::move(header)), sums_(form, header_), to_(std::move(to)) {
  read_.form = form;
  read_.remarks = 1;
  read_.lines = 1;
}

std::optional<wechat_reader> wechat_reader::begun_by(std::string_view first_line, row_sink to) {
  auto header = columns::of(cells_of(first_line, ","));
  const auto form = header ? form_of(*header) : std::nullopt;
  if (!form) return std::nullopt;
  return wechat_reader(*form, *std::move(header), std::move(to));
}

void wechat_reader::take(std::string_view line) {
  ++read_.lines;
  if (trimmed(line).empty())
    ++read_.remarks;
  else if (!line.starts_with(cell_mark))
    take_sum_header(line);
  else if (sum_names_)
    take_sums(cells_of(line.substr(cell_mark.size()), cell_end));
  else
    take_row(line);
}

void wechat_reader::set_apart(std::string_view why) {
  read_.unreadable.push_back({.line = read_.lines, .why = std::string(why)});
}

void wechat_reader::take_row(std::string_view line) {
  const auto cells = cells_of(line.substr(cell_mark.size()), cell_end);
  if (cells.size() != header_.count()) return set_apart("it has other cells than the header");
  const row_cells row(header_, cells);
  std::visit(
      overloaded{[&](std::string_view why) { set_apart(why); },
                 [&](bill_row&& one) {
                   one.line = read_.lines;
                   one.bytes = hash_of_line(line);
                   sums_.add(row);
                   to_(std::move(one));
                 }},
      read_.form == bill_form::wechat_trade ? wechat_trade_row(row) : wechat_fund_flow_row(row));
}

void wechat_reader::take_sum_header(std::string_view line) {
  if (sum_names_) return set_apart("the header of the sums comes twice");
  sum_names_ = columns::of(cells_of(line, ","));
  if (!sum_names_) return set_apart("a sum comes twice");
  ++read_.remarks;
}

void wechat_reader::take_sums(const std::vector<std::string_view>& cells) {
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

reading_of_bill read_wechat_bill(std::string_view text) {
  const auto decoded = utf8_of(text);
  if (!decoded) return not_a_bill{"it is no text"};
  const auto lines = lines_of(*decoded);
  if (lines.empty()) return not_a_bill{"it is empty"};
  std::vector<bill_row> rows;
  auto reader = wechat_reader::begun_by(
      lines.front(), [&](bill_row&& one) { rows.push_back(std::move(one)); });
  if (!reader) return not_a_bill{"its first line is not the header of a bill of WeChat Pay"};
  for (std::size_t i = 1; i < lines.size(); ++i) reader->take(lines[i]);
  auto read = std::move(*reader).finish();
  read.rows = std::move(rows);
  return read;
}

}  // namespace sluice::bills
