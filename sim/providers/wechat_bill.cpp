#include "sim/providers/bills.hpp"
#include "sim/providers/coupons.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF", line_end = "\r\n";
constexpr std::string_view header =
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
    "交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,"
    "充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,"
    "费率备注";
constexpr std::string_view sums_header =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,"
    "申请退款总金额";

/// Minor units.
struct amounts {
  std::int64_t settled = 0, coupon = 0, returned = 0, fee = 0, total = 0, asked_back = 0;
};

amounts amounts_of(const statement_line& line) {
  const auto minor = line.moved.amount.minor_units;
  if (line.moved.kind == movement_kind::paid) {
    const auto parts = made_up(line.moved.amount);
    return {.settled = parts.settled,
            .coupon = parts.coupon,
            .fee = fee_of(parts.settled),
            .total = minor};
  }
  const auto settled = made_up(line.moved.amount, line.about.amount).settled;
  return {.returned = settled, .fee = -fee_of(settled), .asked_back = minor};
}

/// In yuan; of a fee with five decimals.
std::string yuan(std::int64_t minor) {
  const auto text = major_units({minor < 0 ? -minor : minor, currency::cny});
  return minor < 0 ? '-' + text : text;
}
std::string fee_text(std::int64_t minor) { return yuan(minor) + "000"; }

std::string row_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) line += (line.empty() ? "`" : ",`") + cell;
  return line.append(line_end);
}

std::string_view state_of(movement_kind kind) {
  switch (kind) {
    case movement_kind::refunded: return "REFUND";
    case movement_kind::given_back: return "REVOKED";
    case movement_kind::paid:
    case movement_kind::pay_received:
    case movement_kind::held:
    case movement_kind::taken:
    case movement_kind::let_go: break;
  }
  return "SUCCESS";
}

std::string row_of(const statement_line& line, const amounts& a, const std::string& merchant_id) {
  const auto& t = line.about;
  const bool is_refund = line.moved.kind == movement_kind::refunded;
  const bool goes = line.moved.kind != movement_kind::paid;
  return row_of(
      {beijing_time(line.moved.at),
       t.app_id,
       merchant_id,
       "0",
       "",
       t.reference,
       t.key,
       "oUpF8uN95-Ptaags6E_roPHg7AG0",
       "MICROPAY",
       std::string(state_of(line.moved.kind)),
       "OTHERS",
       std::string(name_of(t.amount.unit)),
       yuan(a.settled),
       yuan(a.coupon),
       is_refund ? line.moved.reference : "0",
       is_refund ? line.moved.refund_key : "0",
       yuan(a.returned),
       "0.00",
       goes ? "ORIGINAL" : "",
       goes ? "SUCCESS" : "",
       "模拟商品, 含逗号",
       "",
       fee_text(a.fee),
       "0.60%",
       yuan(a.total),
       yuan(a.asked_back),
       ""});
}

}  // namespace

std::string wechat_bill(const statement& lines, const std::string& merchant_id) {
  std::string out(byte_order_mark);
  out.append(header).append(line_end);
  amounts all;
  for (const auto& line : lines) {
    const auto a = amounts_of(line);
    out += row_of(line, a, merchant_id);
    all.settled += a.settled;
    all.returned += a.returned;
    all.fee += a.fee;
    all.total += a.total;
    all.asked_back += a.asked_back;
  }
  out.append(sums_header).append(line_end);
  return out + row_of({std::to_string(lines.size()), yuan(all.settled), yuan(all.returned), "0.00",
                       fee_text(all.fee), yuan(all.total), yuan(all.asked_back)});
}

}  // namespace sluice::sim
