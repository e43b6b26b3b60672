#include "adapters/channels/alipay/account.hpp"

#include <openssl/evp.h>

#include <optional>
#include <utility>
#include <vector>

#include "adapters/channels/key_reading.hpp"
#include "adapters/signing/alipay_sn.hpp"
#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"

namespace sluice::alipay {
namespace {

using signing::certificate;

constexpr std::array certificate_keys{
    std::string_view("app_certificate"), std::string_view("alipay_root_certificate"),
    std::string_view("alipay_certificate")};

/// How Alipay proves itself.
struct their_side {
  signing::public_key key;
  certificate_numbers numbers{};
};

template <class T>
std::variant<T, key_fault> or_fault(std::string_view name, signing::usable<T> read) {
  if (auto* no = std::get_if<signing::unusable>(&read))
    return fault_of_key(key_needs, name, std::move(no->why));
  return std::get<T>(std::move(read));
}

bool has(const account_keys& keys, std::string_view name) {
  return !key_called(keys, name).empty();
}

/// Nothing: the account has one of the two, and all of it.
std::optional<key_fault> fault_of_choice(const account_keys& keys) {
  const bool by_certificates = std::any_of(certificate_keys.begin(), certificate_keys.end(),
                                           [&](std::string_view name) { return has(keys, name); });
  if (!by_certificates && !has(keys, "alipay_public_key"))
    return fault_of_key(key_needs, "alipay_public_key",
                        "it is missing, and so are the certificates that could stand for it");
  if (!by_certificates) return std::nullopt;
  if (has(keys, "alipay_public_key"))
    return fault_of_key(key_needs, "alipay_public_key",
                        "it is there together with certificates, and only one of them can count");
  for (const auto name : certificate_keys)
    if (!has(keys, name))
      return fault_of_key(key_needs, name, "it is missing, and the other certificates are there");
  return std::nullopt;
}

std::variant<their_side, key_fault> known_by_key(const account_keys& keys) {
  constexpr std::string_view name = "alipay_public_key";
  auto key = or_fault(name, signing::public_key_in(key_called(keys, name).reveal()));
  if (auto* fault = std::get_if<key_fault>(&key)) return std::move(*fault);
  return their_side{.key = std::get<signing::public_key>(std::move(key))};
}

/// Another's certificate would make Alipay refuse every call.
std::optional<key_fault> fault_of_pair(const certificate& app, const signing::private_key& ours) {
  const auto half = or_fault("app_certificate", app.key());
  if (const auto* fault = std::get_if<key_fault>(&half)) return *fault;
  if (EVP_PKEY_eq(std::get<signing::public_key>(half).handle(), ours.handle()) == 1)
    return std::nullopt;
  return fault_of_key(key_needs, "app_certificate", "it belongs to another key than app_key");
}

std::variant<their_side, key_fault> known_by_certificate(const account_keys& keys,
                                                         const signing::private_key& ours) {
  const auto text = [&](std::string_view name) { return key_called(keys, name).reveal(); };
  const auto app = or_fault(certificate_keys[0], certificate::first_in(text(certificate_keys[0])));
  if (const auto* fault = std::get_if<key_fault>(&app)) return *fault;
  if (auto fault = fault_of_pair(std::get<certificate>(app), ours)) return std::move(*fault);
  const auto roots = or_fault(certificate_keys[1], certificate::all_in(text(certificate_keys[1])));
  if (const auto* fault = std::get_if<key_fault>(&roots)) return *fault;
  auto root_numbers = signing::alipay_root_sn(std::get<std::vector<certificate>>(roots));
  if (root_numbers.empty())
    return fault_of_key(key_needs, certificate_keys[1], "it has no root that signs with RSA");
  const auto alipay =
      or_fault(certificate_keys[2], certificate::first_in(text(certificate_keys[2])));
  if (const auto* fault = std::get_if<key_fault>(&alipay)) return *fault;
  auto key = or_fault(certificate_keys[2], std::get<certificate>(alipay).key());
  if (auto* fault = std::get_if<key_fault>(&key)) return std::move(*fault);
  return their_side{.key = std::get<signing::public_key>(std::move(key)),
                    .numbers = {.app = signing::alipay_sn(std::get<certificate>(app)),
                                .roots = std::move(root_numbers),
                                .alipay = signing::alipay_sn(std::get<certificate>(alipay))}};
}

}  // namespace

std::variant<account, key_fault> account_of(dialect_account said) {
  const auto& keys = said.keys;
  if (auto missing = missing_key(key_needs, keys)) return std::move(*missing);
  if (auto fault = fault_of_choice(keys)) return std::move(*fault);
  auto ours = or_fault("app_key", signing::private_key_in(key_called(keys, "app_key")));
  if (auto* fault = std::get_if<key_fault>(&ours)) return std::move(*fault);
  auto& key = std::get<signing::private_key>(ours);
  auto theirs =
      has(keys, "alipay_public_key") ? known_by_key(keys) : known_by_certificate(keys, key);
  if (auto* fault = std::get_if<key_fault>(&theirs)) return std::move(*fault);
  auto& side = std::get<their_side>(theirs);
  // A public key of ours in the place of theirs is the mistake that everybody makes.
  if (EVP_PKEY_eq(side.key.handle(), key.handle()) == 1)
    return fault_of_key(
        key_needs, has(keys, "alipay_public_key") ? "alipay_public_key" : "alipay_certificate",
        "it is the application's own, and Alipay's is meant");
  return account{
      .app_id = std::move(said.app_id),
      .seller_id = std::move(said.merchant_id),
      .pages_url = std::move(said.pages_url),
      .notify_url = std::move(said.notify_url),
      .ours = std::move(key),
      .theirs = std::move(side.key),
      .numbers = std::move(side.numbers)};
}

}  // namespace sluice::alipay
