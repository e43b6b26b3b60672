#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/coupons.hpp"
#include "sim/providers/wire_text.hpp"

// alipay.trade.refund and alipay.trade.fastpay.refund.query.

namespace sluice::sim::alipay {
namespace {

json refund_node(const reply<refund_verdict>& r, const std::string& number, money asked) {
  switch (r.verdict) {
    case refund_verdict::accepted:
    case refund_verdict::repeated: {
      const bool moved = r.verdict == refund_verdict::accepted;
      auto node = success();
      node["out_trade_no"] = r.about.key;
      node["trade_no"] = r.about.reference;
      node["buyer_logon_id"] = buyer_logon_id;
      node["buyer_user_id"] = buyer_id;
      node["fund_change"] = moved ? "Y" : "N";  // the only word on whether money moved now
      node["refund_fee"] = major_units({refunded_minor(r.about), r.about.amount.unit});
      const auto to_payer = made_up(asked, r.about.amount).paid;
      node["send_back_fee"] = major_units({moved ? to_payer : 0, asked.unit});
      node["gmt_refund_pay"] = beijing_time(find_refund(r.about, number)->at);
      if (moved)
        node["refund_detail_item_list"] = json::array(
            {{{"amount", major_units({to_payer, asked.unit})}, {"fund_channel", "ALIPAYACCOUNT"}}});
      return node;
    }
    case refund_verdict::refused:
      return failure("ACQ.TRADE_NOT_ALLOW_REFUND", "当前交易不允许退款");
    case refund_verdict::key_reused:
      return failure("ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
    case refund_verdict::no_trade: return failure("ACQ.TRADE_NOT_EXIST", "交易不存在");
    case refund_verdict::not_paid: return failure("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    case refund_verdict::too_much: return failure("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
    case refund_verdict::unheard: break;
  }
  return failure("AQC.SYSTEM_ERROR", "系统错误");
}

}  // namespace

face_answer give_refund(provider& behind, const call& c, instant now) {
  const auto key = trade_key(behind, c);
  const auto asked = amount(c, "refund_amount", "refund_currency");
  if (key.empty() || !asked) return wrap(c, invalid_parameter());
  // Without a number of its own a refund is the whole one, and the trade's number serves.
  const auto named = text(c, "out_request_no");
  const auto& number = named.empty() ? key : named;
  const auto r = behind.give_refund(key, number, *asked, now);
  return wrap(c, refund_node(r, number, *asked), r.how, r.after);
}

face_answer refund_query(provider& behind, const call& c, instant now) {
  const auto key = trade_key(behind, c);
  const auto number = text(c, "out_request_no");
  if (key.empty() || number.empty()) return wrap(c, invalid_parameter());
  const auto t = behind.query(key, now);
  if (!t) return wrap(c, failure("ACQ.TRADE_NOT_EXIST", "交易不存在"));
  auto node = success();
  // An unknown refund is a success without refund_status.
  if (const auto* r = find_refund(*t, number)) {
    node["out_trade_no"] = t->key;
    node["trade_no"] = t->reference;
    node["out_request_no"] = number;
    node["total_amount"] = major_units(t->amount);
    node["refund_amount"] = major_units(r->amount);
    if (r->done) node["refund_status"] = "REFUND_SUCCESS";
    if (r->done) node["gmt_refund_pay"] = beijing_time(r->at);
  }
  return wrap(c, node);
}

}  // namespace sluice::sim::alipay
