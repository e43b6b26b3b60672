#include "adapters/bills/alipay_bill.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "adapters/bills/alipay_rows.hpp"
#include "adapters/bills/chinese_text.hpp"
#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/packing/zip.hpp"
#include "base/overloaded.hpp"

namespace sluice::bills {
namespace {

constexpr std::string_view pieces = "笔";

std::optional<bill_form> form_of(const columns& header) {
  if (header.has_all(
          {"支付宝交易号", "商户订单号", "业务类型", "完成时间", "订单金额(元)", "商家实收(元)"}))
    return bill_form::alipay_trade;
  if (header.has_all({"账务流水号", "业务流水号", "商户订单号", "发生时间", "收入金额(+元)",
                      "支出金额(-元)", "账户余额(元)", "业务类型"}))
    return bill_form::alipay_account;
  return std::nullopt;
}

/// The sums of one kind of row by the name that a total gives them, without a sign.
using sums_by_name = std::map<std::string, running_sum, std::less<>>;

class alipay_reader {
 public:
  void take(std::string_view line) {
    ++read_.lines;
    if (line.starts_with('#'))
      take_comment(line);
    else if (trimmed(line).empty())
      ++read_.remarks;
    else if (!header_)
      take_header(line);
    else if (list_ended_)
      set_apart("it comes after the end of the list");
    else
      take_row(line, cells_of(line, ","));
  }

  /// Nothing: no header was seen.
  [[nodiscard]] std::optional<bill> finish() && {
    if (!header_) return std::nullopt;
    read_.is_whole = list_ended_ && titles_seen_ == 2;
    for (auto& row : read_.rows) row.account = read_.account;
    return std::move(read_);
  }

 private:
  void set_apart(std::string_view why) {
    read_.unreadable.push_back({.line = read_.lines, .why = std::string(why)});
  }

  void take_header(std::string_view line) {
    header_ = columns::of(cells_of(line, ","));
    const auto form = header_ ? form_of(*header_) : std::nullopt;
    if (!form) {
      header_.reset();
      return set_apart("it stands before the header");
    }
    read_.form = *form;
    ++read_.remarks;
  }

  void take_row(std::string_view line, const std::vector<std::string_view>& cells) {
    if (cells.size() != header_->count()) return set_apart("it has other cells than the header");
    const row_cells row(*header_, cells);
    std::visit(overloaded{[&](std::string_view why) { set_apart(why); },
                          [&](bill_row&& one) {
                            one.line = read_.lines;
                            one.bytes = hash_of_line(line);
                            add_up(one, row);
                            read_.rows.push_back(std::move(one));
                          }},
               is_trade() ? alipay_trade_row(row) : alipay_account_row(row));
  }

  void add_up(const bill_row& one, const row_cells& row) {
    if (!is_trade()) {
      auto& sums = found_[one.amount.minor_units < 0 ? "支出合计" : "收入合计"];
      sums[std::string(pieces)].add(parts_of_a_unit);
      const auto in = row.parts("收入金额(+元)").value_or(0);
      sums[""].add(std::abs(in != 0 ? in : row.parts("支出金额(-元)").value_or(0)));
      return;
    }
    const bool is_refund = one.kind == row_kind::refund;
    auto& sums = found_[is_refund ? "退款合计" : "交易合计"];
    sums[std::string(pieces)].add(parts_of_a_unit);
    for (const std::string column : {"商家实收", "商家优惠"})
      sums[is_refund ? column + "退款" : column].add(
          std::abs(row.parts(column + "(元)").value_or(0)));
  }

  void take_comment(std::string_view line) {
    if (line.find("列表结束") != std::string_view::npos) list_ended_ = true;
    const auto account = in_brackets(line, "账号：");
    if (!account.empty() && is_number_like(account)) read_.account = account;
    take_day(in_brackets(line, "起始日期："));
    if (line.find("合计：") != std::string_view::npos) return take_total(line);
    ++read_.remarks;
  }

  /// "2019年09月16日 00:00:00"
  void take_day(std::string_view text) {
    std::string digits;
    for (const char c : text)
      if (c >= '0' && c <= '9' && digits.size() < 8) digits += c;
    if (digits.size() == 8)
      read_.day = digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6);
  }

  void take_total(std::string_view line) {
    const auto total = alipay_total_in(line);
    if (!total) return set_apart("a total cannot be read");
    const bool is_again = std::ranges::any_of(
        read_.sums, [&](const stated_sum& one) { return one.name.starts_with(total->title); });
    if (is_again) return set_apart("a total comes twice");
    ++titles_seen_;
    ++read_.remarks;
    for (const auto& [name, stated] : total->sums)
      read_.sums.push_back({.name = total->title + ' ' + (name.empty() ? "金额" : name),
                            .stated = std::abs(stated),
                            .found = found(total->title, name),
                            .is_count = name == pieces});
  }

  /// Totals stand below the rows.
  [[nodiscard]] std::optional<std::int64_t> found(const std::string& title,
                                                  const std::string& name) const {
    static const std::map<std::string, std::vector<std::string>, std::less<>> known{
        {"交易合计", {"笔", "商家实收", "商家优惠"}},
        {"退款合计", {"笔", "商家实收退款", "商家优惠退款"}},
        {"支出合计", {"笔", ""}},
        {"收入合计", {"笔", ""}}};
    const auto names = known.find(title);
    if (names == known.end() || !std::ranges::count(names->second, name)) return std::nullopt;
    const auto sums = found_.find(title);
    if (sums == found_.end()) return 0;
    const auto at = sums->second.find(name);
    return at == sums->second.end() ? 0 : at->second.value();
  }

  [[nodiscard]] bool is_trade() const noexcept { return read_.form == bill_form::alipay_trade; }

  std::optional<columns> header_{};
  std::map<std::string, sums_by_name, std::less<>> found_{};
  bool list_ended_ = false;
  int titles_seen_ = 0;
  bill read_{};
};

std::optional<bill> read_list(std::string_view text) {
  const auto decoded = utf8_of(text);
  if (!decoded) return std::nullopt;
  alipay_reader reader;
  for (const auto line : lines_of(*decoded)) reader.take(line);
  return std::move(reader).finish();
}

reading_of_bill read_archive(std::string_view bytes) {
  const auto unpacked = packing::unzip(bytes, packing::largest_bill);
  if (const auto* no = std::get_if<packing::not_a_zip>(&unpacked))
    return not_a_bill{"the archive cannot be read: " + no->why};
  std::optional<bill> only;
  for (const auto& entry : std::get<std::vector<packing::zip_entry>>(unpacked)) {
    auto one = read_list(entry.content);
    if (!one) continue;
    if (only) return not_a_bill{"the archive has two lists"};
    only = std::move(one);
  }
  if (!only) return not_a_bill{"nothing in the archive is a list of Alipay's"};
  return *std::move(only);
}

}  // namespace

reading_of_bill read_alipay_bill(std::string_view bytes) {
  if (packing::is_zip(bytes)) return read_archive(bytes);
  auto one = read_list(bytes);
  if (!one) return not_a_bill{"it has no header of a bill of Alipay"};
  return *std::move(one);
}

}  // namespace sluice::bills
