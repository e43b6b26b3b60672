#include "adapters/channels/unionpay/keys.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/p12.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "base/base64.hpp"

namespace sluice::unionpay {
namespace {

using signing::certificate;
using signing::identity;
using signing::unusable;

constexpr auto allowed_identity =
    "either merchant_key and merchant_certificate, or merchant_p12 and p12_password";
constexpr auto allowed_certificate =
    "PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----";

template <class T>
using read_key = std::variant<T, key_fault>;

/// What `read` is, or why it is not.
template <class T>
read_key<T> under(std::string key, signing::usable<T> read, std::string allowed) {
  if (auto* no = std::get_if<unusable>(&read))
    return key_fault{std::move(key), std::move(no->why), std::move(allowed)};
  return std::get<T>(std::move(read));
}

/// The bytes themselves, or base64 in lines.
std::string file_in(const secret& text) {
  auto letters = text.reveal();
  std::erase_if(letters, [](char c) { return c == '\r' || c == '\n' || c == ' '; });
  return bytes_from_base64(letters).value_or(text.reveal());
}

read_key<identity> identity_of(const secret& pem, const secret& its_certificate) {
  auto key = under("merchant_key", signing::private_key_in(pem), "PEM without a password");
  if (auto* no = std::get_if<key_fault>(&key)) return std::move(*no);
  auto own = under(
      "merchant_certificate", certificate::first_in(its_certificate.reveal()), allowed_certificate);
  if (auto* no = std::get_if<key_fault>(&own)) return std::move(*no);
  return identity{
      std::get<signing::private_key>(std::move(key)), std::get<certificate>(std::move(own))};
}

read_key<identity> identity_among(const account_keys& all) {
  const auto* key = all.find("merchant_key");
  const auto* own = all.find("merchant_certificate");
  const auto* file = all.find("merchant_p12");
  const auto* password = all.find("p12_password");
  if ((key != nullptr || own != nullptr) == (file != nullptr || password != nullptr))
    return key_fault{"merchant_key",
                     key == nullptr && own == nullptr ? "nothing is there to sign with"
                                                      : "there are two things to sign with",
                     allowed_identity};
  if (file != nullptr)
    return under("merchant_p12",
                 signing::identity_in(file_in(*file), password == nullptr ? secret() : *password),
                 allowed_identity);
  if (key == nullptr) return key_fault{"merchant_key", "it is missing", allowed_identity};
  if (own == nullptr) return key_fault{"merchant_certificate", "it is missing", allowed_identity};
  return identity_of(*key, *own);
}

bool belong_together(const identity& who) {
  const auto theirs = who.own.key();
  const auto* key = std::get_if<signing::public_key>(&theirs);
  constexpr auto any_text = "UnionPay";
  constexpr auto hash = signing::rsa_hash::sha256;
  return key != nullptr && signing::is_rsa_signature(
                               signing::rsa_sign(who.key, hash, any_text), *key, hash, any_text);
}

std::string_view what_is(std::string_view key) {
  return std::ranges::find(key_needs, key, &key_need::name)->what;
}

read_key<std::vector<certificate>> certificates_under(const account_keys& all,
                                                      const std::string& name) {
  const auto* text = all.find(name);
  if (text == nullptr || text->empty())
    return key_fault{name, "it is missing", std::string(what_is(name))};
  return under(name, certificate::all_in(text->reveal()), allowed_certificate);
}

read_key<encryption_certificate> encryption_among(const account_keys& all) {
  const auto* text = all.find("encryption_certificate");
  if (text == nullptr) return encryption_certificate{};
  auto read =
      under("encryption_certificate", certificate::first_in(text->reveal()), allowed_certificate);
  if (auto* no = std::get_if<key_fault>(&read)) return std::move(*no);
  const auto& found = std::get<certificate>(read);
  auto key = under("encryption_certificate", found.key(), allowed_certificate);
  if (auto* no = std::get_if<key_fault>(&key)) return std::move(*no);
  return encryption_certificate{
      found.serial_decimal(), found.valid_until(),
      std::make_shared<const signing::public_key>(std::get<signing::public_key>(std::move(key)))};
}

void add_ends(std::vector<certificate_end>& to, const char* name,
              const std::vector<certificate>& all) {
  for (const auto& one : all) to.push_back({name, one.serial_decimal(), one.valid_until()});
}

read_key<bool> is_test_system(const account_keys& all) {
  const auto* said = all.find("test_system");
  if (said == nullptr || said->reveal() == "no") return false;
  if (said->reveal() == "yes") return true;
  return key_fault{"test_system", "is neither yes nor no", "\"yes\" or \"no\""};
}

read_key<std::string> token_requestor_among(const account_keys& all) {
  const auto* said = all.find("token_requestor_id");
  if (said == nullptr) return std::string{};
  constexpr std::size_t longest = 32;
  const auto& text = said->reveal();
  const bool is_number = !text.empty() && text.size() <= longest &&
                         text.find_first_not_of("0123456789") == std::string::npos;
  if (is_number) return text;
  return key_fault{"token_requestor_id", "is no number", "digits, as UnionPay has assigned it"};
}

}  // namespace

std::variant<keys, key_fault> read_keys(const account_keys& all) {
  auto who = identity_among(all);
  if (auto* no = std::get_if<key_fault>(&who)) return std::move(*no);
  if (!belong_together(std::get<identity>(who)))
    return key_fault{
        "merchant_certificate", "is of another key than merchant_key", allowed_identity};
  auto roots = certificates_under(all, "root");
  if (auto* no = std::get_if<key_fault>(&roots)) return std::move(*no);
  auto middles = certificates_under(all, "middle");
  if (auto* no = std::get_if<key_fault>(&middles)) return std::move(*no);
  auto encryption = encryption_among(all);
  if (auto* no = std::get_if<key_fault>(&encryption)) return std::move(*no);
  auto requestor = token_requestor_among(all);
  if (auto* no = std::get_if<key_fault>(&requestor)) return std::move(*no);
  auto test = is_test_system(all);
  if (auto* no = std::get_if<key_fault>(&test)) return std::move(*no);
  auto& ours = std::get<identity>(who);
  const bool of_test_system = std::get<bool>(test);
  const auto& from_roots = std::get<std::vector<certificate>>(roots);
  const auto& from_middles = std::get<std::vector<certificate>>(middles);
  std::vector<certificate_end> pinned{
      {"merchant_certificate", ours.own.serial_decimal(), ours.own.valid_until()}};
  add_ends(pinned, "root", from_roots);
  add_ends(pinned, "middle", from_middles);
  const auto strength =
      of_test_system ? signing::chain_strength::of_old : signing::chain_strength::today;
  return keys{
      .merchant_key = std::make_shared<const signing::private_key>(std::move(ours.key)),
      .certificate_number = ours.own.serial_decimal(),
      .encryption = std::get<encryption_certificate>(std::move(encryption)),
      .company = std::make_shared<const signing::pinned_chain>(from_middles, from_roots, strength),
      .pinned = std::move(pinned),
      .token_requestor = std::get<std::string>(std::move(requestor)),
      .of_test_system = of_test_system};
}

}  // namespace sluice::unionpay
