#include "adapters/channels/wechat_v3/account.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"

namespace sluice::wechat_v3 {
namespace {

using signing::unusable;

constexpr std::size_t api_v3_key_bytes = 32;
constexpr std::string_view public_key_prefix = "PUB_KEY_ID_";

std::string text_of(const account_keys& keys, std::string_view name) {
  const auto* found = keys.find(name);
  return found == nullptr ? std::string{} : found->reveal();
}

bool is_hex(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isxdigit(c) != 0;
  });
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

/// The number under which WeChat Pay knows our key; from the certificate where it is there, which
/// must then be of that very key.
std::variant<std::string, key_fault> serial_of(const account_keys& keys,
                                               const signing::private_key& ours) {
  const auto said = in_capitals(text_of(keys, "merchant_serial"));
  const auto pem = text_of(keys, "merchant_certificate");
  if (pem.empty()) {
    if (is_hex(said)) return said;
    return key_fault{"merchant_serial",
                     said.empty() ? "neither it nor merchant_certificate is there"
                                  : "it is no hexadecimal number",
                     "the serial number of the merchant's certificate, hexadecimal"};
  }
  const auto read = signing::certificate::first_in(pem);
  if (const auto* no = std::get_if<unusable>(&read))
    return key_fault{"merchant_certificate", no->why, "one certificate, PEM"};
  const auto& certificate = std::get<signing::certificate>(read);
  const auto half = certificate.key();
  if (const auto* no = std::get_if<unusable>(&half))
    return key_fault{"merchant_certificate", no->why, "a certificate of an RSA key"};
  if (EVP_PKEY_eq(std::get<signing::public_key>(half).handle(), ours.handle()) != 1)
    return key_fault{"merchant_certificate", "it is of another key than merchant_key",
                     "the certificate that was made for merchant_key"};
  if (!said.empty() && said != certificate.serial_hex())
    return key_fault{"merchant_serial", "merchant_certificate has another serial number",
                     "the certificate's number, or nothing"};
  return certificate.serial_hex();
}

std::optional<key_fault> add_public_key(const account_keys& keys, account& to) {
  const auto pem = text_of(keys, "public_key");
  to.public_key_id = text_of(keys, "public_key_id");
  if (pem.empty() && to.public_key_id.empty()) return std::nullopt;
  if (pem.empty())
    return key_fault{"public_key", "public_key_id is there without it", "WeChat Pay's key, PEM"};
  const std::string_view id = to.public_key_id;
  if (!id.starts_with(public_key_prefix) || id.size() == public_key_prefix.size())
    return key_fault{"public_key_id", "it is not the id of a public key of WeChat Pay's",
                     "PUB_KEY_ID_ and digits, as the merchant's site shows it"};
  auto read = signing::public_key_in(pem);
  if (const auto* no = std::get_if<unusable>(&read))
    return key_fault{"public_key", no->why, "WeChat Pay's public key, PEM"};
  if (const auto no =
          to.theirs.add(to.public_key_id, std::get<signing::public_key>(std::move(read))))
    return key_fault{"public_key", no->why, "one key under one id"};
  return std::nullopt;
}

std::optional<key_fault> add_certificates(const account_keys& keys, account& to) {
  const auto pem = text_of(keys, "platform_certificates");
  if (pem.empty()) {
    if (!to.public_key_id.empty()) return std::nullopt;
    return key_fault{"public_key",
                     "neither it nor platform_certificates is there: nothing would prove what "
                     "WeChat Pay says",
                     "public_key with public_key_id, or platform_certificates, or both"};
  }
  const auto read = signing::certificate::all_in(pem);
  constexpr std::string_view allowed = "WeChat Pay's certificates, PEM, each once";
  if (const auto* no = std::get_if<unusable>(&read))
    return key_fault{"platform_certificates", no->why, std::string(allowed)};
  for (const auto& one : std::get<std::vector<signing::certificate>>(read))
    if (const auto no = to.theirs.add(one))
      return key_fault{"platform_certificates", no->why, std::string(allowed)};
  return std::nullopt;
}

}  // namespace

std::variant<account, key_fault> read_account(const dialect_account& given) {
  const auto* pem = given.keys.find("merchant_key");
  auto ours = signing::private_key_in(pem == nullptr ? secret{} : *pem);
  if (const auto* no = std::get_if<unusable>(&ours))
    return key_fault{"merchant_key", no->why, "the merchant's private RSA key, PEM"};
  auto serial = serial_of(given.keys, std::get<signing::private_key>(ours));
  if (auto* no = std::get_if<key_fault>(&serial)) return std::move(*no);
  const auto* seal = given.keys.find("api_v3_key");
  if (seal == nullptr || seal->reveal().size() != api_v3_key_bytes)
    return key_fault{"api_v3_key", "it has not 32 bytes", "32 letters and digits"};
  account out{
      .app_id = given.app_id,
      .merchant_id = given.merchant_id,
      .notify_url = given.notify_url,
      .terminal_ip = given.terminal_ip,
      .ours = std::get<signing::private_key>(std::move(ours)),
      .our_serial = std::get<std::string>(std::move(serial)),
      .api_v3_key = *seal,
      .theirs = {},
      .public_key_id = {}};
  if (auto no = add_public_key(given.keys, out)) return std::move(*no);
  if (auto no = add_certificates(given.keys, out)) return std::move(*no);
  return out;
}

}  // namespace sluice::wechat_v3
