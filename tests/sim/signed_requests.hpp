#pragma once
/// A small merchant for tests: signs requests to the simulated channels, and checks what they sign.
/// Tests only.

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <string>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/digest.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/keyed_text.hpp"
#include "adapters/signing/pinned_chain.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "sim/providers/face.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::test {

[[nodiscard]] inline secret key_named(std::string_view name) {
  return secret{std::string{simulated_key(name).value()}};
}

// -- XML with a common key (WeChat Pay V2, QRA) ----------------------------------------

[[nodiscard]] inline form fields_in(const std::string& xml) {
  pugi::xml_document document;
  document.load_string(xml.c_str());
  form out;
  for (const auto& child : document.child("xml").children()) out[child.name()] = child.text().get();
  return out;
}

[[nodiscard]] inline std::string keyed_signature(
    const form& fields, std::string_view key_name,
    signing::v2_sign_type type = signing::v2_sign_type::md5) {
  return signing::v2_signature(
      type, signing::sorted_pairs(fields, signing::unsigned_in_wechat_v2), key_named(key_name));
}

/// `inner`: the elements within <xml>.
[[nodiscard]] inline std::string signed_xml(
    const std::string& inner, std::string_view key_name,
    signing::v2_sign_type type = signing::v2_sign_type::md5) {
  const auto sign = keyed_signature(fields_in("<xml>" + inner + "</xml>"), key_name, type);
  return "<xml>" + inner + "<sign>" + sign + "</sign></xml>";
}

// -- RSA ---------------------------------------------------------------------------------

[[nodiscard]] inline std::string merchant_signature(std::string_view text) {
  static const auto key =
      std::get<signing::private_key>(signing::private_key_in(key_named("alipay_app_key")));
  return rsa_sign(key, signing::rsa_hash::sha256, text);
}

[[nodiscard]] inline bool is_of_the_channel(std::string_view signature, std::string_view text) {
  static const auto key = std::get<signing::public_key>(
      signing::public_key_in(simulated_key("alipay_public_key").value()));
  return is_rsa_signature(signature, key, signing::rsa_hash::sha256, text);
}

/// A form to Alipay's gateway.
[[nodiscard]] inline std::string signed_alipay_form(form fields) {
  fields.try_emplace("charset", "utf-8");
  fields.try_emplace("sign_type", "RSA2");
  fields.try_emplace("timestamp", "2023-11-15 06:13:20");
  fields.try_emplace("version", "1.0");
  fields["sign"] =
      merchant_signature(signing::sorted_pairs(fields, signing::unsigned_in_alipay_request));
  return write_form(fields);
}

// -- WeChat Pay V3 -----------------------------------------------------------------------

[[nodiscard]] inline std::string seconds_of(instant at) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

[[nodiscard]] inline face_request signed_v3_request(std::string method, std::string target,
                                                    std::string body, instant now) {
  static const auto serial =
      std::get<signing::certificate>(
          signing::certificate::first_in(simulated_key("wechat_v3_merchant_certificate").value()))
          .serial_hex();
  const auto at = seconds_of(now);
  const auto sign =
      merchant_signature(signing::wechatpay_request_text(method, target, at, "nonce", body));
  return {.method = std::move(method),
          .target = std::move(target),
          .authorization =
              "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"nonce\","
              "signature=\"" +
              sign + "\",timestamp=\"" + at + "\",serial_no=\"" + serial + "\"",
          .body = std::move(body)};
}

[[nodiscard]] inline std::string header(const face_headers& all, std::string_view name) {
  for (const auto& [one, value] : all)
    if (one == name) return value;
  return {};
}

/// Of an answer or a notification, in public-key mode.
[[nodiscard]] inline bool is_proven_v3(const face_headers& headers, const std::string& body) {
  return header(headers, "Wechatpay-Serial") == simulated_key("wechat_v3_public_key_id") &&
         is_of_the_channel(
             header(headers, "Wechatpay-Signature"),
             signing::wechatpay_answer_text(
                 header(headers, "Wechatpay-Timestamp"), header(headers, "Wechatpay-Nonce"), body));
}

// -- UnionPay ACP ------------------------------------------------------------------------

[[nodiscard]] inline signing::certificate certificate_named(std::string_view name) {
  return std::get<signing::certificate>(
      signing::certificate::first_in(simulated_key(name).value()));
}

[[nodiscard]] inline std::string acp_hash(const form& fields) {
  return signing::hex_digest(
      signing::hash::sha256, signing::sorted_pairs(fields, signing::unsigned_in_acp));
}

[[nodiscard]] inline std::string signed_acp_form(form fields) {
  static const auto serial = certificate_named("unionpay_merchant_certificate").serial_decimal();
  fields.try_emplace("version", "5.1.0");
  fields.try_emplace("signMethod", "01");
  fields.try_emplace("certId", serial);
  fields["signature"] = merchant_signature(acp_hash(fields));
  return write_form(fields);
}

/// An answer as it is sent, k=v&k=v, of which no value has an '&' but within braces.
[[nodiscard]] inline form acp_fields_in(std::string_view body) {
  form out;
  while (!body.empty()) {
    const auto equals = body.find('=');
    const bool is_list = body.substr(equals + 1).starts_with('{');
    const auto end = std::min(body.find('&', is_list ? body.find('}') : 0), body.size());
    out[std::string{body.substr(0, equals)}] = body.substr(equals + 1, end - equals - 1);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return out;
}

/// By the certificate that it brings along, if that is of the pinned chain.
[[nodiscard]] inline bool is_proven_acp(const form& fields, instant now) {
  const auto shown = signing::certificate::first_in(field(fields, "signPubKeyCert"));
  const auto* theirs = std::get_if<signing::certificate>(&shown);
  const signing::pinned_chain chain{
      std::array{certificate_named("unionpay_middle")},
      std::array{certificate_named("unionpay_root")}, signing::chain_strength::today};
  return theirs != nullptr && !chain.why_not(*theirs, now).has_value() &&
         is_rsa_signature(field(fields, "signature"), std::get<signing::public_key>(theirs->key()),
                          signing::rsa_hash::sha256, acp_hash(fields));
}

}  // namespace sluice::sim::test
