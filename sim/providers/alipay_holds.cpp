#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/made_reference.hpp"
#include "sim/providers/wire_text.hpp"

// alipay.fund.auth: order.voucher.create, operation.detail.query, operation.cancel, order.unfreeze;
// and what alipay.trade.pay takes of what is held.

namespace sluice::sim::alipay {
namespace {

/// The channel's number of the order wins over the merchant's.
std::optional<trade> hold_in(provider& behind, const call& c, instant now) {
  const auto number = text(c, "auth_no");
  const auto key = number.empty() ? text(c, "out_order_no") : behind.key_of_reference(number);
  auto t = behind.query(key, now);
  return t && is_hold(*t) ? t : std::nullopt;
}

json illegal_argument() { return failure("ILLEGAL_ARGUMENT", "参数异常或参数缺失"); }
json no_such_order() { return failure("AUTH_ORDER_NOT_EXIST", "支付宝资金授权订单不存在"); }

void add_hold_numbers(json& node, const trade& t, const std::string& request) {
  node["auth_no"] = t.reference;
  node["out_order_no"] = t.key;
  node["operation_id"] = made_reference("2014", request);
  node["out_request_no"] = request;
}

/// That it has succeeded a freeze says for ever.
const char* hold_status_of(const trade& t) {
  if (t.state == trade_state::awaiting_payer) return "INIT";
  return t.paid ? "SUCCESS" : "CLOSED";
}

const char* order_status_of(const trade& t) {
  if (t.state == trade_state::awaiting_payer) return "INIT";
  if (t.taken.minor_units > 0) return "FINISH";
  return held_minor(t) > 0 ? "AUTHORIZED" : "CLOSED";
}

/// The whole order, in answers and notifications.
void add_order(json& node, const trade& t) {
  const auto yuan = [&](std::int64_t minor) { return major_units({minor, t.amount.unit}); };
  node["order_status"] = order_status_of(t);
  node["total_freeze_amount"] = yuan(t.paid ? t.amount.minor_units : 0);
  node["rest_amount"] = yuan(held_minor(t));
  node["total_pay_amount"] = yuan(t.taken.minor_units);
  node["payer_logon_id"] = buyer_logon_id;
  node["payer_user_id"] = buyer_id;
}

void add_freeze(json& node, const trade& t, const char* status) {
  add_hold_numbers(node, t, t.key);
  add_order(node, t);
  node["operation_type"] = "FREEZE";
  node["amount"] = major_units(t.amount);
  node["status"] = status;
  node["gmt_create"] = beijing_time(t.created);
  if (t.paid) node["gmt_trans"] = beijing_time(*t.paid);
}

void add_unfreeze(json& node, const trade& t, const refund& r) {
  add_hold_numbers(node, t, r.key);
  node["operation_type"] = "UNFREEZE";
  node["amount"] = major_units(r.amount);
  node["status"] = r.done ? "SUCCESS" : "INIT";
  node["gmt_create"] = node["gmt_trans"] = beijing_time(r.at);
}

json refusal_to_hold(pay_verdict verdict) {
  switch (verdict) {
    case pay_verdict::declined: return failure("PAYEE_USER_STATUS_LIMIT", "收款方账号异常");
    case pay_verdict::declined_as_if_repeated:
    case pay_verdict::key_reused: return failure("UNIQUE_VIOLATION", "商户订单号重复");
    case pay_verdict::not_allowed: return failure("ACCESS_FORBIDDEN", "无权限使用接口");
    case pay_verdict::strange: return failure("MOON_IS_FULL", "今夜月圆");
    case pay_verdict::already_paid: return failure("FREEZE_ALREADY_SUCCESS", "已经冻结成功");
    case pay_verdict::dead: return failure("ORDER_ALREADY_CLOSED", "授权订单已经关闭");
    case pay_verdict::declined_left_open:
    case pay_verdict::no_agreement:
    case pay_verdict::nothing_held:
    case pay_verdict::wrong_code:
    case pay_verdict::paid:
    case pay_verdict::awaiting_payer:
    case pay_verdict::unheard: break;
  }
  return failure("SYSTEM_ERROR", "系统错误");
}

json refusal_to_let_go(refund_verdict verdict, const trade& t) {
  switch (verdict) {
    case refund_verdict::refused: return failure("PAYER_USER_STATUS_LIMIT", "付款方状态受限");
    case refund_verdict::key_reused: return failure("UNIQUE_VIOLATION", "解冻信息被篡改");
    case refund_verdict::no_trade: return no_such_order();
    case refund_verdict::not_paid: return failure("ILLEGAL_STATUS", "订单状态非法");
    case refund_verdict::too_much:
      if (t.taken.minor_units > 0)
        return failure("ORDER_ALREADY_FINISH", "授权订单已经完结，无法再进行资金操作");
      if (held_minor(t) == 0)
        return failure("ORDER_ALREADY_CLOSED", "授权订单已经关闭，无法再进行资金操作");
      return failure("REQUEST_AMOUNT_EXCEED", "请求解冻金额超限");
    case refund_verdict::accepted:
    case refund_verdict::repeated:
    case refund_verdict::unheard: break;
  }
  return failure("SYSTEM_ERROR", "系统错误");
}

}  // namespace

face_answer voucher_create(provider& behind, const call& c, instant now) {
  const auto key = text(c, "out_order_no");
  const auto total = amount(c, "amount");
  const bool is_whole = !text(c, "order_title").empty() && text(c, "product_code") == "PRE_AUTH";
  // Whoever uses two numbers for one freeze is not simulated.
  if (key.empty() || key.size() > 64 || key != text(c, "out_request_no") || !total || !is_whole)
    return wrap(c, illegal_argument());
  const auto r = behind.pay(
      {.type = business_type::preauthorization,
       .key = key,
       .amount = *total,
       .app_id = c.app_id,
       .notify_url = c.notify_url},
      now);
  auto node = refusal_to_hold(r.verdict);
  if (r.verdict == pay_verdict::awaiting_payer) {
    node = success();
    node["out_order_no"] = node["out_request_no"] = key;
    node["code_type"] = "shareCode";
    node["code_value"] = "https://qr.alipay.com/fax" + r.about.reference;
    node["code_url"] = "https://mobilecodec.alipay.com/show.htm?code=fax" + r.about.reference;
  }
  return wrap(c, node, r.how, r.after);
}

face_answer hold_query(provider& behind, const call& c, instant now) {
  const auto t = hold_in(behind, c, now);
  if (!t) return wrap(c, no_such_order());
  const auto number = text(c, "out_request_no");
  auto node = success();
  if (number == t->key) {
    add_freeze(node, *t, hold_status_of(*t));
    return wrap(c, node);
  }
  const auto released = behind.query_refund(number, now);
  const auto* r = released ? find_refund(*released, number) : nullptr;
  if (r == nullptr) return wrap(c, failure("AUTH_OPERATION_NOT_EXIST", "支付宝资金操作流水不存在"));
  add_order(node, *released);
  add_unfreeze(node, *released, *r);
  return wrap(c, node);
}

face_answer hold_cancel(provider& behind, const call& c, instant now) {
  const auto key = text(c, "out_order_no");
  if (key.empty() || text(c, "out_request_no") != key || text(c, "remark").empty())
    return wrap(c, illegal_argument());
  const auto r = behind.close(key, now);
  auto node = success();
  switch (r.verdict) {
    case close_verdict::closed:
      add_hold_numbers(node, r.about, key);
      node["action"] = "close";
      break;
    case close_verdict::already_paid:
      node = failure("ORDER_ALREADY_FINISH", "授权订单已经完结，无法再进行资金操作");
      break;
    case close_verdict::nothing_there: node = no_such_order(); break;
    case close_verdict::system_error: node = failure("SYSTEM_ERROR", "系统错误"); break;
  }
  return wrap(c, node);
}

face_answer unfreeze(provider& behind, const call& c, instant now) {
  const auto number = text(c, "out_request_no");
  const auto asked = amount(c, "amount");
  if (number.empty() || text(c, "remark").empty() || !asked) return wrap(c, illegal_argument());
  const auto t = hold_in(behind, c, now);
  if (!t) return wrap(c, no_such_order());
  const auto r = behind.give_refund(t->key, number, *asked, now);
  auto node = refusal_to_let_go(r.verdict, r.about);
  if (const auto* given = find_refund(r.about, number);
      given != nullptr &&
      (r.verdict == refund_verdict::accepted || r.verdict == refund_verdict::repeated)) {
    node = success();
    add_unfreeze(node, r.about, *given);
  }
  return wrap(c, node, r.how, r.after);
}

std::optional<reply<pay_verdict>> place_capture(provider& behind, const call& c, instant now) {
  const auto key = text(c, "out_trade_no");
  const auto total = amount(c, "total_amount");
  // That the rest stays held is not simulated.
  const bool is_whole = !text(c, "subject").empty() && text(c, "product_code") == "PREAUTH_PAY" &&
                        text(c, "auth_confirm_mode") == "COMPLETE";
  if (key.empty() || key.size() > 64 || !total || !is_whole) return std::nullopt;
  const auto hold = behind.key_of_reference(text(c, "auth_no"));
  return behind.pay(
      {.type = business_type::preauthorization,
       .key = key,
       .amount = *total,
       .app_id = c.app_id,
       .notify_url = c.notify_url,
       .taken_from = hold.empty() ? "no such hold" : hold},
      now);
}

form news_of_hold(const notice& n) {
  json node;
  add_freeze(node, n.about, n.claims == trade_state::paid ? "SUCCESS" : "CLOSED");
  form fields{{"notify_type", "fund_auth_freeze"},
              {"app_id", n.about.app_id},
              {"auth_app_id", n.about.app_id},
              {"payee_user_id", seller_id}};
  for (const auto& [name, value] : node.items()) fields[name] = value.get<std::string>();
  return fields;
}

}  // namespace sluice::sim::alipay
