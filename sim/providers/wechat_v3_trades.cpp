#include "sim/providers/coupons.hpp"
#include "sim/providers/wechat_v3_pages.hpp"
#include "sim/providers/wire_text.hpp"

// codepay, native, jsapi, app, h5, query, close, reverse.

namespace sluice::sim::wechat_v3 {
namespace {

constexpr refusal payer_asked{202, "USERPAYING", "用户支付中，需要输入密码"};
constexpr refusal already_paid{400, "ORDER_PAID", "订单已支付", "268498689"};
constexpr refusal system_error{500, "SYSTEM_ERROR", "系统错误"};

struct state_words {
  const char* state;
  const char* description;
};

state_words words_of(const trade& t) {
  switch (t.state) {
    case trade_state::awaiting_payer:
      if (t.type == business_type::payment_code) return {"USERPAYING", "用户支付中"};
      return {"NOTPAY", "订单未支付"};
    case trade_state::paid:
      if (!t.refunds.empty()) return {"REFUND", "订单发生过退款"};
      return {"SUCCESS", "支付成功"};
    case trade_state::closed: return {"CLOSED", "订单已关闭"};
    case trade_state::revoked: return {"REVOKED", "订单已撤销"};
    case trade_state::failed:
    case trade_state::turned_down: return {"PAYERROR", "支付失败"};
  }
  return {"", ""};
}

const char* type_word(business_type type) {
  switch (type) {
    case business_type::native_qr: return "NATIVE";
    case business_type::jsapi: return "JSAPI";
    case business_type::app: return "APP";
    case business_type::h5: return "MWEB";
    case business_type::payment_code:
    case business_type::quick_pay:
    case business_type::payout:
    case business_type::ebank:
    case business_type::preauthorization:
    case business_type::top_up:
    case business_type::enterprise_ebank: break;
  }
  return "MICROPAY";
}

std::string said(const trade& t, const char* what) {
  const auto it = t.said.find(what);
  return it == t.said.end() ? std::string{} : it->second;
}

void add_payment(json& out, const trade& t) {
  const auto parts = made_up(t.amount);
  const auto unit = std::string{name_of(t.amount.unit)};
  const auto payer = said(t, "openid");
  out["transaction_id"] = t.reference;
  out["trade_type"] = type_word(t.type);
  out["bank_type"] = "CMB_CREDIT";
  out["success_time"] = beijing_iso(t.changed);
  out["payer"] = {{"openid", payer.empty() ? "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" : payer}};
  out["amount"] = {{"total", t.amount.minor_units},
                   {"payer_total", parts.paid},
                   {"currency", unit},
                   {"payer_currency", unit}};
  if (parts.coupon == 0) return;
  // NOCASH: the merchant bears it, and is settled less.
  const bool merchant_bears_it = parts.settled < t.amount.minor_units;
  out["promotion_detail"] = json::array(
      {{{"coupon_id", "109519"},
        {"name", "立减"},
        {"scope", "GLOBAL"},
        {"type", merchant_bears_it ? "NOCASH" : "CASH"},
        {"amount", parts.coupon},
        {"wechatpay_contribute", merchant_bears_it ? 0 : parts.coupon},
        {"merchant_contribute", merchant_bears_it ? parts.coupon : 0},
        {"other_contribute", 0},
        {"currency", unit}}});
}

refusal refusal_of(pay_verdict verdict) {
  switch (verdict) {
    case pay_verdict::declined: return {403, "NOT_ENOUGH", "余额不足"};
    case pay_verdict::declined_as_if_repeated: return {403, "OUT_TRADE_NO_USED", "商户订单号重复"};
    case pay_verdict::not_allowed: return {403, "NO_AUTH", "商户无权限"};
    case pay_verdict::declined_left_open: return payer_asked;
    case pay_verdict::strange: return {403, "MOON_IS_FULL", "今夜月圆"};
    case pay_verdict::already_paid: return already_paid;
    case pay_verdict::key_reused:
      return {400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致", "268498688"};
    case pay_verdict::dead: return {400, "ORDER_CLOSED", "订单已关闭", "268447914"};
    case pay_verdict::paid:
    case pay_verdict::awaiting_payer:
    case pay_verdict::wrong_code:
    case pay_verdict::no_agreement:
    case pay_verdict::nothing_held:
    case pay_verdict::unheard: break;
  }
  return system_error;
}

/// What all ways to pay have in common. Nothing: a parameter is missing or makes no sense.
std::optional<reply<pay_verdict>> place(provider& behind, const call& c, business_type type) {
  const auto total = number(c.content, "amount/total");
  const auto unit_name = text(c.content, "amount/currency");
  const auto unit = unit_name.empty() ? currency::cny : currency_from_name(unit_name);
  const auto key = text(c.content, "out_trade_no");
  const bool named = key.size() >= 6 && key.size() <= 32 && !text(c.content, "appid").empty() &&
                     !text(c.content, "description").empty();
  const bool ours = text(c.content, "mchid") == c.merchant_id;
  if (!named || !ours || !total || *total == 0 || !unit) return std::nullopt;
  return behind.pay(
      {.type = type,
       .key = key,
       .amount = {*total, *unit},
       .app_id = text(c.content, "appid"),
       .notify_url = text(c.content, "notify_url"),
       .said = {{"mchid", c.merchant_id},
                {"openid", text(c.content, "payer/openid")},
                {"attach", text(c.content, "attach")}}},
      c.at);
}

/// What a kind needs beside the common ones.
bool is_whole(const call& c, business_type type) {
  if (text(c.content, "notify_url").empty()) return false;
  if (type == business_type::jsapi) return !text(c.content, "payer/openid").empty();
  if (type == business_type::h5)
    return !text(c.content, "scene_info/payer_client_ip").empty() &&
           !text(c.content, "scene_info/h5_info/type").empty();
  return true;
}

json prepaid(const trade& t) {
  const auto id = "wx" + t.reference;
  if (t.type == business_type::native_qr)
    return {{"code_url", "weixin://wxpay/bizpayurl?pr=" + t.reference}};
  if (t.type == business_type::h5)
    return {{"h5_url", "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=" + id +
                           "&package=" + t.reference}};
  return {{"prepay_id", id}};
}

}  // namespace

json described(const trade& t) {
  const auto words = words_of(t);
  json out{{"appid", t.app_id},
           {"mchid", said(t, "mchid")},
           {"out_trade_no", t.key},
           {"trade_state", words.state},
           {"trade_state_desc", words.description},
           {"attach", said(t, "attach")}};
  // As captured from the real one: an unpaid trade has no transaction_id, payer or bank.
  if (t.state == trade_state::paid)
    add_payment(out, t);
  else
    out["amount"] = {{"total", t.amount.minor_units}, {"payer_currency", "CNY"}};
  return out;
}

face_answer codepay(provider& behind, const call& c) {
  const auto* scene = c.content.contains("scene_info") ? &c.content.at("scene_info") : nullptr;
  if (text(c.content, "payer/auth_code").empty() || scene == nullptr || !scene->is_object() ||
      !scene->contains("store_info"))
    return refused(c, parameter_error);
  const auto r = place(behind, c, business_type::payment_code);
  if (!r) return refused(c, parameter_error);
  if (r->verdict == pay_verdict::paid) return done(c, described(r->about), r->how, r->after);
  if (r->verdict != pay_verdict::awaiting_payer)
    return refused(c, refusal_of(r->verdict), r->how, r->after);
  if (r->about.script->pay == pay_script::asks_then_pays) return refused(c, payer_asked);
  return done(c, described(r->about));
}

face_answer prepay(provider& behind, const call& c, business_type type) {
  if (!is_whole(c, type)) return refused(c, parameter_error);
  const auto r = place(behind, c, type);
  if (!r) return refused(c, parameter_error);
  if (r->verdict != pay_verdict::awaiting_payer)
    return refused(c, refusal_of(r->verdict), r->how, r->after);
  return done(c, prepaid(r->about), r->how, r->after);
}

face_answer query(provider& behind, const call& c, const std::string& key) {
  const auto t = behind.query(key, c.at);
  return t ? done(c, described(*t)) : refused(c, no_such_order);
}

face_answer close(provider& behind, const call& c, const std::string& key) {
  if (text(c.content, "mchid") != c.merchant_id) return refused(c, parameter_error);
  const auto known = behind.query(key, c.at);
  if (known && known->type == business_type::payment_code)
    return refused(
        c, {400, "INVALID_REQUEST", "当前交易不允许进行普通关单（只能撤销）", "268449641"});
  switch (behind.close(key, c.at).verdict) {
    case close_verdict::closed: return done_silently(c);
    case close_verdict::already_paid: return refused(c, already_paid);
    case close_verdict::nothing_there: return refused(c, no_such_order);
    case close_verdict::system_error: break;
  }
  return refused(c, system_error);
}

face_answer reverse(provider& behind, const call& c, const std::string& key) {
  if (text(c.content, "mchid") != c.merchant_id || text(c.content, "appid").empty())
    return refused(c, parameter_error);
  switch (behind.revoke(key, c.at).verdict) {
    case revoke_verdict::cancelled:
    case revoke_verdict::given_back:
    case revoke_verdict::nothing_there:
      return done(
          c,
          {{"appid", text(c.content, "appid")}, {"mchid", c.merchant_id}, {"out_trade_no", key}});
    case revoke_verdict::again: return refused(c, payer_asked);
    case revoke_verdict::too_late:
      return refused(c, {400, "INVALID_REQUEST", "订单已超过可撤销的时间"});
    case revoke_verdict::refused: return refused(c, parameter_error);
    case revoke_verdict::system_error: break;
  }
  return refused(c, system_error);
}

}  // namespace sluice::sim::wechat_v3
