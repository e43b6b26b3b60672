#include "sim/wire/forged.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "adapters/signing/certificate.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/wire/forged_texts.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view v3_signature = "Wechatpay-Signature";
constexpr std::string_view v3_serial = "Wechatpay-Serial";

bool is_xml(std::string_view dialect_name) {
  return dialect_name == "wechat_v2" || dialect_name == "qra";
}

/// An empty value takes the header away.
std::optional<http_response> with_header(http_response said, std::string_view name,
                                         std::string value) {
  if (!said.headers.find(name)) return std::nullopt;
  http_headers changed;
  for (const auto& one : said.headers) {
    if (one.name != name) changed.add(one.name, one.value);
    if (one.name == name && !value.empty()) changed.add(one.name, value);
  }
  said.headers = std::move(changed);
  return said;
}

std::optional<http_response> with_body(http_response said, std::optional<std::string> body) {
  if (!body) return std::nullopt;
  said.body = *std::move(body);
  return said;
}

std::string second_serial() {
  const auto pem = simulated_key("alipay_certificate").value_or("");
  return std::get<signing::certificate>(signing::certificate::first_in(pem)).serial_hex();
}

std::optional<http_response> headers_reversed(http_response said) {
  std::vector<http_headers::header> all(said.headers.begin(), said.headers.end());
  std::ranges::reverse(all);
  said.headers = {};
  for (auto& one : all) said.headers.add(std::move(one.name), std::move(one.value));
  return said;
}

}  // namespace

std::optional<http_response> signed_by_another(std::string_view dialect_name, http_response said) {
  if (dialect_name == "wechat_v3") {
    auto signature = forged::v3_signature(said);
    return with_header(std::move(said), v3_signature, std::move(signature));
  }
  auto body = is_xml(dialect_name)       ? forged::xml_signed_by_another(said.body)
              : dialect_name == "alipay" ? forged::json_signed_by_another(said.body)
                                         : forged::pairs_signed_by_another(said.body, false);
  return with_body(std::move(said), std::move(body));
}

std::optional<http_response> without_signature(std::string_view dialect_name, http_response said) {
  if (dialect_name == "wechat_v3") return with_header(std::move(said), v3_signature, "");
  auto body = is_xml(dialect_name)       ? forged::xml_without_signature(said.body)
              : dialect_name == "alipay" ? forged::json_without_signature(said.body)
                                         : forged::pairs_without_signature(said.body);
  return with_body(std::move(said), std::move(body));
}

std::optional<http_response> naming_unknown_key(std::string_view dialect_name, http_response said) {
  if (dialect_name == "wechat_v3")
    return with_header(std::move(said), v3_serial, "PUB_KEY_ID_0000000000000000000000000000000009");
  if (is_xml(dialect_name)) return std::nullopt;
  auto body = dialect_name == "alipay" ? forged::json_of_unknown_certificate(said.body)
                                       : forged::pairs_signed_by_another(said.body, true);
  return with_body(std::move(said), std::move(body));
}

std::optional<http_response> naming_second_key(std::string_view dialect_name, http_response said) {
  static const auto serial = second_serial();
  if (dialect_name != "wechat_v3") return std::nullopt;
  return with_header(std::move(said), v3_serial, serial);
}

std::optional<http_response> in_another_order(std::string_view dialect_name, http_response said) {
  if (dialect_name == "wechat_v3") return headers_reversed(std::move(said));
  auto body = is_xml(dialect_name)       ? forged::xml_reversed(said.body)
              : dialect_name == "alipay" ? forged::json_reversed(said.body)
                                         : forged::pairs_reversed(said.body);
  return with_body(std::move(said), std::move(body));
}

}  // namespace sluice::sim
