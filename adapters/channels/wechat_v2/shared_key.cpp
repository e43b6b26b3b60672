#include "adapters/channels/wechat_v2/shared_key.hpp"

#include <algorithm>
#include <optional>

#include "adapters/channels/key_reading.hpp"
#include "adapters/signing/sorted_pairs.hpp"

namespace sluice::wechat_v2 {
namespace {

using signing::v2_sign_type;

constexpr std::string_view hmac_name = "HMAC-SHA256";

std::optional<v2_sign_type> sign_type_called(std::string_view name) noexcept {
  if (name.empty() || name == "MD5") return v2_sign_type::md5;
  if (name == hmac_name) return v2_sign_type::hmac_sha256;
  return std::nullopt;
}

bool is_api_key(std::string_view text) noexcept {
  constexpr std::size_t length = 32;
  return text.size() == length &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

std::variant<shared_key, key_fault> shared_key::in(const account_keys& keys) {
  if (auto missing = missing_key(key_needs, keys)) return std::move(*missing);
  auto text = key_called(keys, "api_key");
  if (!is_api_key(text.reveal()))
    return fault_of_key(key_needs, "api_key",
                        "it is no API key: it has " + std::to_string(text.reveal().size()) +
                            " bytes, or a blank among them");
  const auto type = sign_type_called(key_called(keys, "sign_type").reveal());
  if (!type) return fault_of_key(key_needs, "sign_type", "it is no way to sign");
  return shared_key(std::move(text), *type);
}

void shared_key::sign(request_fields& fields) const { sign_as(type_, fields); }

void shared_key::sign_by_hmac(request_fields& fields) const {
  sign_as(v2_sign_type::hmac_sha256, fields);
}

void shared_key::sign_as(v2_sign_type type, request_fields& fields) const {
  if (type == v2_sign_type::hmac_sha256) fields.emplace_back("sign_type", hmac_name);
  const auto pairs = signing::sorted_pairs(fields, signing::unsigned_in_wechat_v2);
  fields.emplace_back("sign", signing::v2_signature(type, pairs, text_));
}

bool shared_key::has_signed(const xml_fields& answer) const {
  const auto pairs = signing::sorted_pairs(answer, signing::unsigned_in_wechat_v2);
  return signing::is_v2_signature(value_of(answer, "sign").as_received(), type_, pairs, text_);
}

}  // namespace sluice::wechat_v2
