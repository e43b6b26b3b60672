#include "adapters/channels/unionpay/card.hpp"

#include <string>

#include "adapters/signing/rsa_cipher.hpp"
#include "base/base64.hpp"

namespace sluice::unionpay {
namespace {

std::optional<std::string> sealed(const secret& text, const keys& with) {
  if (with.encryption.key == nullptr) return std::nullopt;
  auto out = signing::rsa_encrypt(*with.encryption.key, signing::rsa_padding::pkcs1, text);
  if (auto* ok = std::get_if<std::string>(&out)) return std::move(*ok);
  return std::nullopt;
}

/// UnionPay wants the year first.
secret what_the_bank_compares(const card_to_open& card) {
  auto text = "phoneNo=" + card.phone.reveal();
  if (const auto& end = card.expires.reveal(); end.size() == 4)
    text.append("&expired=").append(end, 2, 2).append(end, 0, 2);
  if (!card.security_code.empty()) text.append("&cvn2=").append(card.security_code.reveal());
  return secret(std::move(text));
}

/// It would end its field in customerInfo, and begin another one.
bool breaks_out(const secret& text) {
  return text.reveal().find_first_of("&={}") != std::string::npos;
}

}  // namespace

bool add_card(form_fields& fields, const card_to_open& card, const secret& code, const keys& with) {
  if (breaks_out(card.card.holder_name) || breaks_out(card.identity_number) || breaks_out(code))
    return false;
  auto number = sealed(card.card.number, with);
  const auto rest = sealed(what_the_bank_compares(card), with);
  if (!number || !rest) return false;
  std::string who = "{certifTp=01&certifId=" + card.identity_number.reveal() +
                    "&customerNm=" + card.card.holder_name.reveal();
  if (!code.empty()) who.append("&smsCode=").append(code.reveal());
  who.append("&encryptedInfo=").append(*rest) += '}';
  fields["accNo"] = *std::move(number);
  fields["customerInfo"] = base64(who);
  return true;
}

}  // namespace sluice::unionpay
