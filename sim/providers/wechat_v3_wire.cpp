#include "sim/providers/wechat_v3_wire.hpp"

#include <openssl/evp.h>

#include <algorithm>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/digest.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_cipher.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "base/sealed.hpp"
#include "sim/providers/key_turn.hpp"
#include "sim/providers/provider_keys.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::wechat_v3 {
namespace {

std::string key_named(std::string_view name) {
  return std::string{simulated_key(name).value_or("")};
}

std::string hash_of(const std::string& seed) {
  return signing::hex_digest(signing::hash::md5, seed);
}

std::string seconds_of(instant at) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

signing::certificate certificate_of(int turn) {
  return std::get<signing::certificate>(
      signing::certificate::first_in(wechat_v3_certificate(turn)));
}

std::string serial_of(int turn) { return certificate_of(turn).serial_hex(); }

const std::string& merchant_serial() {
  static const auto serial =
      std::get<signing::certificate>(
          signing::certificate::first_in(key_named("wechat_v3_merchant_certificate")))
          .serial_hex();
  return serial;
}

/// Of the key of that serial; nothing: it is none of ours.
std::optional<int> turn_of(const std::string& serial) {
  if (serial == simulated_key("wechat_v3_public_key_id")) return 0;
  for (int turn = 0; turn < keys_in_turn; ++turn)
    if (serial == serial_of(turn)) return turn;
  return std::nullopt;
}

std::string base64(const std::string& bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const auto size = EVP_EncodeBlock(
      reinterpret_cast<unsigned char*>(out.data()),
      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

/// name="value" in a header of several.
std::string quoted(std::string_view header, std::string_view name) {
  const auto opening = std::string{name} + "=\"";
  for (auto at = header.find(opening); at != std::string_view::npos;
       at = header.find(opening, at + 1)) {
    if (at > 0 && header[at - 1] != ' ' && header[at - 1] != ',') continue;
    const auto rest = header.substr(at + opening.size());
    return std::string{rest.substr(0, rest.find('"'))};
  }
  return {};
}

const json* find(const json& in, std::string_view path) {
  const json* at = &in;
  while (true) {
    const auto slash = std::min(path.find('/'), path.size());
    if (!at->is_object()) return nullptr;
    const auto it = at->find(std::string{path.substr(0, slash)});
    if (it == at->end()) return nullptr;
    at = &*it;
    if (slash == path.size()) return at;
    path.remove_prefix(slash + 1);
  }
}

face_answer answer(const call& c, int status, const std::string& body, const char* inner,
                   delivery how, millis after) {
  if (how == delivery::html_page) {
    auto page = html_page();
    page.how = how;
    return page;
  }
  const auto nonce = hash_of("answer to " + c.nonce);
  auto headers = signed_headers(body, nonce, c.at, c.by);
  headers.emplace_back("Request-ID", "08" + nonce + '-' + inner);
  return {.how = how,
          .after = after,
          .status = status,
          .content_type = "application/json; charset=utf-8",
          .body = body,
          .headers = std::move(headers)};
}

std::string written(const json& content) {
  return content.dump(-1, ' ', false, json::error_handler_t::replace);
}

json sealed_text(const std::string& beside, const std::string& plain, const std::string& seed) {
  const auto nonce = hash_of(seed).substr(0, std::tuple_size_v<seal_nonce>);
  seal_nonce once{};
  std::copy(nonce.begin(), nonce.end(), once.begin());
  const auto sealed = seal(secret{key_named("wechat_v3_api_key")}, once, beside, secret{plain});
  return {{"algorithm", "AEAD_AES_256_GCM"},
          {"ciphertext", base64(sealed.substr(nonce.size()))},
          {"associated_data", beside},
          {"nonce", nonce}};
}

json certificate_entry(int turn) {
  const auto shown = certificate_of(turn);
  return {
      {"serial_no", shown.serial_hex()},
      {"effective_time", beijing_iso(shown.valid_from())},
      {"expire_time", beijing_iso(shown.valid_until())},
      {"encrypt_certificate", sealed_text("certificate", std::string{wechat_v3_certificate(turn)},
                                          "certificate " + shown.serial_hex())}};
}

}  // namespace

authorization authorization_in(const std::string& header) {
  constexpr std::string_view scheme = "WECHATPAY2-SHA256-RSA2048 ";
  if (header.rfind(scheme, 0) != 0) return {};
  const auto rest = std::string_view{header}.substr(scheme.size() - 1);
  return {.merchant_id = quoted(rest, "mchid"),
          .nonce = quoted(rest, "nonce_str"),
          .timestamp = quoted(rest, "timestamp"),
          .serial = quoted(rest, "serial_no"),
          .signature = quoted(rest, "signature")};
}

secret opened(const std::string& encrypted, const std::string& serial) {
  const auto turn = turn_of(serial);
  if (!turn) return {};
  const auto ours = std::get<signing::private_key>(
      signing::private_key_in(secret(std::string(provider_key(*turn)))));
  return signing::rsa_decrypt(ours, signing::rsa_padding::oaep_sha1, encrypted).value_or(secret{});
}

bool is_rightly_signed(const face_request& request, const authorization& by, instant now) {
  if (by.merchant_id.empty() || by.nonce.empty() || by.serial != merchant_serial()) return false;
  if (!signing::is_fresh(by.timestamp, now)) return false;
  return is_signed_by_merchant(
      by.signature, signing::wechatpay_request_text(
                        request.method, request.target, by.timestamp, by.nonce, request.body));
}

std::string text(const json& in, const std::string& path) {
  const auto* found = find(in, path);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<std::int64_t> number(const json& in, const std::string& path) {
  const auto* found = find(in, path);
  if (found == nullptr || !found->is_number_unsigned()) return std::nullopt;
  const auto value = found->get<std::uint64_t>();
  if (value > static_cast<std::uint64_t>(max_amount_minor)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

face_headers signed_headers(const std::string& body, const std::string& nonce, instant at,
                            const signer& by) {
  const auto timestamp = seconds_of(at);
  return {{"Wechatpay-Serial",
           by.by_certificate ? serial_of(by.turn) : key_named("wechat_v3_public_key_id")},
          {"Wechatpay-Timestamp", timestamp},
          {"Wechatpay-Nonce", nonce},
          {"Wechatpay-Signature",
           signed_by_provider(signing::wechatpay_answer_text(timestamp, nonce, body),
                              by.by_certificate ? by.turn : 0)}};
}

json certificate_list(const call& c, bool is_exchanged) {
  auto data = json::array({certificate_entry(c.by.turn)});
  if (is_exchanged) data.push_back(certificate_entry(turn_before(c.by.turn)));
  return {{"data", data}};
}

json sealed_resource(const std::string& original_type, const json& plain, const std::string& seed) {
  auto out = sealed_text(original_type, written(plain), seed);
  out["original_type"] = original_type;
  return out;
}

face_answer done(const call& c, const json& content, delivery how, millis after) {
  return answer(c, 200, written(content), "0", how, after);
}

face_answer done_silently(const call& c) {
  auto out = answer(c, 204, "", "0", delivery::plain, millis{0});
  out.content_type.clear();
  return out;
}

face_answer refused(const call& c, const refusal& why, delivery how, millis after) {
  const json envelope{{"code", why.code}, {"message", why.message}};
  return answer(c, why.status, written(envelope), why.inner, how, after);
}

}  // namespace sluice::sim::wechat_v3
