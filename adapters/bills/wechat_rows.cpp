#include "adapters/bills/wechat_rows.hpp"

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

void wechat_sums::add(const row_cells& row, const columns& header) {
  by_column_["rows"].add(parts_of_a_unit);
  if (form_ == bill_form::wechat_fund_flow) {
    const std::string direction(row.text("收支类型"));
    by_column_[direction].add(parts_of_a_unit);
    by_column_[direction + "金额"].add(row.parts("收支金额(元)").value_or(0));
    return;
  }
  for (const auto& [name, place] : header.all())
    if (const auto parts = row.parts(name)) by_column_[name].add(*parts);
}

std::optional<std::int64_t> wechat_sums::sum_of(std::string_view column) const {
  const auto at = by_column_.find(column);
  return at == by_column_.end() ? 0 : at->second.value();
}

std::optional<std::int64_t> wechat_sums::of(std::string_view name) const {
  using pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array columns_of_sums{
      pair{"总交易单数", "rows"},
      pair{"应结订单总金额", "应结订单金额"},
      pair{"总交易额", "总金额"},
      pair{"退款总金额", "退款金额"},
      pair{"总退款金额", "退款金额"},
      pair{"充值券退款总金额", "充值券退款金额"},
      pair{"总代金券或立减优惠退款金额", "代金券或立减优惠退款金额"},
      pair{"总企业红包退款金额", "企业红包退款金额"},
      pair{"手续费总金额", "手续费"},
      pair{"订单总金额", "订单金额"},
      pair{"申请退款总金额", "申请退款金额"},
      pair{"资金流水总笔数", "rows"},
      pair{"收入笔数", "收入"},
      pair{"收入金额", "收入金额"},
      pair{"支出笔数", "支出"},
      pair{"支出金额", "支出金额"},
  };
  for (const auto& [sum, column] : columns_of_sums)
    if (sum == name) return sum_of(column);
  return std::nullopt;
}

}  // namespace sluice::bills
