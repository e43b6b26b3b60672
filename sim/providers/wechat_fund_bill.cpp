#include "sim/providers/bills.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view header =
    "\xEF\xBB\xBF记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),"
    "账户结余(元),资金变更提交申请人,备注,业务凭证号";
constexpr std::string_view sums_header = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

std::string yuan(std::int64_t minor) {
  const auto text = major_units({minor < 0 ? -minor : minor, currency::cny});
  return minor < 0 ? '-' + text : text;
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) line += (line.empty() ? "`" : ",`") + cell;
  return line.append(line_end);
}

const char* word_of(fund_move::kind what) {
  switch (what) {
    case fund_move::kind::trade: return "交易";
    case fund_move::kind::fee: return "扣除交易手续费";
    case fund_move::kind::refund:
    case fund_move::kind::fee_back: return "退款";
    case fund_move::kind::payout: break;
  }
  return "提现";
}

std::string row_of(const fund_move& one) {
  const auto& moved = one.of.moved;
  const auto entry = std::to_string(static_cast<int>(one.what)) + moved.reference;
  return row_of(
      {beijing_time(moved.at), moved.reference, entry, word_of(one.what), word_of(one.what),
       one.minor_units < 0 ? "支出" : "收入",
       yuan(one.minor_units < 0 ? -one.minor_units : one.minor_units), yuan(one.balance), "system",
       "模拟; 含手续费", moved.refund_key.empty() ? moved.key : moved.refund_key});
}

}  // namespace

std::string wechat_fund_bill(const std::vector<fund_move>& moves) {
  std::string out(header);
  out.append(line_end);
  std::int64_t came = 0, came_sum = 0, went = 0, went_sum = 0;
  for (const auto& one : moves) {
    out += row_of(one);
    const bool is_in = one.minor_units > 0;
    (is_in ? came : went) += 1;
    (is_in ? came_sum : went_sum) += is_in ? one.minor_units : -one.minor_units;
  }
  out.append(sums_header).append(line_end);
  return out + row_of({std::to_string(moves.size()), std::to_string(came), yuan(came_sum),
                       std::to_string(went), yuan(went_sum)});
}

}  // namespace sluice::sim
