#include "sim/providers/keyed_xml.hpp"

#include <pugixml.hpp>
#include <sstream>

#include "adapters/signing/digest.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim {
namespace {

secret key_named(std::string_view name) {
  return secret{std::string{simulated_key(name).value_or("")}};
}

}  // namespace

std::optional<form> parse_xml(const std::string& body) {
  pugi::xml_document document;
  if (!document.load_buffer(body.data(), body.size())) return std::nullopt;
  const auto root = document.child("xml");
  if (!root) return std::nullopt;
  form out;
  for (const auto& child : root.children())
    if (!out.emplace(child.name(), child.text().get()).second) return std::nullopt;
  return out;
}

std::optional<signing::v2_sign_type> sign_type_in(const form& fields) {
  const auto said = field(fields, "sign_type");
  if (said.empty() || said == "MD5") return signing::v2_sign_type::md5;
  if (said == "HMAC-SHA256") return signing::v2_sign_type::hmac_sha256;
  return std::nullopt;
}

bool is_rightly_signed(const form& fields, std::string_view key_name) {
  const auto type = sign_type_in(fields);
  const auto pairs = signing::sorted_pairs(fields, signing::unsigned_in_wechat_v2);
  return type && signing::is_v2_signature(field(fields, "sign"), *type, pairs, key_named(key_name));
}

std::string answer_nonce(const std::string& asked_with) {
  return signing::hex_digest(
      signing::hash::md5, "answer to " + asked_with, signing::letters::upper);
}

xml_fields& xml_fields::text(const std::string& name, const std::string& value) {
  all_.push_back({name, value, false});
  return *this;
}

xml_fields& xml_fields::number(const std::string& name, std::int64_t value) {
  all_.push_back({name, std::to_string(value), true});
  return *this;
}

xml_fields& xml_fields::sign(signing::v2_sign_type type, std::string_view key_name) {
  std::vector<signing::named_text> fields;
  for (const auto& f : all_) fields.emplace_back(f.name, f.value);
  const auto pairs = signing::sorted_pairs(std::move(fields), signing::unsigned_in_wechat_v2);
  return text("sign", signing::v2_signature(type, pairs, key_named(key_name)));
}

std::string xml_fields::write() const {
  pugi::xml_document document;
  auto root = document.append_child("xml");
  for (const auto& f : all_) {
    auto child = root.append_child(f.name.c_str());
    if (f.is_number)
      child.text().set(f.value.c_str());
    else
      child.append_child(pugi::node_cdata).set_value(f.value.c_str());
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

}  // namespace sluice::sim
