#include "adapters/channels/qra/account.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/channels/key_reading.hpp"
#include "adapters/channels/strict_json.hpp"
#include "adapters/signing/keyed_text.hpp"
#include "adapters/signing/sorted_pairs.hpp"

namespace sluice::qra {
namespace {

using signing::v2_sign_type;

constexpr const auto& not_signed = signing::unsigned_in_wechat_v2;

bool is_api_key(std::string_view text) noexcept {
  constexpr std::size_t length = 32;
  return text.size() == length &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

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
  if (auto missing = missing_key(key_needs, given.keys)) return std::move(*missing);
  account out{.merchant_id = given.merchant_id,
              .notify_url = given.notify_url,
              .terminal_ip = given.terminal_ip,
              .api_key = key_called(given.keys, "api_key"),
              .terminal_info = key_called(given.keys, "terminal_info").reveal(),
              .terminal_id = {}};
  if (!is_api_key(out.api_key.reveal()))
    return fault_of_key(key_needs, "api_key", "it has not 32 letters and digits");
  if (out.terminal_info.empty()) return out;
  const auto id = terminal_id_in(out.terminal_info);
  if (!id)
    return fault_of_key(key_needs, "terminal_info", "it is no JSON object with a text terminal_id");
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
