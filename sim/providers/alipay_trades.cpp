#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/wire_text.hpp"

// alipay.trade.pay, create, query, cancel, close.

namespace sluice::sim::alipay {
namespace {

void add_numbers(json& node, const trade& t) {
  node["out_trade_no"] = t.key;
  node["trade_no"] = t.reference;
}

/// `when`: gmt_payment in the answer to a pay, send_pay_date in that to a query.
void add_payment(json& node, const trade& t, const char* when) {
  add_numbers(node, t);
  node["buyer_logon_id"] = buyer_logon_id;
  node["buyer_user_id"] = buyer_id;
  node["total_amount"] = major_units(t.amount);
  add_parts(node, t);
  if (t.state == trade_state::paid) node[when] = beijing_time(t.changed);
}

/// `at_counter`: who asked waits for the payment, and hears of it.
face_answer pay_answer(const call& c, const std::optional<reply<pay_verdict>>& r, bool at_counter) {
  if (!r) return wrap(c, invalid_parameter());
  auto node = refusal_of(r->verdict);
  if (r->verdict == pay_verdict::paid) {
    node = success();
    add_payment(node, r->about, "gmt_payment");
  } else if (r->verdict == pay_verdict::awaiting_payer && at_counter) {
    node = success("10003", " order success pay inprocess");  // as captured: a leading blank
    add_payment(node, r->about, "gmt_payment");
  } else if (r->verdict == pay_verdict::awaiting_payer) {
    node = success();
    add_numbers(node, r->about);
  }
  return wrap(c, node, r->how, r->after);
}

/// An agreement's account is charged without its owner, and at once.
face_answer pay_by_agreement(provider& behind, const call& c, instant now) {
  const auto& agreement = c.content.at("agreement_params");
  const auto number = agreement.is_object() ? agreement.find("agreement_no") : agreement.end();
  if (number == agreement.end() || !number->is_string() || *number == "" ||
      text(c, "product_code").empty())
    return wrap(c, invalid_parameter());
  return pay_answer(
      c, place(behind, c, business_type::quick_pay, now, number->get<std::string>()), true);
}

const char* status_of(const trade& t) {
  switch (t.state) {
    case trade_state::awaiting_payer: return "WAIT_BUYER_PAY";
    case trade_state::paid:
      // A wholly refunded trade is closed; after a part it stays a success.
      return refunded_minor(t) == t.amount.minor_units ? "TRADE_CLOSED" : "TRADE_SUCCESS";
    case trade_state::closed:
    case trade_state::revoked:
    case trade_state::failed:
    case trade_state::turned_down: return "TRADE_CLOSED";
  }
  return "";
}

}  // namespace

std::optional<reply<pay_verdict>> place(provider& behind, const call& c, business_type type,
                                        instant now, const std::string& agreement) {
  const auto key = text(c, "out_trade_no");
  const auto total = amount(c, "total_amount");
  if (key.empty() || key.size() > 64 || text(c, "subject").empty() || !total) return std::nullopt;
  return behind.pay(
      {.type = type,
       .key = key,
       .amount = *total,
       .app_id = c.app_id,
       .notify_url = c.notify_url,
       .agreement = agreement,
       .signs = signed_in(c)},
      now);
}

json refusal_of(pay_verdict verdict) {
  switch (verdict) {
    case pay_verdict::declined: return failure("ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足");
    case pay_verdict::declined_as_if_repeated:
      return failure("ACQ.TRADE_BUYER_NOT_MATCH", "交易买家不匹配");
    case pay_verdict::declined_left_open: return failure("ACQ.PAYMENT_FAIL", "支付失败");
    case pay_verdict::not_allowed: return failure("ACQ.ACCESS_FORBIDDEN", "无权限使用接口");
    case pay_verdict::strange: return failure("ACQ.MOON_IS_FULL", "今夜月圆");
    case pay_verdict::already_paid: return failure("ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
    case pay_verdict::key_reused: return failure("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    case pay_verdict::dead: return failure("ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
    case pay_verdict::no_agreement: return failure("ACQ.AGREEMENT_NOT_EXIST", "用户协议不存在");
    case pay_verdict::nothing_held: return failure("ACQ.INVALID_PARAMETER", "预授权单状态非法");
    case pay_verdict::wrong_code:
    case pay_verdict::paid:
    case pay_verdict::awaiting_payer:
    case pay_verdict::unheard: break;
  }
  return failure("ACQ.SYSTEM_ERROR", "系统错误");
}

face_answer pay(provider& behind, const call& c, instant now) {
  if (c.content.contains("auth_no")) return pay_answer(c, place_capture(behind, c, now), true);
  if (c.content.contains("agreement_params")) return pay_by_agreement(behind, c, now);
  if (text(c, "scene") != "bar_code" || text(c, "auth_code").empty())
    return wrap(c, invalid_parameter());
  return pay_answer(c, place(behind, c, business_type::payment_code, now), true);
}

face_answer create(provider& behind, const call& c, instant now) {
  return pay_answer(c, place(behind, c, business_type::quick_pay, now), false);
}

face_answer query(provider& behind, const call& c, instant now) {
  const auto t = behind.query(trade_key(behind, c), now);
  if (!t || is_hold(*t)) return wrap(c, failure("ACQ.TRADE_NOT_EXIST", "交易不存在"));
  auto node = success();
  add_payment(node, *t, "send_pay_date");
  node["trade_status"] = status_of(*t);
  return wrap(c, node);
}

face_answer cancel(provider& behind, const call& c, instant now) {
  const auto key = trade_key(behind, c);
  if (key.empty()) return wrap(c, invalid_parameter());
  const auto r = behind.revoke(key, now);
  auto node = success();
  switch (r.verdict) {
    case revoke_verdict::cancelled:
    case revoke_verdict::given_back:
      add_numbers(node, r.about);
      node["retry_flag"] = "N";
      node["action"] = r.verdict == revoke_verdict::cancelled ? "close" : "refund";
      break;
    case revoke_verdict::nothing_there:
      // As seen in production: a cancel of an unknown trade succeeds, without trade_no and action.
      node["out_trade_no"] = key;
      node["retry_flag"] = "N";
      break;
    case revoke_verdict::again:
      add_numbers(node, r.about);
      node["retry_flag"] = "Y";
      break;
    case revoke_verdict::too_late:
      node = failure("ACQ.TRADE_CANCEL_TIME_OUT", "超过撤销时间范围");
      node["out_trade_no"] = key;
      node["retry_flag"] = "N";
      break;
    case revoke_verdict::refused:
      node = failure("ACQ.CANCEL_NOT_ALLOWED", "交易不允许撤销");
      node["out_trade_no"] = key;
      node["retry_flag"] = "N";
      break;
    case revoke_verdict::system_error:
      node = failure("ACQ.SYSTEM_ERROR", "系统异常");
      node["out_trade_no"] = key;
      node["retry_flag"] = "Y";
      break;
  }
  return wrap(c, node);
}

face_answer close(provider& behind, const call& c, instant now) {
  const auto key = trade_key(behind, c);
  if (key.empty()) return wrap(c, invalid_parameter());
  const auto r = behind.close(key, now);
  auto node = success();
  switch (r.verdict) {
    case close_verdict::closed: add_numbers(node, r.about); break;
    case close_verdict::already_paid:
      node = failure("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
      break;
    case close_verdict::nothing_there: node = failure("ACQ.TRADE_NOT_EXIST", "交易不存在"); break;
    case close_verdict::system_error: node = failure("ACQ.SYSTEM_ERROR", "系统异常"); break;
  }
  return wrap(c, node);
}

}  // namespace sluice::sim::alipay
