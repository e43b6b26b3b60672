#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/wire_text.hpp"

// alipay.fund.trans.uni.transfer and alipay.fund.trans.common.query.

namespace sluice::sim::alipay {
namespace {

const char* transfer_status(const trade& t) {
  switch (t.state) {
    case trade_state::awaiting_payer: return "DEALING";
    case trade_state::paid: return "SUCCESS";
    case trade_state::closed:
    case trade_state::revoked:
    case trade_state::failed:
    case trade_state::turned_down: return "FAIL";
  }
  return "";
}

json transfer_state(const trade& t) {
  auto node = success();
  node["out_biz_no"] = t.key;
  node["order_id"] = t.reference;
  node["pay_fund_order_id"] = t.reference;
  node["status"] = transfer_status(t);
  node["trans_amount"] = major_units(t.amount);
  if (t.state == trade_state::paid) node["trans_date"] = node["pay_date"] = beijing_time(t.changed);
  if (t.state == trade_state::failed) {
    node["error_code"] = "PAYEE_ACC_OCUPIED";
    node["fail_reason"] = "收款账户异常";
  }
  return node;
}

json transfer_node(const reply<pay_verdict>& r) {
  switch (r.verdict) {
    case pay_verdict::paid:
    case pay_verdict::awaiting_payer:
    case pay_verdict::already_paid:
    case pay_verdict::dead:
      return transfer_state(r.about);  // the same number again: the same answer
    case pay_verdict::declined: return failure("PAYER_BALANCE_NOT_ENOUGH", "付款方余额不足");
    case pay_verdict::declined_as_if_repeated:
    case pay_verdict::key_reused: return failure("DUPLICATE_REQUEST_ERROR", "重复请求参数不一致");
    case pay_verdict::not_allowed: return failure("PAYER_STATUS_ERROR", "付款方状态异常");
    case pay_verdict::strange: return failure("MOON_IS_FULL", "今夜月圆");
    case pay_verdict::declined_left_open:
    case pay_verdict::wrong_code:
    case pay_verdict::no_agreement:
    case pay_verdict::nothing_held:
    case pay_verdict::unheard: break;
  }
  return failure("SYSTEM_ERROR", "系统繁忙");
}

}  // namespace

face_answer transfer(provider& behind, const call& c, instant now) {
  const auto key = text(c, "out_biz_no");
  const auto total = amount(c, "trans_amount");
  if (key.empty() || key.size() > 64 || !total || text(c, "product_code").empty())
    return wrap(c, failure("INVALID_PARAMETER", "参数有误"));
  const auto r = behind.pay(
      {.type = business_type::payout,
       .key = key,
       .amount = *total,
       .app_id = c.app_id,
       .notify_url = c.notify_url},
      now);
  return wrap(c, transfer_node(r), r.how, r.after);
}

face_answer transfer_query(provider& behind, const call& c, instant now) {
  const auto number = text(c, "order_id");
  const auto key = number.empty() ? text(c, "out_biz_no") : behind.key_of_reference(number);
  const auto t = behind.query(key, now);
  if (!t) return wrap(c, failure("ORDER_NOT_EXIST", "转账订单不存在"));
  return wrap(c, transfer_state(*t));
}

}  // namespace sluice::sim::alipay
