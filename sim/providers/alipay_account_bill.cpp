#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view seller = "20880000000000000156", line_end = "\r\n";
constexpr std::string_view header =
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,"
    "账户余额（元）,交易渠道,业务类型,备注";
constexpr std::string_view ruler = "-----------------------------------------";

std::string yuan(std::int64_t minor) {
  const auto text = major_units({minor < 0 ? -minor : minor, currency::cny});
  return minor < 0 ? '-' + text : text;
}

const char* word_of(fund_move::kind what) {
  switch (what) {
    case fund_move::kind::trade: return "在线支付";
    case fund_move::kind::fee:
    case fund_move::kind::fee_back: return "收费";
    case fund_move::kind::refund: return "交易退款";
    case fund_move::kind::payout: break;
  }
  return "转账";
}

std::string row_of(const fund_move& one) {
  const auto& moved = one.of.moved;
  const bool is_in = one.minor_units > 0;
  std::string out = std::to_string(static_cast<int>(one.what)) + moved.reference + "\t," +
                    one.of.about.reference + "\t," + moved.key + "\t,模拟商品\t," +
                    beijing_time(moved.at) + ",***@example.com\t,";
  out += yuan(is_in ? one.minor_units : 0) + ',' + yuan(is_in ? 0 : one.minor_units) + ',' +
         yuan(one.balance) + ",支付宝," + word_of(one.what) + ",模拟";
  return out.append(line_end);
}

std::string date_text(const std::string& day) {
  return day.substr(0, 4) + "年" + day.substr(4, 2) + "月" + day.substr(6) + "日 00:00:00";
}

std::string total(std::string_view title, std::int64_t count, std::int64_t sum) {
  std::string out = "#";
  out.append(title).append("合计：").append(std::to_string(count)).append("笔，共");
  return out.append(yuan(sum)).append("元").append(line_end);
}

}  // namespace

std::string alipay_account_bill(const std::vector<fund_move>& moves, const std::string& day) {
  std::string list = "#支付宝账务明细查询";
  list.append(line_end).append("#账号：[").append(seller).append("]").append(line_end);
  list.append("#起始日期：[").append(date_text(day)).append("]").append(line_end);
  list.append("#").append(ruler).append("账务明细列表").append(ruler).append(line_end);
  list.append(header).append(line_end);
  std::int64_t came = 0, came_sum = 0, went = 0, went_sum = 0;
  for (const auto& one : moves) {
    list += row_of(one);
    const bool is_in = one.minor_units > 0;
    (is_in ? came : went) += 1;
    (is_in ? came_sum : went_sum) += is_in ? one.minor_units : -one.minor_units;
  }
  list.append("#").append(ruler).append("账务明细列表结束").append(ruler).append(line_end);
  list += total("支出", went, went_sum) + total("收入", came, came_sum);
  list.append("#导出时间：[").append(date_text(day)).append("]").append(line_end);
  return zipped({{gbk_of(std::string(seller) + '_' + day + "_账务明细.csv"), gbk_of(list)}});
}

}  // namespace sluice::sim
