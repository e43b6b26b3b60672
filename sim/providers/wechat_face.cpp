#include "sim/providers/wechat_face.hpp"

#include <algorithm>
#include <array>

#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/coupons.hpp"
#include "sim/providers/keyed_xml.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view key_name = "wechat_v2_api_key";

/// An answer under construction, signed as its request was.
class xml_answer {
 public:
  explicit xml_answer(const form& request) : type_{sign_type_in(request)} {
    text("return_code", "SUCCESS").text("return_msg", "OK");
    text("appid", field(request, "appid")).text("mch_id", field(request, "mch_id"));
    text("nonce_str", answer_nonce(field(request, "nonce_str")));
  }

  xml_answer& text(const std::string& name, const std::string& value) {
    fields_.text(name, value);
    return *this;
  }
  xml_answer& number(const std::string& name, std::int64_t value) {
    fields_.number(name, value);
    return *this;
  }
  xml_answer& success() { return text("result_code", "SUCCESS"); }
  xml_answer& failure(const std::string& code, const std::string& description) {
    return text("result_code", "FAIL").text("err_code", code).text("err_code_des", description);
  }
  [[nodiscard]] face_answer done(delivery how = delivery::plain, millis after = millis{0}) {
    if (how == delivery::html_page) {
      auto page = html_page();
      page.how = how;
      return page;
    }
    fields_.sign(type_.value_or(signing::v2_sign_type::md5), key_name);
    return {.how = how,
            .after = after,
            .status = 200,
            .content_type = "text/xml; charset=utf-8",
            .body = fields_.write()};
  }

 private:
  std::optional<signing::v2_sign_type> type_;
  xml_fields fields_{};
};

/// What went wrong before any business: no signature, no result_code.
face_answer transport_failure(const std::string& message) {
  const auto body = xml_fields{}.text("return_code", "FAIL").text("return_msg", message).write();
  return {.status = 200, .content_type = "text/xml; charset=utf-8", .body = body};
}

/// Another name for the code, for the fund flow.
face_answer funds_refusal(const std::string& code, const std::string& message) {
  const auto body =
      xml_fields{}
          .text("return_code", "FAIL")
          .text("return_msg", message)
          .text("err_code", code)
          .write();
  return {.content_type = "text/xml; charset=utf-8", .body = body};
}

face_answer bill_refusal(const std::string& code, const std::string& message) {
  const auto body =
      xml_fields{}
          .text("return_code", "FAIL")
          .text("return_msg", message)
          .text("error_code", code)
          .write();
  return {.content_type = "text/xml; charset=utf-8", .body = body};
}

std::optional<currency> currency_in(const form& request, const std::string& name) {
  const auto text = field(request, name);
  return text.empty() ? currency::cny : currency_from_name(text);
}

/// The transaction id wins over the merchant's number.
std::string key_in(const provider& behind, const form& request) {
  const auto id = field(request, "transaction_id");
  return id.empty() ? field(request, "out_trade_no") : behind.key_of_reference(id);
}

void add_payment(xml_answer& out, const trade& t) {
  out.text("openid", "oUpF8uN95-Ptaags6E_roPHg7AG0").text("is_subscribe", "N");
  const auto parts = made_up(t.amount);
  out.text("trade_type", "MICROPAY").text("bank_type", "CMB_CREDIT");
  out.number("total_fee", t.amount.minor_units);
  out.number("settlement_total_fee", parts.settled);
  if (parts.coupon > 0) out.number("coupon_fee", parts.coupon);
  out.text("fee_type", std::string{name_of(t.amount.unit)});
  out.number("cash_fee", parts.paid);
  out.text("cash_fee_type", std::string{name_of(t.amount.unit)});
  out.text("transaction_id", t.reference).text("out_trade_no", t.key);
  out.text("time_end", beijing_digits(t.changed));
}

// -- micropay -----------------------------------------------------------------------

face_answer pay_answer(const form& request, const reply<pay_verdict>& r) {
  xml_answer out{request};
  switch (r.verdict) {
    case pay_verdict::paid: add_payment(out.success(), r.about); break;
    case pay_verdict::awaiting_payer:
    case pay_verdict::declined_left_open: out.failure("USERPAYING", "需要用户输入支付密码"); break;
    case pay_verdict::declined: out.failure("NOTENOUGH", "余额不足"); break;
    case pay_verdict::declined_as_if_repeated:
      out.failure("AUTH_CODE_INVALID", "101 每个二维码仅限使用一次，请刷新再试");
      break;
    case pay_verdict::not_allowed: out.failure("NOAUTH", "商户无此接口权限"); break;
    case pay_verdict::strange: out.failure("MOON_IS_FULL", "今夜月圆"); break;
    case pay_verdict::already_paid: out.failure("ORDERPAID", "该订单已支付"); break;
    case pay_verdict::key_reused: out.failure("OUT_TRADE_NO_USED", "商户订单号重复"); break;
    case pay_verdict::dead:
      if (r.about.state == trade_state::closed)
        out.failure("ORDERCLOSED", "订单已关闭");
      else
        out.failure("ORDERREVERSED", "订单已撤销");
      break;
    case pay_verdict::wrong_code:
    case pay_verdict::no_agreement:
    case pay_verdict::nothing_held:
    case pay_verdict::unheard: break;
  }
  return out.done(r.how, r.after);
}

face_answer micropay(provider& behind, const form& request, instant now) {
  for (const auto* name : {"body", "out_trade_no", "total_fee", "spbill_create_ip", "auth_code"})
    if (field(request, name).empty())
      return xml_answer{request}.failure("LACK_PARAMS", std::string{"缺少参数 "} + name).done();
  const auto fee = from_digits(field(request, "total_fee"));
  const auto unit = currency_in(request, "fee_type");
  if (!fee || *fee == 0 || !unit || field(request, "out_trade_no").size() > 32)
    return xml_answer{request}.failure("PARAM_ERROR", "参数错误").done();
  const auto r = behind.pay(
      {.type = business_type::payment_code,
       .key = field(request, "out_trade_no"),
       .amount = {*fee, *unit},
       .app_id = field(request, "appid"),
       .said = {{"mch_id", field(request, "mch_id")}}},
      now);
  return pay_answer(request, r);
}

// -- orderquery ---------------------------------------------------------------------

struct state_words {
  const char* state;
  const char* description;
};

state_words words_of(const trade& t) {
  switch (t.state) {
    case trade_state::awaiting_payer: return {"USERPAYING", "需要用户输入支付密码"};
    case trade_state::paid:
      if (!t.refunds.empty()) return {"REFUND", "订单发生过退款，退款详情请查询退款单"};
      return {"SUCCESS", "支付成功"};
    case trade_state::closed: return {"CLOSED", "订单已关闭"};
    case trade_state::revoked: return {"REVOKED", "订单已撤销"};
    case trade_state::failed:
    case trade_state::turned_down: return {"PAYERROR", "支付失败，请撤销订单后重新支付"};
  }
  return {"", ""};
}

face_answer orderquery(provider& behind, const form& request, instant now) {
  xml_answer out{request};
  const auto t = behind.query(key_in(behind, request), now);
  if (!t) return out.failure("ORDERNOTEXIST", "此交易订单号不存在").done();
  const auto words = words_of(*t);
  out.success();
  // As captured from the real one: an unpaid trade has no openid, total_fee or transaction_id.
  if (t->state == trade_state::paid)
    add_payment(out, *t);
  else
    out.text("out_trade_no", t->key);
  return out.text("trade_state", words.state).text("trade_state_desc", words.description).done();
}

// -- reverse ------------------------------------------------------------------------

face_answer reverse(provider& behind, const form& request, instant now) {
  xml_answer out{request};
  const auto key = key_in(behind, request);
  if (key.empty()) return out.failure("PARAM_ERROR", "参数错误").text("recall", "N").done();
  switch (behind.revoke(key, now).verdict) {
    case revoke_verdict::cancelled:
    case revoke_verdict::given_back:
    case revoke_verdict::nothing_there: return out.success().text("recall", "N").done();
    case revoke_verdict::again:
      return out.failure("USERPAYING", "用户正在支付中的订单不允许撤销，请稍后再试")
          .text("recall", "Y")
          .done();
    case revoke_verdict::too_late:
      return out.failure("REVERSE_EXPIRE", "订单无法撤销").text("recall", "N").done();
    case revoke_verdict::refused:
      return out.failure("INVALID_TRANSACTIONID", "订单号非法").text("recall", "N").done();
    case revoke_verdict::system_error: break;
  }
  return out.failure("SYSTEMERROR", "系统超时").text("recall", "Y").done();
}

// -- refund, refundquery ------------------------------------------------------------

void add_refund_parts(xml_answer& out, const trade& t, const refund& r) {
  const auto parts = made_up(r.amount, t.amount);
  out.number("cash_fee", made_up(t.amount).paid).number("cash_refund_fee", parts.paid);
  out.number("settlement_refund_fee", parts.settled);
  if (parts.coupon > 0) out.number("coupon_refund_fee", parts.coupon);
}

face_answer refund_answer(const form& request, const reply<refund_verdict>& r) {
  xml_answer out{request};
  const auto* given = find_refund(r.about, field(request, "out_refund_no"));
  switch (r.verdict) {
    case refund_verdict::accepted:
    case refund_verdict::repeated:
      out.success().text("transaction_id", r.about.reference).text("out_trade_no", r.about.key);
      out.text("out_refund_no", given->key).text("refund_id", given->reference);
      out.number("refund_fee", given->amount.minor_units);
      out.number("total_fee", r.about.amount.minor_units);
      add_refund_parts(out, r.about, *given);
      break;
    case refund_verdict::refused: out.failure("USER_ACCOUNT_ABNORMAL", "退款请求失败"); break;
    case refund_verdict::key_reused:
    case refund_verdict::too_much:
    case refund_verdict::not_paid:
      // The documentation's catch-all: "ERROR", to be read by people.
      out.failure(
          "ERROR", r.verdict == refund_verdict::key_reused ? "订单金额或退款金额与之前请求不一致"
                   : r.verdict == refund_verdict::too_much ? "累计退款金额大于支付金额"
                                                           : "订单状态错误");
      break;
    case refund_verdict::no_trade: out.failure("ORDERNOTEXIST", "订单号不存在"); break;
    case refund_verdict::unheard: break;
  }
  return out.done(r.how);
}

face_answer give_refund(provider& behind, const form& request, instant now) {
  const auto key = key_in(behind, request);
  const auto refund_key = field(request, "out_refund_no");
  const auto total = from_digits(field(request, "total_fee"));
  const auto fee = from_digits(field(request, "refund_fee"));
  const auto unit = currency_in(request, "refund_fee_type");
  const bool whole = !key.empty() && !refund_key.empty() && refund_key.size() <= 64;
  if (!whole || !total || !fee || *fee == 0 || !unit)
    return xml_answer{request}.failure("PARAM_ERROR", "参数错误").done();
  const auto known = behind.query(key, now);
  if (known && known->state == trade_state::paid && known->amount.minor_units != *total)
    return xml_answer{request}.failure("PARAM_ERROR", "订单金额不一致").done();
  return refund_answer(request, behind.give_refund(key, refund_key, {*fee, *unit}, now));
}

void add_refund(xml_answer& out, const trade& t, const refund& r, std::size_t n) {
  const auto numbered = [&](const char* name) { return name + ('_' + std::to_string(n)); };
  out.text(numbered("out_refund_no"), r.key).text(numbered("refund_id"), r.reference);
  out.number(numbered("refund_fee"), r.amount.minor_units);
  const auto parts = made_up(r.amount, t.amount);
  out.number(numbered("settlement_refund_fee"), parts.settled);
  if (parts.coupon > 0) out.number(numbered("coupon_refund_fee"), parts.coupon);
  out.text(numbered("refund_channel"), "ORIGINAL");
  out.text(numbered("refund_status"), r.done ? "SUCCESS" : r.is_stuck ? "CHANGE" : "PROCESSING");
  out.text(numbered("refund_recv_accout"), "支付用户零钱");  // spelt so in the protocol
  if (r.done) out.text(numbered("refund_success_time"), beijing_time(r.at));
}

face_answer refundquery(provider& behind, const form& request, instant now) {
  xml_answer out{request};
  const auto refund_key = field(request, "out_refund_no");
  const auto t = refund_key.empty() ? behind.query(key_in(behind, request), now)
                                    : behind.query_refund(refund_key, now);
  if (!t || t->refunds.empty()) return out.failure("REFUNDNOTEXIST", "退款订单查询失败").done();
  out.success().text("transaction_id", t->reference).text("out_trade_no", t->key);
  out.number("total_fee", t->amount.minor_units);
  out.number("cash_fee", made_up(t->amount).paid);
  std::size_t n = 0;
  for (const auto& r : t->refunds)
    if (refund_key.empty() || r.key == refund_key) add_refund(out, *t, r, n++);
  return out.number("refund_count", static_cast<std::int64_t>(n)).done();
}

statement lines_of(const provider& behind, span_of_time span, const form& request) {
  const auto merchant_id = field(request, "mch_id");
  auto lines = behind.moved_in(span);
  std::erase_if(lines, [&](const statement_line& one) {
    const auto by = one.about.said.find("mch_id");
    return by != one.about.said.end() && by->second != merchant_id;
  });
  return lines;
}

/// As it is, or packed; neither is signed.
face_answer file_of(const std::string& text, const form& request) {
  const bool is_packed = field(request, "tar_type") == "GZIP";
  return {.content_type = is_packed ? "application/x-gzip" : "text/plain; charset=utf-8",
          .body = is_packed ? packed(text, packed_as::gzip) : text};
}

/// Signed by HMAC-SHA256 only. In the accounts Operation and Fees nothing ever moves.
face_answer downloadfundflow(provider& behind, const form& request, instant now) {
  constexpr std::array<std::string_view, 3> accounts{"Basic", "Operation", "Fees"};
  const auto span = day_in_beijing(field(request, "bill_date"), now);
  const auto account = field(request, "account_type");
  if (sign_type_in(request) != signing::v2_sign_type::hmac_sha256)
    return funds_refusal("20001", "sign_type must be HMAC-SHA256");
  if (!span || std::ranges::count(accounts, account) == 0)
    return funds_refusal("20001", "invalid parameter");
  if (span->until <= span->from) return funds_refusal("20003", "Bill Creating");
  const auto all = lines_of(behind, since_ever(span->until), request);
  const auto moves = moves_in(fund_moves(all, fee_returns::within), *span);
  if (moves.empty() || account != "Basic") return funds_refusal("20002", "No Bill Exist");
  return file_of(wechat_fund_bill(moves), request);
}

face_answer downloadbill(provider& behind, const form& request, instant now) {
  const auto span = day_in_beijing(field(request, "bill_date"), now);
  const auto type = field(request, "bill_type");
  if (!span) return bill_refusal("20001", "invalid bill_date");
  if (!type.empty() && type != "ALL") return bill_refusal("20001", "invalid bill_type");
  if (span->until <= span->from) return bill_refusal("20003", "Bill Creating");
  const auto lines = lines_of(behind, *span, request);
  if (lines.empty()) return bill_refusal("20002", "No Bill Exist");
  return file_of(wechat_bill(lines, field(request, "mch_id")), request);
}

using page = face_answer (*)(provider&, const form&, instant);
struct route {
  std::string_view path;
  page serve;
};
constexpr std::array<route, 7> routes{{
    {"/pay/micropay", micropay},
    {"/pay/orderquery", orderquery},
    {"/secapi/pay/reverse", reverse},
    {"/secapi/pay/refund", give_refund},
    {"/pay/refundquery", refundquery},
    {"/pay/downloadbill", downloadbill},
    {"/pay/downloadfundflow", downloadfundflow},
}};

}  // namespace

bool wechat_face::serves(std::string_view path) noexcept {
  for (const auto& r : routes)
    if (r.path == path) return true;
  return false;
}

face_answer wechat_face::answer(std::string_view path, const std::string& body, instant now) {
  const auto request = parse_xml(body);
  if (!request) return transport_failure("XML格式错误");
  for (const auto* name : {"appid", "mch_id", "nonce_str"})
    if (field(*request, name).empty()) return transport_failure(std::string{"缺少参数 "} + name);
  if (!is_rightly_signed(*request, key_name)) return transport_failure("签名错误");
  for (const auto& r : routes)
    if (r.path == path) return r.serve(behind_, *request, now);
  return {.status = 404, .content_type = "text/plain", .body = "no such page\n"};
}

}  // namespace sluice::sim
