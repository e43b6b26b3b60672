#pragma once
/// A trade bill of WeChat Pay, made of a few words a row, whose sums fit. In its text everything
/// can be changed afterwards.

#include <cstdint>
#include <string>
#include <vector>

namespace sluice::test {

struct made_row {
  std::string ours;
  std::int64_t fen = 0;  ///< below zero: a refund of `payment`
  std::int64_t fee_fen = 0;
  std::string time = "2026-01-02 12:00:00";
  std::string payment{};
  std::string account = "1900000109";
};

inline std::string yuan_of(std::int64_t fen, const char* more = "") {
  const auto size = fen < 0 ? -fen : fen;
  auto digits = std::to_string(size);
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  digits.insert(digits.size() - 2, ".");
  return (fen < 0 ? "-" : "") + digits + more;
}

inline std::string made_line(const made_row& r) {
  const bool is_back = r.fen < 0;
  const auto paid = is_back ? std::string("0.00") : yuan_of(r.fen);
  const auto back = is_back ? yuan_of(-r.fen) : std::string("0.00");
  const auto payment = is_back ? r.payment : r.ours;
  const std::vector<std::string> cells{
      r.time,
      "wx1",
      r.account,
      "0",
      "",
      "42" + payment,
      payment,
      "openid",
      "MICROPAY",
      is_back ? "REFUND" : "SUCCESS",
      "CMB_DEBIT",
      "CNY",
      paid,
      "0.00",
      is_back ? "50" + r.ours : "0",
      is_back ? r.ours : "0",
      back,
      "0.00",
      is_back ? "ORIGINAL" : "",
      is_back ? "SUCCESS" : "",
      "tea, green",
      "",
      yuan_of(r.fee_fen, "000"),
      "0.60%",
      paid,
      back,
      ""};
  std::string out;
  for (const auto& cell : cells) out += (out.empty() ? "`" : ",`") + cell;
  return out + "\r\n";
}

inline std::string made_bill(const std::vector<made_row>& rows) {
  std::string out =
      "\xEF\xBB\xBF"
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
      "交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,"
      "充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,"
      "费率备注\r\n";
  std::int64_t paid = 0, back = 0, fees = 0;
  for (const auto& r : rows) {
    out += made_line(r);
    (r.fen < 0 ? back : paid) += r.fen < 0 ? -r.fen : r.fen;
    fees += r.fee_fen;
  }
  return out +
         "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,"
         "申请退款总金额\r\n`" +
         std::to_string(rows.size()) + ",`" + yuan_of(paid) + ",`" + yuan_of(back) + ",`0.00,`" +
         yuan_of(fees, "000") + ",`" + yuan_of(paid) + ",`" + yuan_of(back) + "\r\n";
}

}  // namespace sluice::test
