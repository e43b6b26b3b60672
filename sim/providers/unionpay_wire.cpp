#include "sim/providers/unionpay_wire.hpp"

#include <algorithm>
#include <variant>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/digest.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_cipher.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "base/base64.hpp"
#include "sim/providers/provider_keys.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim::unionpay {
namespace {

using namespace signing;

/// What is signed is the text of the hash.
std::string hash_to_sign(const form& fields) {
  return hex_digest(hash::sha256, sorted_pairs(fields, unsigned_in_acp));
}

std::string serial_of(std::string_view key_name) {
  const auto pem = simulated_key(key_name).value_or("");
  return std::get<certificate>(certificate::first_in(pem)).serial_decimal();
}

private_key private_in(std::string_view pem) {
  return std::get<private_key>(private_key_in(secret{std::string{pem}}));
}

/// As the real one sends it: lines end with CR LF.
std::string certificate_text() {
  std::string out;
  for (const char c : unionpay_certificate()) {
    if (c == '\n') out += '\r';
    out += c;
  }
  while (!out.empty() && (out.back() == '\n' || out.back() == '\r')) out.pop_back();
  return out;
}

}  // namespace

bool is_rightly_signed(const form& fields) {
  static const auto merchant_serial = serial_of("unionpay_merchant_certificate");
  return field(fields, "version") == "5.1.0" && field(fields, "signMethod") == "01" &&
         field(fields, "certId") == merchant_serial &&
         is_signed_by_merchant(field(fields, "signature"), hash_to_sign(fields));
}

bool has_readable_card(const form& fields) {
  static const auto serial = serial_of("unionpay_encryption_certificate");
  static const auto key = private_in(unionpay_encryption_key());
  const auto sealed = field(fields, "accNo");
  if (sealed.empty()) return true;
  const auto card = rsa_decrypt(key, rsa_padding::pkcs1, sealed);
  return field(fields, "encryptCertId") == serial && card && !card->empty();
}

form signed_fields(form fields) {
  static const auto key = private_in(unionpay_key());
  fields["signMethod"] = "01";
  fields["signPubKeyCert"] = certificate_text();
  fields["signature"] = rsa_sign(key, rsa_hash::sha256, hash_to_sign(fields));
  return fields;
}

std::string plain_text(const form& fields) {
  std::string out;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!out.empty()) out += '&';
    out += name + '=' + value;
  };
  for (const auto& [name, value] : fields)
    if (name != "signPubKeyCert" && name != "signature") add(name, value);
  for (const auto* last : {"signPubKeyCert", "signature"})
    if (fields.contains(last)) add(last, field(fields, last));
  return out;
}

namespace {

face_answer text_answer(form fields, delivery how = delivery::plain, millis after = millis{0}) {
  if (how == delivery::html_page) {
    auto page = html_page();
    page.how = how;
    return page;
  }
  return {.how = how,
          .after = after,
          .content_type = "text/html;charset=UTF-8",
          .body = plain_text(fields)};
}

}  // namespace

face_answer answer_to(const form& request, const response& what, form more, delivery how,
                      millis after) {
  for (const auto* name :
       {"version", "encoding", "accessType", "bizType", "merId", "orderId", "txnTime", "txnType",
        "txnSubType", "txnAmt", "currencyCode", "origQryId", "reqReserved"})
    if (!field(request, name).empty()) more.try_emplace(name, field(request, name));
  more["respCode"] = what.code;
  more["respMsg"] = what.message;
  return text_answer(signed_fields(std::move(more)), how, after);
}

face_answer refusal(const response& what) {
  return text_answer({{"respCode", what.code}, {"respMsg", what.message}});
}

bool is_order_number(const std::string& number) {
  for (const char c : number)
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
  return number.size() >= 8 && number.size() <= 40;
}

std::string code_in(const form& request) {
  constexpr std::string_view before = "{smsCode=";
  const auto said = bytes_from_base64(field(request, "customerInfo")).value_or("");
  if (!said.starts_with(before) || !said.ends_with('}')) return {};
  return said.substr(before.size(), said.size() - before.size() - 1);
}

namespace {

secret unsealed(std::string sealed) {
  static const auto key = private_in(unionpay_encryption_key());
  std::ranges::replace(sealed, ' ', '+');  // it was no form, and its signs are base64's
  return rsa_decrypt(key, rsa_padding::pkcs1, sealed).value_or(secret{});
}

}  // namespace

std::optional<opened_card> card_in(const form& request) {
  const auto said = bytes_from_base64(field(request, "customerInfo")).value_or("");
  if (said.size() < 2 || !said.starts_with('{') || !said.ends_with('}')) return std::nullopt;
  const auto who = parse_form(said.substr(1, said.size() - 2));
  const auto known = parse_form(unsealed(field(who, "encryptedInfo")).reveal());
  const auto end = field(known, "expired");  // the year first
  opened_card out{
      .card = {.card = {.number = unsealed(field(request, "accNo")),
                        .holder_name = secret(field(who, "customerNm"))},
               .phone = secret(field(known, "phoneNo")),
               .identity_number = secret(field(who, "certifId")),
               .expires = secret(end.size() == 4 ? end.substr(2) + end.substr(0, 2) : ""),
               .security_code = secret(field(known, "cvn2"))},
      .code = field(who, "smsCode")};
  const bool is_whole = has_readable_card(request) && field(who, "certifTp") == "01" &&
                        !out.card.card.number.empty() && !out.card.card.holder_name.empty() &&
                        !out.card.identity_number.empty() && !out.card.phone.empty();
  return is_whole ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace sluice::sim::unionpay
