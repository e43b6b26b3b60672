#include "adapters/channels/alipay/agreement.hpp"

#include <algorithm>
#include <chrono>

#include "adapters/channels/answers.hpp"

namespace sluice::alipay {
namespace {

using json = nlohmann::json;
using agreement::finding;
using agreement::report;
using agreement::source;

/// The contract between the merchant and Alipay, and the one that the payer signs under it.
constexpr const char* product = "GENERAL_WITHHOLDING";
constexpr const char* payers_product = "GENERAL_WITHHOLDING_P";

constexpr std::string_view was_signed = "dut_user_sign";
constexpr std::string_view was_ended = "dut_user_unsign";
constexpr std::string_view in_force = "NORMAL";
constexpr std::string_view not_in_force_yet = "TEMP";
constexpr std::string_view unknown_agreement = "USER_AGREEMENT_NOT_EXIST";

source source_of(const channel_call& call) {
  return call.what == operation::query_agreement ? source::query : source::answer;
}

report says(const channel_call& call, finding found, foreign_text code) {
  return {.found = found, .from = source_of(call), .code = code.word()};
}

channel_answer query_says(const channel_call& call, const reply& r) {
  if (r.text("external_agreement_no") != call.key.value())
    return cannot_tell(call, "foreign_order");
  const auto status = r.text("status");
  if (status == not_in_force_yet) return says(call, finding::not_signed, status);
  // A halted one (STOP) may go on.
  if (status != in_force) return cannot_tell(call, status);
  const auto number = r.text("agreement_no");
  if (!number.is_word() || number.empty()) return cannot_tell(call, "no_agreement_number");
  auto out = says(call, finding::in_force, status);
  out.reference = number.word();
  out.payer = r.text("alipay_logon_id").masked_name();
  return out;
}

}  // namespace

bool is_by_agreement(const channel_call& call) noexcept {
  return call.type == business_type::quick_pay && call.payer != nullptr &&
         !call.payer->token.empty();
}

void add_agreement(json& content, const channel_call& call) {
  content["product_code"] = product;
  content["agreement_params"] = {{"agreement_no", call.payer->token.reveal()}};
}

json offer_content(const channel_call& call, instant now) {
  using std::chrono::seconds;
  const auto left = std::chrono::duration_cast<seconds>(call.not_after.value_or(now) - now).count();
  json content = agreement_content(call);
  content["product_code"] = product;
  content["access_params"] = {{"channel", "ALIPAYAPP"}};
  content["effect_time"] = std::max<std::int64_t>(left, 1);
  if (call.payer != nullptr && !call.payer->payer_id.empty())
    content["external_logon_id"] = call.payer->payer_id;
  return content;
}

void add_signing(json& content, const channel_call& call, const std::string& notify_url) {
  if (call.signs.value().empty()) return;
  json wanted = {{"product_code", product},
                 {"personal_product_code", payers_product},
                 {"external_agreement_no", call.signs.value()},
                 {"access_params", {{"channel", "ALIPAYAPP"}}}};
  if (!notify_url.empty()) wanted["sign_notify_url"] = notify_url;
  if (call.payer != nullptr && !call.payer->payer_id.empty())
    wanted["external_logon_id"] = call.payer->payer_id;
  content["agreement_sign_params"] = std::move(wanted);
}

json agreement_content(const channel_call& call) {
  return {{"external_agreement_no", call.key.value()}, {"personal_product_code", payers_product}};
}

channel_answer agreement_says(const channel_call& call, const reply& r) {
  if (r.text("code") == "40004" && r.text("sub_code") == unknown_agreement)
    return says(call, finding::not_signed, r.text("sub_code"));
  if (!r.ok()) return cannot_tell(call, r.code());
  if (call.what == operation::query_agreement) return query_says(call, r);
  if (call.what == operation::end_agreement) return says(call, finding::ended, r.text("code"));
  return cannot_tell(call, r.code());  // the payer's browser asked, not we
}

bool is_about_agreement(const form_fields& told) noexcept {
  const auto kind = value_of(told, "notify_type");
  return kind == was_signed || kind == was_ended;
}

heard_notice read_agreement_notice(const form_fields& told) {
  const auto value = [&](std::string_view name) { return value_of(told, name); };
  const auto number = value("external_agreement_no");
  if (number.empty() || !number.is_word()) return notice_refusal::unreadable;
  agreement_notice out{.channel = {},
                       .key = channel_key(number.word()),
                       .said = {.from = source::notice, .code = value("status").word()}};
  if (value("notify_type") == was_ended) {
    out.said.found = finding::ended;
    return out;
  }
  const auto reference = value("agreement_no");
  if (value("status") != in_force || reference.empty() || !reference.is_word()) return out;
  out.said.found = finding::in_force;
  out.said.reference = reference.word();
  out.said.payer = value("alipay_logon_id").masked_name();
  return out;
}

}  // namespace sluice::alipay
