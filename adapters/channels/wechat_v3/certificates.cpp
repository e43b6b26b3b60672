#include "adapters/channels/wechat_v3/certificates.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/wechat_v3/fields.hpp"
#include "adapters/channels/wechat_v3/headers.hpp"
#include "adapters/channels/wechat_v3/sealed.hpp"

namespace sluice::wechat_v3 {
namespace {

using signing::certificate;

std::optional<certificate> certificate_in(const nlohmann::json& entry, const secret& api_v3_key) {
  const auto pem = opened(member_of(entry, "encrypt_certificate"), api_v3_key);
  if (!pem) return std::nullopt;
  auto read = certificate::first_in(pem->reveal());
  auto* found = std::get_if<certificate>(&read);
  if (found == nullptr || text_in(entry, "serial_no") != found->serial_hex()) return std::nullopt;
  return std::move(*found);
}

}  // namespace

std::optional<std::vector<certificate>> certificates_in(std::string_view body,
                                                        const secret& api_v3_key) {
  const auto read = read_json(body);
  const auto* said = std::get_if<nlohmann::json>(&read);
  if (said == nullptr) return std::nullopt;
  const auto& entries = member_of(*said, "data");
  if (!entries.is_array() || entries.empty()) return std::nullopt;
  std::vector<certificate> all;
  for (const auto& entry : entries) {
    auto one = certificate_in(entry, api_v3_key);
    if (!one) return std::nullopt;
    all.push_back(std::move(*one));
  }
  return all;
}

std::optional<their_keys> keys_in(const http_response& answer, const secret& api_v3_key,
                                  instant now, const signing::keys_by_serial& that_stay) {
  const auto signature = signature_of(answer.headers);
  if (answer.status != 200 || !signature) return std::nullopt;
  const auto all = certificates_in(answer.body, api_v3_key);
  if (!all) return std::nullopt;
  their_keys keys{.ring = that_stay};
  for (const auto& one : *all)
    if (add(one, keys)) return std::nullopt;
  const auto proof = signing::proof_of(*signature, answer.body, keys.ring, now);
  if (proof != signing::wechatpay_proof::genuine) return std::nullopt;
  return keys;
}

}  // namespace sluice::wechat_v3
