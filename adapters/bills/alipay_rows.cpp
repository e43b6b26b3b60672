#include "adapters/bills/alipay_rows.hpp"

#include <cstdlib>

#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"
#include "adapters/channels/beijing_time.hpp"

namespace sluice::bills {
namespace {

/// Exports differ in the sign of refunds and fees: what kind of row it is says where money went.
std::optional<money> absolute_money(const row_cells& row, std::string_view column) {
  const auto parts = row.parts(column);
  return parts ? money_from_parts(std::abs(*parts), currency::cny) : std::nullopt;
}

money signed_as(row_kind kind, money amount) {
  return kind == row_kind::refund ? money{-amount.minor_units, amount.unit} : amount;
}

row_kind kind_of_business(std::string_view type) {
  if (type == "在线支付" || type == "交易付款" || type == "交易") return row_kind::payment;
  if (type == "交易退款" || type == "退款" || type == "退款（交易退款）") return row_kind::refund;
  if (type == "收费" || type == "服务费" || type == "退费") return row_kind::fee;
  if (type == "提现") return row_kind::withdrawal;
  return row_kind::other;
}

/// "商家实收共40.00元" and "2笔": a name, and a number between its word and its unit.
std::optional<std::pair<std::string, std::int64_t>> sum_in(std::string_view part) {
  constexpr std::string_view pieces = "笔", yuan = "元", altogether = "共";
  if (part.ends_with(pieces)) {
    const auto count = parts_from_decimal(part.substr(0, part.size() - pieces.size()));
    return count ? std::optional(std::pair(std::string(pieces), *count)) : std::nullopt;
  }
  const auto word = part.find(altogether);
  if (word == std::string_view::npos || !part.ends_with(yuan)) return std::nullopt;
  auto number = part.substr(word + altogether.size());
  number.remove_suffix(yuan.size());
  const auto parts = parts_from_decimal(number);
  if (!parts) return std::nullopt;
  return std::pair(std::string(part.substr(0, word)), *parts);
}

}  // namespace

row_or_why alipay_trade_row(const row_cells& row) {
  const auto type = row.text("业务类型");
  if (type != "交易" && type != "退款") return "its kind has no word here";
  bill_row made{.kind = type == "交易" ? row_kind::payment : row_kind::refund};
  const numbers trade{std::string(row.text("商户订单号")), std::string(row.text("支付宝交易号"))};
  if (made.kind == row_kind::payment) {
    made.own = trade;
  } else {
    made.own.ours = row.text("退款批次号/请求号");
    made.original = trade;
  }
  made.at = from_beijing_time(row.text("完成时间"));
  if (!made.at) return "its time is none";
  const auto stated = row.parts("订单金额(元)");
  const auto amount = absolute_money(row, "订单金额(元)");
  const auto settled = absolute_money(row, "商家实收(元)");
  if (!stated || !amount || !settled) return "its amount is none";
  if (made.kind == row_kind::payment && *stated < 0) return "it is a payment below zero";
  made.amount = signed_as(made.kind, *amount);
  made.settled = signed_as(made.kind, *settled);
  if (!row.text("服务费(元)").empty()) {
    const auto fee = row.parts("服务费(元)");
    if (!fee) return "its fee is no number";
    made.fee = made.kind == row_kind::payment ? std::abs(*fee) : -std::abs(*fee);
  }
  if (!has_plain_numbers(made)) return "a number in it has signs that no number has";
  return made;
}

row_or_why alipay_account_row(const row_cells& row) {
  bill_row made{.kind = kind_of_business(row.text("业务类型")),
                .own = {std::string(row.text("商户订单号")), std::string(row.text("业务流水号"))},
                .entry = std::string(row.text("账务流水号")),
                .at = from_beijing_time(row.text("发生时间"))};
  if (!made.at) return "its time is none";
  const auto in = absolute_money(row, "收入金额(+元)");
  const auto out = absolute_money(row, "支出金额(-元)");
  if (!in || !out) return "its amount is none";
  if (in->minor_units != 0 && out->minor_units != 0) return "it moves both in and out";
  made.amount = {in->minor_units - out->minor_units, currency::cny};
  const auto left = row.parts("账户余额(元)");
  if (left) made.balance = money_from_parts(*left, currency::cny);
  if (!made.balance) return "its balance is none";
  if (!has_plain_numbers(made)) return "a number in it has signs that no number has";
  return made;
}

std::optional<alipay_total> alipay_total_in(std::string_view comment) {
  constexpr std::string_view colon = "：", comma = "，";
  if (comment.starts_with('#')) comment.remove_prefix(1);
  const auto end = comment.find(colon);
  if (end == std::string_view::npos) return std::nullopt;
  alipay_total made{.title = std::string(comment.substr(0, end)), .sums = {}};
  for (const auto part : cells_of(comment.substr(end + colon.size()), comma)) {
    auto sum = sum_in(trimmed(part));
    if (!sum) return std::nullopt;
    made.sums.push_back(*std::move(sum));
  }
  return made;
}

std::string_view in_brackets(std::string_view comment, std::string_view word) {
  const auto at = comment.find(word);
  if (at == std::string_view::npos) return {};
  comment.remove_prefix(at + word.size());
  const auto from = comment.find('['), to = comment.find(']');
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) return {};
  return comment.substr(from + 1, to - from - 1);
}

}  // namespace sluice::bills
