#include "adapters/channels/wechat_v3/account.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "adapters/channels/key_reading.hpp"
#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"

namespace sluice::wechat_v3 {
namespace {

using signing::unusable;

constexpr std::size_t api_v3_key_bytes = 32;
constexpr std::string_view public_key_prefix = "PUB_KEY_ID_";

std::string text_of(const account_keys& keys, std::string_view name) {
  return key_called(keys, name).reveal();
}

key_fault fault_of(std::string_view name, std::string why) {
  return fault_of_key(key_needs, name, std::move(why));
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

struct our_side {
  std::string serial;
  std::vector<certificate_end> certificate{};
};

/// The number under which WeChat Pay knows our key; from the certificate where it is there, which
/// must then be of that very key.
std::variant<our_side, key_fault> our_side_of(const account_keys& keys,
                                              const signing::private_key& ours) {
  const auto said = in_capitals(text_of(keys, "merchant_serial"));
  const auto pem = text_of(keys, "merchant_certificate");
  if (pem.empty()) {
    if (is_hex(said)) return our_side{.serial = said};
    return fault_of("merchant_serial", said.empty() ? "it and merchant_certificate are missing"
                                                    : "it is no hexadecimal number");
  }
  const auto read = signing::certificate::first_in(pem);
  if (const auto* no = std::get_if<unusable>(&read))
    return fault_of("merchant_certificate", no->why);
  const auto& certificate = std::get<signing::certificate>(read);
  const auto half = certificate.key();
  if (const auto* no = std::get_if<unusable>(&half))
    return fault_of("merchant_certificate", no->why);
  if (EVP_PKEY_eq(std::get<signing::public_key>(half).handle(), ours.handle()) != 1)
    return fault_of("merchant_certificate", "it is of another key than merchant_key");
  if (!said.empty() && said != certificate.serial_hex())
    return fault_of("merchant_serial", "it is not the number of merchant_certificate");
  return our_side{.serial = certificate.serial_hex(),
                  .certificate = {{"merchant_certificate", certificate.serial_hex(),
                                   certificate.valid_until()}}};
}

std::optional<key_fault> add_public_key(const account_keys& keys, account& to) {
  const auto pem = text_of(keys, "public_key");
  to.public_key_id = text_of(keys, "public_key_id");
  if (pem.empty() && to.public_key_id.empty()) return std::nullopt;
  if (pem.empty()) return fault_of("public_key", "it is missing, and public_key_id is there");
  const std::string_view id = to.public_key_id;
  if (!id.starts_with(public_key_prefix) || id.size() == public_key_prefix.size())
    return fault_of("public_key_id", "it is not the id of a public key of WeChat Pay's");
  auto read = signing::public_key_in(pem);
  if (const auto* no = std::get_if<unusable>(&read)) return fault_of("public_key", no->why);
  if (const auto no =
          to.public_key.add(to.public_key_id, std::get<signing::public_key>(std::move(read))))
    return fault_of("public_key", no->why);
  to.theirs.ring = to.public_key;
  return std::nullopt;
}

std::optional<key_fault> add_certificates(const account_keys& keys, account& to) {
  const auto pem = text_of(keys, "platform_certificates");
  if (pem.empty()) return std::nullopt;
  const auto read = signing::certificate::all_in(pem);
  if (const auto* no = std::get_if<unusable>(&read))
    return fault_of("platform_certificates", no->why);
  for (const auto& one : std::get<std::vector<signing::certificate>>(read))
    if (const auto no = add(one, to.theirs)) return fault_of("platform_certificates", no->why);
  return std::nullopt;
}

}  // namespace

std::optional<unusable> add(const signing::certificate& one, their_keys& to) {
  if (auto no = to.ring.add(one)) return no;
  to.certificates.push_back({"platform_certificates", one.serial_hex(), one.valid_until()});
  return std::nullopt;
}

std::variant<account, key_fault> read_account(const dialect_account& given) {
  if (auto missing = missing_key(key_needs, given.keys)) return std::move(*missing);
  auto ours = signing::private_key_in(key_called(given.keys, "merchant_key"));
  if (const auto* no = std::get_if<unusable>(&ours)) return fault_of("merchant_key", no->why);
  auto side = our_side_of(given.keys, std::get<signing::private_key>(ours));
  if (auto* no = std::get_if<key_fault>(&side)) return std::move(*no);
  auto& known_by = std::get<our_side>(side);
  auto seal = key_called(given.keys, "api_v3_key");
  if (seal.reveal().size() != api_v3_key_bytes)
    return fault_of("api_v3_key", "it has not 32 bytes");
  account out{
      .app_id = given.app_id,
      .merchant_id = given.merchant_id,
      .notify_url = given.notify_url,
      .terminal_ip = given.terminal_ip,
      .ours = std::get<signing::private_key>(std::move(ours)),
      .our_serial = std::move(known_by.serial),
      .api_v3_key = std::move(seal),
      .our_certificate = std::move(known_by.certificate),
      .theirs = {},
      .public_key_id = {},
      .public_key = {}};
  if (auto no = add_public_key(given.keys, out)) return std::move(*no);
  if (auto no = add_certificates(given.keys, out)) return std::move(*no);
  return out;
}

}  // namespace sluice::wechat_v3
