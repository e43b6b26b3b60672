#include "tests/adapters/channels/signed_answers.hpp"
#include "sim/providers/provider_keys.hpp"
#include "sim/providers/simulated_keys.hpp"

#include "adapters/channels/form.hpp"
#include "adapters/channels/strict_xml.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "base/invariant.hpp"
#include "tests/adapters/signing/made_keys.hpp"

namespace sluice::test {
namespace {

/// Those of the simulated channels serve: to make three takes a second, and each test is a process.
key_pair pair_of(std::string_view pem) {
  auto read = signing::private_key_in(secret(std::string(pem)));
  SLUICE_INVARIANT(std::holds_alternative<signing::private_key>(read));
  auto& key = std::get<signing::private_key>(read);
  return {.private_text = std::string(pem),
          .public_text = public_pem(key.handle()),
          .signs = std::move(key)};
}

std::string rsa2(const signing::private_key& by, std::string_view text) {
  return signing::rsa_sign(by, signing::rsa_hash::sha256, text);
}

/// The object that begins at `from`, with its braces. Empty: it does not end.
std::string_view object_at(std::string_view text, std::size_t from) {
  int depth = 0;
  bool in_string = false;
  for (auto at = from; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string && c == '\\')
      ++at;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && c == '{')
      ++depth;
    else if (!in_string && c == '}' && --depth == 0)
      return text.substr(from, at + 1 - from);
  }
  return {};
}

account_keys simulated_keys(
    std::initializer_list<std::pair<const char*, const char*>> names_and_simulated) {
  account_keys out;
  for (const auto& [name, simulated] : names_and_simulated)
    out.add(name, secret(std::string(sim::simulated_key(simulated).value())));
  return out;
}

}  // namespace

std::unique_ptr<dialect> dialect_of(std::string_view name, dialect_account account) {
  const auto* row = find_dialect(name);
  SLUICE_INVARIANT(row != nullptr);
  auto made = row->make(std::move(account));
  SLUICE_INVARIANT(std::holds_alternative<std::unique_ptr<dialect>>(made));
  return std::get<std::unique_ptr<dialect>>(std::move(made));
}

dialect_account whole_account(std::string_view dialect_name) {
  if (dialect_name == "wechat_v2")
    return {.app_id = "wx1", .merchant_id = "100", .keys = {{"api_key", secret(our_api_key)}}};
  if (dialect_name == "wechat_v3")
    return {.app_id = "wx1",
            .merchant_id = "100",
            .keys = simulated_keys({{"merchant_key", "wechat_v3_merchant_key"},
                                    {"merchant_certificate", "wechat_v3_merchant_certificate"},
                                    {"api_v3_key", "wechat_v3_api_key"},
                                    {"public_key", "wechat_v3_public_key"},
                                    {"public_key_id", "wechat_v3_public_key_id"}})};
  if (dialect_name == "qra")
    return {.merchant_id = "100", .keys = simulated_keys({{"api_key", "qra_api_key"}})};
  if (dialect_name == "unionpay")
    return {.merchant_id = "100",
            .keys = simulated_keys({{"merchant_key", "unionpay_merchant_key"},
                                    {"merchant_certificate", "unionpay_merchant_certificate"},
                                    {"root", "unionpay_root"},
                                    {"middle", "unionpay_middle"}})};
  SLUICE_INVARIANT(dialect_name == "alipay");
  return {.app_id = "2014",
          .keys = {{"app_key", secret(our_pair().private_text)},
                   {"alipay_public_key", secret(alipay_keys().public_text)}},
          .pages_url = "https://openapi.alipay.com"};
}

const dialect& our_wechat() {
  static const auto made = dialect_of("wechat_v2", whole_account("wechat_v2"));
  return *made;
}
const dialect& our_alipay() {
  static const auto made = dialect_of("alipay", whole_account("alipay"));
  return *made;
}

std::string signed_xml(std::string body, const std::string& key, signing::v2_sign_type type) {
  if (const auto from = body.find("<sign>"); from != std::string::npos)
    body.erase(from, body.find("</sign>") + 7 - from);
  const auto read = read_xml(body);
  const auto end = body.rfind("</xml>");
  if (!std::holds_alternative<xml_fields>(read) || end == std::string::npos) return body;
  const auto pairs =
      signing::sorted_pairs(std::get<xml_fields>(read), signing::unsigned_in_wechat_v2);
  return body.insert(end, "<sign>" + signing::v2_signature(type, pairs, secret(key)) + "</sign>");
}

const key_pair& our_pair() {
  static const auto pair = pair_of(sim::simulated_key("alipay_app_key").value());
  return pair;
}
const key_pair& alipay_keys() {
  static const auto pair = pair_of(sim::unionpay_encryption_key());
  return pair;
}
const key_pair& strange_pair() {
  static const auto pair = pair_of(sim::unionpay_key());
  return pair;
}

std::string signed_json(std::string body, const signing::private_key& by) {
  constexpr std::string_view ending = "_response\":", unsigned_yet = "\"sign\":\"x\"";
  const auto name = body.find(ending);
  if (name == std::string::npos || body[name + ending.size()] != '{') return body;
  const auto result = object_at(body, name + ending.size());
  if (result.empty()) return body;
  const auto sign = "\"sign\":\"" + rsa2(by, result) + '"';
  auto at = body.find(unsigned_yet);
  if (at == std::string::npos) return body.insert(body.rfind('}'), ',' + sign);
  for (; at != std::string::npos; at = body.find(unsigned_yet, at + sign.size()))
    body.replace(at, unsigned_yet.size(), sign);
  return body;
}

named_texts signed_fields(named_texts fields, const signing::private_key& by) {
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_notification);
  fields.emplace_back("sign_type", "RSA2");
  fields.emplace_back("sign", rsa2(by, text));
  return fields;
}

std::string signed_form(named_texts fields) {
  return form_encode(signed_fields(std::move(fields)));
}

}  // namespace sluice::test
