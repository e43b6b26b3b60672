#pragma once
/// A small merchant for tests: signs requests to the simulated channels, and checks what they sign.
/// Tests only.

#include <pugixml.hpp>
#include <string>

#include "adapters/signing/key_text.hpp"
#include "adapters/signing/keyed_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
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

}  // namespace sluice::sim::test
