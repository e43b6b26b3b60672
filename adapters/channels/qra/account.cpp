#include "adapters/channels/qra/account.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/channels/strict_json.hpp"
#include "adapters/signing/keyed_text.hpp"
#include "adapters/signing/sorted_pairs.hpp"

namespace sluice::qra {
namespace {

using signing::v2_sign_type;

constexpr const auto& not_signed = signing::unsigned_in_wechat_v2;

/// Nothing: it is no JSON object, or its terminal has no name.
std::optional<std::string> terminal_id_in(std::string_view terminal_info) {
  const auto read = read_json(terminal_info);
  const auto* info = std::get_if<nlohmann::json>(&read);
  if (info == nullptr || !info->is_object()) return std::nullopt;
  const auto at = info->find("terminal_id");
  if (at == info->end() || !at->is_string()) return std::nullopt;
  return at->get<std::string>();
}

}  // namespace

std::variant<account, key_fault> read_account(const dialect_account& given) {
  const auto* key = given.keys.find("api_key");
  if (key == nullptr || key->empty())
    return key_fault{"api_key", "it is not there", "the key that the gateway gave the merchant"};
  account out{.merchant_id = given.merchant_id,
              .notify_url = given.notify_url,
              .terminal_ip = given.terminal_ip,
              .api_key = *key,
              .terminal_info = {},
              .terminal_id = {}};
  const auto* terminal = given.keys.find("terminal_info");
  if (terminal == nullptr) return out;
  out.terminal_info = terminal->reveal();
  const auto id = terminal_id_in(out.terminal_info);
  if (!id)
    return key_fault{"terminal_info", "it is no JSON object with a text terminal_id",
                     R"(for example {"device_type":"07","terminal_id":"123"})"};
  out.terminal_id = *id;
  return out;
}

std::string signed_body(request_fields fields, const account& us) {
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  fields.emplace_back(
      "sign", signing::v2_signature(
                  v2_sign_type::md5, signing::sorted_pairs(fields, not_signed), us.api_key));
  return write_xml(fields);
}

bool is_genuine(const xml_fields& all, const account& us) {
  return signing::is_v2_signature(value_of(all, "sign").as_received(), v2_sign_type::md5,
                                  signing::sorted_pairs(all, not_signed), us.api_key);
}

}  // namespace sluice::qra
