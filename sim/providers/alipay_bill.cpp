#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/coupons.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view seller = "20880000000000000156", line_end = "\r\n";
constexpr std::string_view header =
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,"
    "对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,"
    "商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
    "退款批次号/请求号,服务费（元）,分润（元）,备注";

std::string yuan(std::int64_t minor) {
  const auto text = major_units({minor < 0 ? -minor : minor, currency::cny});
  return minor < 0 ? '-' + text : text;
}

/// Of one kind of row, in fen.
struct sums {
  std::int64_t count = 0, received = 0, given = 0, fees = 0;
};

struct row {
  std::int64_t amount = 0, received = 0, fee = 0;
};

row row_of(const statement_line& line) {
  const auto minor = line.moved.amount.minor_units;
  if (line.moved.kind == movement_kind::paid) {
    const auto settled = made_up(line.moved.amount).settled;
    return {minor, settled, -fee_of(settled)};
  }
  const auto settled = made_up(line.moved.amount, line.about.amount).settled;
  return {-minor, -settled, fee_of(settled)};
}

std::string text_of(const statement_line& line, const row& r) {
  const auto& t = line.about;
  const bool is_paid = line.moved.kind == movement_kind::paid;
  // What was revoked names the trade as its request.
  const auto request =
      is_paid ? ""
      : line.moved.kind == movement_kind::given_back
          ? t.reference
          : line.moved.refund_key;
  std::string out = t.reference + "\t," + t.key + "\t," + (is_paid ? "交易" : "退款") +
                    "\t,模拟商品\t," + beijing_time(t.created) + ',' + beijing_time(line.moved.at) +
                    ",\t,\t,\t,\t,*某某(***@example.com)\t,";
  out +=
      yuan(r.amount) + ',' + yuan(r.received) + ",0.00,0.00,0.00," + yuan(r.amount - r.received) +
      ",0.00,,0.00\t,0.00," + request + "\t," + yuan(r.fee) + ",0.00,模拟";
  return out.append(line_end);
}

std::string date_text(const std::string& day) {
  return day.substr(0, 4) + "年" + day.substr(4, 2) + "月" + day.substr(6) + "日 00:00:00";
}

std::string total(std::string_view title, std::string_view goes, const sums& of) {
  std::string out = "#";
  out.append(title).append("合计：").append(std::to_string(of.count)).append("笔，商家实收");
  out.append(goes).append("共").append(yuan(of.received)).append("元，商家优惠").append(goes);
  return out.append("共").append(yuan(of.given)).append("元").append(line_end);
}

std::string head_of(std::string_view title, const std::string& day) {
  std::string out = "#支付宝";
  out.append(title).append("查询").append(line_end);
  out.append("#账号：[").append(seller).append("]").append(line_end);
  out.append("#起始日期：[").append(date_text(day)).append("]").append(line_end);
  return out.append("#-----------------------------------------")
      .append(title)
      .append("列表----------------------------------------")
      .append(line_end);
}

std::string end_of(std::string_view title) {
  std::string out = "#-----------------------------------------";
  return out.append(title).append("列表结束------------------------------------").append(line_end);
}

std::string summary_of(const std::string& day, const sums& paid, const sums& refunded) {
  std::string out = head_of("业务汇总", day);
  out.append(
         "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,"
         "支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）")
      .append(line_end);
  const auto received = paid.received + refunded.received, given = paid.given + refunded.given;
  const auto fees = paid.fees + refunded.fees;
  out += "合计\t,\t," + std::to_string(paid.count) + ',' + std::to_string(refunded.count) + ',' +
         yuan(received + given) + ',' + yuan(received) + ",0.00," + yuan(given) + ",0.00," +
         yuan(fees) + ",0.00," + yuan(received + fees);
  return out.append(line_end) + end_of("业务汇总");
}

}  // namespace

std::string alipay_bill(const statement& lines, const std::string& day) {
  std::string list = head_of("业务明细", day);
  list.append(header).append(line_end);
  sums paid, refunded;
  for (const auto& line : lines) {
    const auto r = row_of(line);
    list += text_of(line, r);
    auto& into = line.moved.kind == movement_kind::paid ? paid : refunded;
    ++into.count;
    into.received += r.received;
    into.given += r.amount - r.received;
    into.fees += r.fee;
  }
  list += end_of("业务明细") + total("交易", "", paid) + total("退款", "退款", refunded);
  list.append("#导出时间：[").append(date_text(day)).append("]").append(line_end);
  const auto name = std::string(seller) + '_' + day + '_';
  return zipped({{gbk_of(name + "业务明细.csv"), gbk_of(list)},
                 {gbk_of(name + "业务明细(汇总).csv"), gbk_of(summary_of(day, paid, refunded))}});
}

}  // namespace sluice::sim
