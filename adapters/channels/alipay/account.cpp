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
  certificate_mode mode{};
  their_keys keys{};
};

template <class T>
std::variant<T, key_fault> or_fault(std::string_view name, signing::usable<T> read) {
  if (auto* no = std::get_if<signing::unusable>(&read))
    return fault_of_key(key_needs, name, std::move(no->why));
  return std::get<T>(std::move(read));
}

certificate_end end_of(std::string_view key, const certificate& one) {
  return {std::string(key), signing::alipay_sn(one), one.valid_until()};
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

/// A public key of ours in the place of theirs is the mistake that everybody makes.
std::optional<key_fault> fault_of_mixing(std::string_view name, const signing::public_key& theirs,
                                         const signing::private_key& ours) {
  if (EVP_PKEY_eq(theirs.handle(), ours.handle()) != 1) return std::nullopt;
  return fault_of_key(key_needs, name, "it is the application's own, and Alipay's is meant");
}

std::variant<their_side, key_fault> known_by_key(const account_keys& keys,
                                                 const signing::private_key& ours) {
  constexpr std::string_view name = "alipay_public_key";
  auto read = or_fault(name, signing::public_key_in(key_called(keys, name).reveal()));
  if (auto* fault = std::get_if<key_fault>(&read)) return std::move(*fault);
  auto& key = std::get<signing::public_key>(read);
  if (auto fault = fault_of_mixing(name, key, ours)) return std::move(*fault);
  their_side out{.keys = {.latest = std::string(name)}};
  if (auto no = out.keys.ring.add(out.keys.latest, std::move(key)))
    return fault_of_key(key_needs, name, std::move(no->why));
  return out;
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
  auto roots = or_fault(certificate_keys[1], certificate::all_in(text(certificate_keys[1])));
  if (const auto* fault = std::get_if<key_fault>(&roots)) return *fault;
  auto root_numbers = signing::alipay_root_sn(std::get<std::vector<certificate>>(roots));
  if (root_numbers.empty())
    return fault_of_key(key_needs, certificate_keys[1], "it has no root that signs with RSA");
  const auto alipay =
      or_fault(certificate_keys[2], certificate::first_in(text(certificate_keys[2])));
  if (const auto* fault = std::get_if<key_fault>(&alipay)) return *fault;
  const auto& theirs = std::get<certificate>(alipay);
  const auto key = or_fault(certificate_keys[2], theirs.key());
  if (const auto* fault = std::get_if<key_fault>(&key)) return *fault;
  if (auto fault = fault_of_mixing(certificate_keys[2], std::get<signing::public_key>(key), ours))
    return std::move(*fault);
  const auto& app_there = std::get<certificate>(app);
  their_side out{.mode = {.app_number = signing::alipay_sn(app_there),
                          .roots_number = std::move(root_numbers),
                          .roots = std::get<std::vector<certificate>>(std::move(roots)),
                          .alipay_name = theirs.common_name(),
                          .ours = {end_of(certificate_keys[0], app_there)}}};
  for (const auto& root : out.mode.roots)
    out.mode.ours.push_back(end_of(certificate_keys[1], root));
  if (auto no = add(theirs, out.keys))
    return fault_of_key(key_needs, certificate_keys[2], std::move(no->why));
  return out;
}

}  // namespace

std::optional<signing::unusable> add(const certificate& one, their_keys& to) {
  const auto number = signing::alipay_sn(one);
  if (auto no = to.ring.add(number, one)) return no;
  to.latest = number;
  to.certificates.push_back(end_of("alipay_certificate", one));
  return std::nullopt;
}

std::variant<account, key_fault> account_of(dialect_account said) {
  const auto& keys = said.keys;
  if (auto missing = missing_key(key_needs, keys)) return std::move(*missing);
  if (auto fault = fault_of_choice(keys)) return std::move(*fault);
  auto ours = or_fault("app_key", signing::private_key_in(key_called(keys, "app_key")));
  if (auto* fault = std::get_if<key_fault>(&ours)) return std::move(*fault);
  auto& key = std::get<signing::private_key>(ours);
  auto theirs =
      has(keys, "alipay_public_key") ? known_by_key(keys, key) : known_by_certificate(keys, key);
  if (auto* fault = std::get_if<key_fault>(&theirs)) return std::move(*fault);
  auto& side = std::get<their_side>(theirs);
  return account{
      .app_id = std::move(said.app_id),
      .seller_id = std::move(said.merchant_id),
      .pages_url = std::move(said.pages_url),
      .notify_url = std::move(said.notify_url),
      .ours = std::make_shared<const signing::private_key>(std::move(key)),
      .mode = std::make_shared<const certificate_mode>(std::move(side.mode)),
      .theirs = std::move(side.keys)};
}

}  // namespace sluice::alipay
