#include <chrono>

#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/wire_text.hpp"

// alipay.user.agreement.page.sign, query, unsign; what is told of them.

namespace sluice::sim::alipay {
namespace {

constexpr const char* product = "GENERAL_WITHHOLDING";
/// Whoever signs nothing else may be charged for ever.
constexpr const char* never = "2115-02-01 00:00:00";

json no_agreement() { return failure("USER_AGREEMENT_NOT_EXIST", "用户协议不存在"); }

std::string agreement_key(provider& behind, const call& c) {
  const auto number = text(c, "agreement_no");
  return number.empty() ? text(c, "external_agreement_no")
                        : behind.agreements().key_of_reference(number);
}

/// Nothing: a parameter is missing or makes no sense.
std::optional<agreement_offer> offer_in(const call& c) {
  const auto access = c.content.find("access_params");
  const bool says_where = access != c.content.end() && access->is_object() &&
                          access->contains("channel") && (*access)["channel"].is_string();
  const auto lives = c.content.find("effect_time");
  const auto begun = from_beijing_time(c.timestamp);
  agreement_offer o{.key = text(c, "external_agreement_no"),
                    .app_id = c.app_id,
                    .notify_url = c.notify_url,
                    .product = text(c, "personal_product_code"),
                    .payer = text(c, "external_logon_id")};
  const bool is_whole = says_where && begun && lives != c.content.end() &&
                        lives->is_number_unsigned() && text(c, "product_code") == product &&
                        !o.product.empty() && !o.key.empty() && o.key.size() <= 32;
  if (!is_whole) return std::nullopt;
  o.until = *begun + std::chrono::seconds{lives->get<std::uint32_t>()};
  return o;
}

}  // namespace

face_answer page_sign(provider& behind, const call& c, instant now) {
  const auto offer = offer_in(c);
  if (!offer) return shown_page("参数无效");
  switch (behind.agreements().offer(*offer, now)) {
    case offer_verdict::shown: return shown_page("支付宝签约");
    case offer_verdict::too_late: return shown_page("签约链接已失效");
    case offer_verdict::taken: break;
  }
  return shown_page("商户签约号已被使用");
}

std::string signed_in(const call& c) {
  const auto wanted = c.content.find("agreement_sign_params");
  const bool is_there = wanted != c.content.end() && wanted->is_object();
  return is_there ? wanted->value("external_agreement_no", "") : std::string{};
}

void offer_with_payment(provider& behind, const call& c, instant now) {
  const auto wanted = c.content.find("agreement_sign_params");
  const auto ends = from_beijing_time(text(c, "time_expire"));
  if (wanted == c.content.end() || !wanted->is_object() || !ends) return;
  const agreement_offer o{
      .key = wanted->value("external_agreement_no", ""),
      .app_id = c.app_id,
      .notify_url = wanted->value("sign_notify_url", ""),
      .product = wanted->value("personal_product_code", ""),
      .payer = wanted->value("external_logon_id", ""),
      .until = *ends};
  const bool is_whole = wanted->value("product_code", "") == product && !o.product.empty() &&
                        !o.key.empty() && o.key.size() <= 32;
  // Where it cannot be signed the payment goes on without.
  if (is_whole) static_cast<void>(behind.agreements().offer(o, now));
}

face_answer agreement_query(provider& behind, const call& c, instant now) {
  const auto key = agreement_key(behind, c);
  if (key.empty() && text(c, "agreement_no").empty()) return wrap(c, invalid_parameter());
  const auto a = behind.agreements().query(key, c.app_id, now);
  if (!a) return wrap(c, no_agreement());
  auto node = success();
  node["external_agreement_no"] = a->key;
  node["personal_product_code"] = a->product;
  node["agreement_no"] = a->reference;
  node["status"] = "TEMP";
  if (a->state == agreement_state::in_force) {
    node["status"] = "NORMAL";
    node["alipay_logon_id"] = buyer_logon_id;
    node["principal_type"] = "CARD";
    node["principal_id"] = buyer_id;
    node["sign_time"] = node["valid_time"] = beijing_time(a->signed_at);
    node["invalid_time"] = never;
  }
  return wrap(c, node);
}

face_answer unsign(provider& behind, const call& c, instant now) {
  const auto key = agreement_key(behind, c);
  if (key.empty() && text(c, "agreement_no").empty()) return wrap(c, invalid_parameter());
  switch (behind.agreements().end(key, c.app_id, now)) {
    case end_verdict::ended: return wrap(c, success());
    case end_verdict::not_in_force: return wrap(c, no_agreement());
    case end_verdict::system_error: break;
  }
  return wrap(c, failure("SYSTEM_ERROR", "系统异常"));
}

form news_of(const payer_agreement& a) {
  const bool is_signed = a.state == agreement_state::in_force;
  form fields{
      {"notify_type", is_signed ? "dut_user_sign" : "dut_user_unsign"},
      {"app_id", a.app_id},
      {"auth_app_id", a.app_id},
      {"external_agreement_no", a.key},
      {"personal_product_code", a.product},
      {"agreement_no", a.reference},
      {"status", is_signed ? "NORMAL" : "UNSIGN"},
      {"partner_id", seller_id},
      {"alipay_user_id", buyer_id},
      {"alipay_logon_id", buyer_logon_id}};
  if (!is_signed) {
    fields["unsign_time"] = beijing_time(a.changed);
    return fields;
  }
  fields["sign_time"] = fields["valid_time"] = beijing_time(a.signed_at);
  fields["invalid_time"] = never;
  return fields;
}

}  // namespace sluice::sim::alipay
