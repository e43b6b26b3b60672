#include "adapters/bills/wechat_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/channels/beijing_time.hpp"

namespace sluice::bills {
namespace {

/// In 2014 the colons of a time were of full width.
std::optional<instant> time_of(std::string_view text) {
  constexpr std::string_view wide_colon = "：";
  std::string plain(text);
  for (auto at = plain.find(wide_colon); at != std::string::npos; at = plain.find(wide_colon))
    plain.replace(at, wide_colon.size(), ":");
  return from_beijing_time(plain);
}

/// Where there is no refund the file says "0".
std::string refund_number(std::string_view text) { return text == "0" ? "" : std::string(text); }

std::optional<money> money_of(const row_cells& row, std::string_view column, currency unit) {
  const auto parts = row.parts(column);
  return parts && *parts >= 0 ? money_from_parts(*parts, unit) : std::nullopt;
}

money out_of_account(money amount) { return {-amount.minor_units, amount.unit}; }

/// The younger name first; nothing is read of the elder one where both are there.
std::string_view first_there(const row_cells& row, std::string_view younger,
                             std::string_view elder) {
  return row.text(younger).empty() ? elder : younger;
}

bool add_payment(bill_row& into, const row_cells& row, currency unit) {
  into.own = {std::string(row.text("商户订单号")), std::string(row.text("微信订单号"))};
  const auto amount = money_of(row, first_there(row, "订单金额", "总金额"), unit);
  if (!amount) return false;
  into.amount = *amount;
  if (row.text("应结订单金额").empty()) return true;
  into.settled = money_of(row, "应结订单金额", unit);
  return into.settled.has_value();
}

bool add_return(bill_row& into, const row_cells& row, currency unit) {
  into.own = {refund_number(row.text("商户退款单号")), refund_number(row.text("微信退款单号"))};
  into.original = {std::string(row.text("商户订单号")), std::string(row.text("微信订单号"))};
  into.state = row.text("退款状态");
  const auto settled = money_of(row, "退款金额", unit);
  const bool is_new = !row.text("申请退款金额").empty();
  const auto amount = is_new ? money_of(row, "申请退款金额", unit) : settled;
  if (!amount || !settled) return false;
  into.amount = out_of_account(*amount);
  if (is_new) into.settled = out_of_account(*settled);
  return true;
}

struct sum_of_column {
  std::string_view sum, column;
};
constexpr std::array columns_of_sums{
    sum_of_column{"总交易单数", "rows"},
    sum_of_column{"应结订单总金额", "应结订单金额"},
    sum_of_column{"总交易额", "总金额"},
    sum_of_column{"退款总金额", "退款金额"},
    sum_of_column{"总退款金额", "退款金额"},
    sum_of_column{"充值券退款总金额", "充值券退款金额"},
    sum_of_column{"总代金券或立减优惠退款金额", "代金券或立减优惠退款金额"},
    sum_of_column{"总企业红包退款金额", "企业红包退款金额"},
    sum_of_column{"手续费总金额", "手续费"},
    sum_of_column{"订单总金额", "订单金额"},
    sum_of_column{"申请退款总金额", "申请退款金额"},
    sum_of_column{"资金流水总笔数", "rows"},
    sum_of_column{"收入笔数", "收入"},
    sum_of_column{"收入金额", "收入金额"},
    sum_of_column{"支出笔数", "支出"},
    sum_of_column{"支出金额", "支出金额"},
};

bool is_summed_up(std::string_view column) {
  return std::ranges::find(columns_of_sums, column, &sum_of_column::column) !=
         columns_of_sums.end();
}

std::optional<row_kind> kind_of_state(std::string_view state) {
  if (state == "SUCCESS") return row_kind::payment;
  if (state == "REFUND") return row_kind::refund;
  if (state == "REVOKED") return row_kind::reversal;
  return std::nullopt;
}

row_kind kind_of_business(std::string_view type) {
  if (type == "交易") return row_kind::payment;
  if (type == "退款") return row_kind::refund;
  if (type == "提现") return row_kind::withdrawal;
  if (type == "扣除交易手续费") return row_kind::fee;
  return row_kind::other;
}

}  // namespace

row_or_why wechat_trade_row(const row_cells& row) {
  const auto kind = kind_of_state(row.text("交易状态"));
  if (!kind) return "its state has no word here";
  const auto unit = currency_from_name(row.text("货币种类"));
  if (!unit) return "its currency is not known";
  bill_row made{.kind = *kind, .account = std::string(row.text("商户号"))};
  const auto asked = *kind == row_kind::refund ? row.text("退款申请时间") : std::string_view{};
  made.at = time_of(asked.empty() ? row.text("交易时间") : asked);
  if (!made.at) return "its time is none";
  made.fee = row.parts("手续费");
  if (!made.fee) return "its fee is no number";
  const bool reads =
      *kind == row_kind::payment ? add_payment(made, row, *unit) : add_return(made, row, *unit);
  if (!reads) return "its amount is none";
  if (!has_plain_numbers(made)) return "a number in it has signs that no number has";
  return made;
}

row_or_why wechat_fund_flow_row(const row_cells& row) {
  bill_row made{
      .kind = kind_of_business(row.text("业务类型")),
      .own = {std::string(row.text("业务凭证号")), std::string(row.text("微信支付业务单号"))},
      .entry = std::string(row.text("资金流水单号")),
      .at = time_of(row.text("记账时间"))};
  if (!made.at) return "its time is none";
  const auto amount = money_of(row, "收支金额(元)", currency::cny);
  if (!amount) return "its amount is none";
  const auto direction = row.text("收支类型");
  if (direction != "收入" && direction != "支出") return "it moves neither in nor out";
  made.amount = direction == "收入" ? *amount : out_of_account(*amount);
  const auto left = row.parts("账户结余(元)");
  if (left) made.balance = money_from_parts(*left, currency::cny);
  if (!made.balance) return "its balance is none";
  if (!has_plain_numbers(made)) return "a number in it has signs that no number has";
  return made;
}

wechat_sums::wechat_sums(bill_form form, const columns& header) : form_(form) {
  if (form != bill_form::wechat_trade) return;
  for (const auto& [name, place] : header.all())
    if (is_summed_up(name)) columns_.push_back({.name = name, .place = place});
}

void wechat_sums::add(const row_cells& row) {
  rows_.add(parts_of_a_unit);
  if (form_ == bill_form::wechat_fund_flow) return add_movement(row);
  for (auto& one : columns_)
    if (const auto parts = row.parts_at(one.place)) one.sum.add(*parts);
}

void wechat_sums::add_movement(const row_cells& row) {
  const std::string direction(row.text("收支类型"));
  movements_[direction].add(parts_of_a_unit);
  movements_[direction + "金额"].add(row.parts("收支金额(元)").value_or(0));
}

std::optional<std::int64_t> wechat_sums::of(std::string_view name) const {
  const auto* const pair = std::ranges::find(columns_of_sums, name, &sum_of_column::sum);
  if (pair == columns_of_sums.end()) return std::nullopt;
  if (pair->column == "rows") return rows_.value();
  const auto moved = movements_.find(pair->column);
  if (moved != movements_.end()) return moved->second.value();
  const auto column = std::ranges::find(columns_, pair->column, &column::name);
  return column == columns_.end() ? 0 : column->sum.value();
}

}  // namespace sluice::bills
