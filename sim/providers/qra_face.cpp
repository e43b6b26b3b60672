#include "sim/providers/qra_face.hpp"

#include <array>

#include "sim/providers/keyed_xml.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view key_name = "qra_api_key";
constexpr const char* xml_type = "text/xml; charset=utf-8";

/// An answer under construction: handled, whatever came of it.
class handled {
 public:
  explicit handled(const form& request) {
    text("version", "2.0").text("charset", "UTF-8").text("sign_type", "MD5").text("status", "0");
    text("mch_id", field(request, "mch_id"));
    text("nonce_str", answer_nonce(field(request, "nonce_str")));
  }

  handled& text(const std::string& name, const std::string& value) {
    fields_.text(name, value);
    return *this;
  }
  handled& number(const std::string& name, std::int64_t value) {
    return text(name, std::to_string(value));
  }
  handled& success() { return text("result_code", "0"); }
  /// `ask_again`: it need not be the last word.
  handled& failure(const std::string& code, const std::string& message, bool ask_again) {
    return text("result_code", "1")
        .text("err_code", code)
        .text("err_msg", message)
        .text("need_query", ask_again ? "Y" : "N");
  }
  [[nodiscard]] face_answer done(delivery how = delivery::plain, millis after = millis{0}) {
    if (how == delivery::html_page) {
      auto page = html_page();
      page.how = how;
      return page;
    }
    return {.how = how, .after = after, .content_type = xml_type, .body = signed_text()};
  }
  [[nodiscard]] std::string signed_text() {
    fields_.sign(signing::v2_sign_type::md5, key_name);
    return fields_.write();
  }

 private:
  xml_fields fields_{};
};

/// Not handled: no signature.
face_answer not_handled(const std::string& message) {
  const auto body =
      xml_fields{}
          .text("version", "2.0")
          .text("charset", "UTF-8")
          .text("status", "400")
          .text("message", message)
          .write();
  return {.content_type = xml_type, .body = body};
}

std::string key_in(const provider& behind, const form& request) {
  const auto id = field(request, "transaction_id");
  return id.empty() ? field(request, "out_trade_no") : behind.key_of_reference(id);
}

/// By the first digits of a payment code.
std::string wallet_of(const std::string& code) {
  const auto first = code.substr(0, 2);
  if (first >= "10" && first <= "15") return "weixin";
  if (first >= "25" && first <= "30") return "alipay";
  return "unionpay";
}

void add_payment(handled& out, const trade& t) {
  const auto wallet = t.said.find("wallet");
  const auto by = wallet == t.said.end() ? std::string{"unionpay"} : wallet->second;
  out.text("openid", "oUpF8uN95-Ptaags6E_roPHg7AG0");
  out.text(
      "trade_type", "pay." + by + (t.type == business_type::native_qr ? ".native" : ".micropay"));
  out.text("transaction_id", t.reference).text("out_transaction_id", "4200" + t.reference);
  out.text("out_trade_no", t.key).number("total_fee", t.amount.minor_units);
  out.text("fee_type", std::string{name_of(t.amount.unit)});
  out.number("cash_fee", t.amount.minor_units).number("coupon_fee", 0);
  out.text("bank_type", "CMB_CREDIT").text("time_end", beijing_digits(t.changed));
}

void add_refusal(handled& out, pay_verdict verdict) {
  switch (verdict) {
    case pay_verdict::declined: out.failure("NOTENOUGH", "余额不足", false); return;
    case pay_verdict::declined_as_if_repeated:
      out.failure("AUTH_CODE_INVALID", "101 每个二维码仅限使用一次，请刷新再试", false);
      return;
    case pay_verdict::not_allowed: out.failure("NOAUTH", "商户无此接口权限", false); return;
    case pay_verdict::strange: out.failure("MOON_IS_FULL", "今夜月圆", true); return;
    case pay_verdict::already_paid: out.failure("ORDERPAID", "该订单已支付", true); return;
    case pay_verdict::key_reused: out.failure("OUT_TRADE_NO_USED", "商户订单号重复", false); return;
    case pay_verdict::dead: out.failure("ORDERCLOSED", "订单已关闭", false); return;
    case pay_verdict::awaiting_payer:
    case pay_verdict::declined_left_open:
      out.failure("USERPAYING", "需要用户输入支付密码", true);
      return;
    case pay_verdict::paid:
    case pay_verdict::wrong_code:
    case pay_verdict::no_agreement:
    case pay_verdict::nothing_held:
    case pay_verdict::unheard: break;
  }
  out.failure("SYSTEMERROR", "系统超时", true);
}

/// What both ways to pay have in common. Nothing: a parameter is missing or makes no sense.
std::optional<reply<pay_verdict>> place(provider& behind, const form& request, business_type type,
                                        instant now) {
  const auto fee = from_digits(field(request, "total_fee"));
  const auto key = field(request, "out_trade_no");
  const bool whole = !field(request, "body").empty() && !field(request, "mch_create_ip").empty();
  if (!whole || key.empty() || key.size() > 32 || !fee || *fee == 0) return std::nullopt;
  const auto code = field(request, "auth_code");
  return behind.pay(
      {.type = type,
       .key = key,
       .amount = {*fee, currency::cny},
       .app_id = field(request, "mch_id"),
       .notify_url = field(request, "notify_url"),
       .said = {{"wallet", wallet_of(code)}}},
      now);
}

// -- services -------------------------------------------------------------------------

face_answer micropay(provider& behind, const form& request, instant now) {
  handled out{request};
  const bool has_code = !field(request, "auth_code").empty();
  const auto r = has_code ? place(behind, request, business_type::payment_code, now) : std::nullopt;
  if (!r) return out.failure("PARAM_ERROR", "参数错误", false).done();
  if (r->verdict == pay_verdict::paid)
    add_payment(out.success().text("pay_result", "0"), r->about);
  else
    add_refusal(out, r->verdict);
  return out.done(r->how, r->after);
}

face_answer native(provider& behind, const form& request, instant now) {
  handled out{request};
  const bool can_tell = !field(request, "notify_url").empty();
  const auto r = can_tell ? place(behind, request, business_type::native_qr, now) : std::nullopt;
  if (!r) return out.failure("PARAM_ERROR", "参数错误", false).done();
  if (r->verdict == pay_verdict::awaiting_payer)
    out.success().text("code_url", "https://qr.95516.com/00010000/" + r->about.reference);
  else
    add_refusal(out, r->verdict);
  return out.done(r->how, r->after);
}

const char* state_word(const trade& t) {
  switch (t.state) {
    case trade_state::awaiting_payer:
      return t.type == business_type::payment_code ? "USERPAYING" : "NOTPAY";
    case trade_state::paid: return t.refunds.empty() ? "SUCCESS" : "REFUND";
    case trade_state::closed: return "CLOSED";
    case trade_state::revoked: return "REVERSE";
    case trade_state::failed:
    case trade_state::turned_down: return "PAYERROR";
  }
  return "";
}

face_answer query(provider& behind, const form& request, instant now) {
  handled out{request};
  const auto t = behind.query(key_in(behind, request), now);
  if (!t) return out.failure("ORDERNOTEXIST", "订单不存在", true).done();
  out.success().text("trade_state", state_word(*t));
  if (t->state == trade_state::paid)
    add_payment(out, *t);
  else
    out.text("out_trade_no", t->key).number("total_fee", t->amount.minor_units);
  return out.done();
}

face_answer reverse(provider& behind, const form& request, instant now) {
  handled out{request};
  const auto key = key_in(behind, request);
  if (key.empty()) return out.failure("PARAM_ERROR", "参数错误", false).done();
  switch (behind.revoke(key, now).verdict) {
    case revoke_verdict::cancelled:
    case revoke_verdict::given_back:
    case revoke_verdict::nothing_there: return out.success().text("out_trade_no", key).done();
    case revoke_verdict::again: return out.failure("USERPAYING", "用户正在支付中", true).done();
    case revoke_verdict::too_late:
      return out.failure("TRADE_ERROR", "订单已超过可撤销的时间", false).done();
    case revoke_verdict::refused: return out.failure("PARAM_ERROR", "参数错误", false).done();
    case revoke_verdict::system_error: break;
  }
  return out.failure("SYSTEMERROR", "系统超时", true).done();
}

face_answer close(provider& behind, const form& request, instant now) {
  handled out{request};
  const auto key = key_in(behind, request);
  switch (behind.close(key, now).verdict) {
    case close_verdict::closed: return out.success().text("out_trade_no", key).done();
    case close_verdict::already_paid: return out.failure("ORDERPAID", "订单已支付", false).done();
    case close_verdict::nothing_there:
      return out.failure("ORDERNOTEXIST", "订单不存在", true).done();
    case close_verdict::system_error: break;
  }
  return out.failure("SYSTEMERROR", "系统超时", true).done();
}

face_answer give_refund(provider& behind, const form& request, instant now) {
  handled out{request};
  const auto key = key_in(behind, request);
  const auto number = field(request, "out_refund_no");
  const auto fee = from_digits(field(request, "refund_fee"));
  const auto total = from_digits(field(request, "total_fee"));
  if (key.empty() || number.empty() || !fee || *fee == 0 || !total)
    return out.failure("PARAM_ERROR", "参数错误", false).done();
  const auto r = behind.give_refund(key, number, {*fee, currency::cny}, now);
  switch (r.verdict) {
    case refund_verdict::accepted:
    case refund_verdict::repeated: {
      const auto& given = *find_refund(r.about, number);
      out.success().text("transaction_id", r.about.reference).text("out_trade_no", key);
      out.text("out_refund_no", number).text("refund_id", given.reference);
      out.text("refund_channel", "ORIGINAL").number("refund_fee", given.amount.minor_units);
      out.number("total_fee", r.about.amount.minor_units);
      break;
    }
    case refund_verdict::refused:
      out.failure("USER_ACCOUNT_ABNORMAL", "退款请求失败", false);
      break;
    case refund_verdict::no_trade: out.failure("ORDERNOTEXIST", "订单不存在", false); break;
    case refund_verdict::key_reused:
    case refund_verdict::not_paid:
    case refund_verdict::too_much: out.failure("TRADE_ERROR", "退款金额或状态错误", false); break;
    case refund_verdict::unheard: break;
  }
  return out.done(r.how);
}

face_answer refund_query(provider& behind, const form& request, instant now) {
  handled out{request};
  const auto number = field(request, "out_refund_no");
  const auto t = number.empty() ? behind.query(key_in(behind, request), now)
                                : behind.query_refund(number, now);
  if (!t || t->refunds.empty()) return out.failure("REFUNDNOTEXIST", "退款不存在", true).done();
  out.success().text("transaction_id", t->reference).text("out_trade_no", t->key);
  std::int64_t n = 0;
  for (const auto& r : t->refunds) {
    if (!number.empty() && r.key != number) continue;
    const auto tail = '_' + std::to_string(n++);
    out.text("out_refund_no" + tail, r.key).text("refund_id" + tail, r.reference);
    out.text("refund_channel" + tail, "ORIGINAL");
    out.number("refund_fee" + tail, r.amount.minor_units);
    out.text("refund_status" + tail, r.done ? "SUCCESS" : "PROCESSING");
    if (r.done) out.text("refund_time" + tail, beijing_digits(r.at));
  }
  return out.number("refund_count", n).done();
}

using page = face_answer (*)(provider&, const form&, instant);
struct route {
  std::string_view service;
  page serve;
};
constexpr std::array<route, 7> routes{{
    {"unified.trade.micropay", micropay},
    {"unified.trade.native", native},
    {"unified.trade.query", query},
    {"unified.micropay.reverse", reverse},
    {"unified.trade.close", close},
    {"unified.trade.refund", give_refund},
    {"unified.trade.refundquery", refund_query},
}};

}  // namespace

bool qra_face::serves(std::string_view path) noexcept { return path == "/pay/gateway"; }

face_answer qra_face::answer(const std::string& body, instant now) {
  const auto request = parse_xml(body);
  if (!request) return not_handled("XML格式错误");
  for (const auto* name : {"service", "mch_id", "nonce_str"})
    if (field(*request, name).empty()) return not_handled(std::string{"缺少参数 "} + name);
  const bool is_md5 = sign_type_in(*request) == signing::v2_sign_type::md5;
  if (!is_md5 || !is_rightly_signed(*request, key_name)) return not_handled("验证签名失败");
  for (const auto& r : routes)
    if (r.service == field(*request, "service")) return r.serve(behind_, *request, now);
  return not_handled("service 不存在");
}

std::optional<face_notice> qra_face::notification(const notice& n, instant now) {
  if (n.claims != trade_state::paid) return std::nullopt;
  handled out{
      {{"mch_id", n.about.app_id}, {"nonce_str", std::to_string(n.id) + beijing_time(now)}}};
  add_payment(out.success().text("pay_result", "0"), n.about);
  return face_notice{.content_type = xml_type, .body = out.signed_text()};
}

bool qra_face::is_acknowledgement(std::string_view answer_body) noexcept {
  return answer_body == "success";
}

}  // namespace sluice::sim
