#include <algorithm>
#include <array>

#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view line_end = "\r\n";

/// The columns of ZM, in bytes.
constexpr std::array widths{
    3, 11, 11, 6,  10, 19, 12, 4, 2,  21, 2,  32, 2, 6,  10, 13, 13, 4, 15, 2,  2,
    6, 2,  4,  32, 1,  21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1,  32, 98};

struct column {
  std::size_t number;  ///< from 1
  std::string text;
};

std::string line_of(const std::vector<column>& filled) {
  std::string out;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto at = std::ranges::find(filled, i + 1, &column::number);
    auto cell = at == filled.end() ? std::string{} : at->text;
    cell.resize(static_cast<std::size_t>(widths[i]), ' ');
    out += (i == 0 ? "" : " ") + cell;
  }
  return out.append(line_end);
}

std::string padded(std::int64_t minor, std::size_t width) {
  const auto digits = std::to_string(minor);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// C: to the merchant, D: from the merchant.
std::string signed_amount(std::int64_t minor) {
  constexpr std::size_t digits = 12;
  if (minor == 0) return ' ' + padded(0, digits);
  return (minor < 0 ? 'D' : 'C') + padded(minor < 0 ? -minor : minor, digits);
}

/// In fen, from the merchant's side.
struct money_of_row {
  std::int64_t amount = 0, fee = 0, net = 0;
};

money_of_row money_of(const statement_line& line) {
  const auto minor = line.moved.amount.minor_units;
  const auto fee = fee_of(minor);
  return line.moved.kind == movement_kind::paid
             ? money_of_row{minor, -fee, minor - fee}
             : money_of_row{-minor, fee, fee - minor};
}

std::string text_of(const statement_line& line, const money_of_row& m,
                    const std::string& merchant_id) {
  const auto& moved = line.moved;
  const auto& reference = moved.reference;
  const bool is_paid = moved.kind == movement_kind::paid;
  const bool is_refund = moved.kind == movement_kind::refunded;
  const bool is_capture = is_paid && !line.about.taken_from.empty();
  std::vector<column> filled{
      {2, "88022900"},
      {3, "00049993"},
      {4, reference.substr(reference.size() - 6)},
      {5, beijing_digits(moved.at).substr(4)},
      {6, "621626******0018"},
      {7, padded(moved.amount.minor_units, 12)},
      {8, "4899"},
      {9, "07"},
      {10, reference},
      {12, is_refund ? moved.refund_key : moved.key},
      {13, "01"},
      {16, signed_amount(m.fee)},
      {17, signed_amount(m.net)},
      {20, is_capture  ? "03"
           : is_paid   ? "01"
           : is_refund ? "04"
                       : "31"},
      {28, merchant_id},
      {33, signed_amount(m.net)}};
  if (!is_capture && (is_paid || is_refund)) filled.push_back({1, is_paid ? "S22" : "S30"});
  if (!is_paid) filled.push_back({27, line.about.reference});
  return line_of(filled);
}

/// What left and what came, in fen.
struct both_sides {
  std::int64_t left = 0, came = 0;

  void add(std::int64_t minor) { (minor < 0 ? left : came) += minor < 0 ? -minor : minor; }
  [[nodiscard]] std::string text() const {
    return "  " + major_units({left, currency::cny}) + "  " + major_units({came, currency::cny});
  }
};

std::string summary_of(const std::string& merchant_id, const std::string& day,
                       const std::string& totals) {
  std::string out = "                    中国银联全渠道商户交易汇总表";
  out.append(line_end).append(line_end).append("商户代码:").append(merchant_id);
  out.append("    清算币种:人民币").append(line_end).append("清算日期:").append(day);
  out.append(line_end).append(line_end);
  out.append("交易类型  交易笔数  交易金额  费用  资金清算差额").append(line_end);
  out.append("                  借  贷  借  贷  借  贷").append(line_end);
  return out.append("总计  ").append(totals).append(line_end);
}

}  // namespace

std::string unionpay_bill(const statement& lines, const std::string& merchant_id,
                          const std::string& day) {
  std::string rows;
  both_sides amounts, fees, nets;
  for (const auto& line : lines) {
    const auto m = money_of(line);
    rows += text_of(line, m, merchant_id);
    amounts.add(m.amount);
    fees.add(m.fee);
    nets.add(m.net);
  }
  const auto totals = std::to_string(lines.size()) + amounts.text() + fees.text() + nets.text();
  const auto date = day.substr(2);
  return zipped(
      {{"INN" + date + "88ZM_" + merchant_id, rows},
       {"INN" + date + "88ZME_" + merchant_id, ""},
       {"RD2010" + date + "01_" + merchant_id, gbk_of(summary_of(merchant_id, day, totals))}});
}

}  // namespace sluice::sim
