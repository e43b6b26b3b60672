#include "adapters/channels/unionpay/certificates.hpp"

#include "adapters/channels/form.hpp"
#include "adapters/channels/unionpay/fields.hpp"
#include "adapters/channels/unionpay/proof.hpp"
#include "adapters/signing/certificate.hpp"

namespace sluice::unionpay {

std::variant<encryption_certificate, std::string> certificate_in(
    std::string_view body, std::string_view merchant_id, const keys& with, instant now) {
  const auto read = read_fields(body);
  const auto* const said = std::get_if<form_fields>(&read);
  if (said == nullptr) return "unreadable";
  if (const auto why = why_not_proven(*said, with, now)) return std::string(*why);
  const auto value = [&](std::string_view name) { return value_of(*said, name); };
  if (value("merId") != merchant_id || value("txnType") != "95") return "foreign_account";
  if (value("respCode") != "00" || value("certType") != "01") return "refused";
  const auto found = signing::certificate::first_in(value("encryptPubKeyCert").as_received());
  const auto* const shown = std::get_if<signing::certificate>(&found);
  if (shown == nullptr) return "certificate_unreadable";
  if (const auto why = why_not_theirs(*shown, with, now)) return std::string(*why);
  if (shown->valid_until() <= with.encryption.until) return with.encryption;
  auto key = shown->key();
  auto* const usable = std::get_if<signing::public_key>(&key);
  if (usable == nullptr) return "certificate_unreadable";
  return encryption_certificate{shown->serial_decimal(), shown->valid_until(),
                                std::make_shared<const signing::public_key>(std::move(*usable))};
}

}  // namespace sluice::unionpay
