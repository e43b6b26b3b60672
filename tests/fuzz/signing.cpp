// Keys, certificates and files of both as others write them, and what is signed or sealed with
// them. UnionPay sends its certificate along with each answer, before anything is proven.
#include "adapters/signing/aes.hpp"
#include "adapters/signing/alipay_sn.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/p12.hpp"
#include "adapters/signing/pinned_chain.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "base/base64.hpp"
#include "base/invariant.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {
namespace {

using namespace signing;

/// Of a key that nobody has any more.
constexpr std::string_view certificate_seed = R"(-----BEGIN CERTIFICATE-----
MIICTjCCAbegAwIBAgIURM7WTSabe3hGhOre8YngyGVUvFswDQYJKoZIhvcNAQEL
BQAwOTELMAkGA1UEBhMCY24xDTALBgNVBAoMBENGQ0ExGzAZBgNVBAMMEjA0MUA4
MzEwQG5hbWVAMDAwMTAeFw0yNjExMjkxMDI5MjZaFw0zNjExMjYxMDI5MjZaMDkx
CzAJBgNVBAYTAmNuMQ0wCwYDVQQKDARDRkNBMRswGQYDVQQDDBIwNDFAODMxMEBu
YW1lQDAwMDEwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBAKfp96CgOmJGGOFo
/Zp7q5gW+02YbCYFhCsIzEf7kXbDXhDyZnLicQlmqc/Yzv48Fbda0wmQ4t9vWPXC
nkU8tJC294dGTHvW7y8zMALvtqlXzBrTO1Lmeh6R4IgvMRFBx2A8fl3cbd5wt2K6
+HSq0qONxrrS7t6uPTHYB4dmzm3RAgMBAAGjUzBRMB0GA1UdDgQWBBTT8OTQBKbo
JO+G0aR16TBxfMI85jAfBgNVHSMEGDAWgBTT8OTQBKboJO+G0aR16TBxfMI85jAP
BgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBAIW4fS0uo2OcwYlYLEPK
Xqav9uB23nPxF5MULdRyjUoiiGXFjJ2Qh2y/YEVqmIRmz+9VBz2p1GusFRJkMCf6
Qq6xkKzp2hdkFrKtBV/4SRR/s5s+dXzOshjjBvSH1qWjMX8/zl3ekQTDJM/TGxm8
2ffwCjLb9DuyMrfiaw86a6rv
-----END CERTIFICATE-----
)";
constexpr std::string_view key_seed = R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCn6fegoDpiRhjhaP2ae6uYFvtN
mGwmBYQrCMxH+5F2w14Q8mZy4nEJZqnP2M7+PBW3WtMJkOLfb1j1wp5FPLSQtveH
Rkx71u8vMzAC77apV8wa0ztS5noekeCILzERQcdgPH5d3G3ecLdiuvh0qtKjjca6
0u7erj0x2AeHZs5t0QIDAQAB
-----END PUBLIC KEY-----
)";

template <class T>
const T* used_or_explained(const usable<T>& read) {
  if (const auto* no = std::get_if<unusable>(&read)) SLUICE_INVARIANT(!no->why.empty());
  return std::get_if<T>(&read);
}

void feed_key(const public_key& key, std::string_view bytes) {
  SLUICE_INVARIANT(key.bits() >= shortest_to_verify && key.bits() <= longest_key);
  SLUICE_INVARIANT(!is_rsa_signature(base64(bytes), key, rsa_hash::sha256, "text"));
}

void feed_certificate(const certificate& one, std::string_view bytes) {
  static const pinned_chain pins_nobody({}, {}, chain_strength::of_old);
  SLUICE_INVARIANT(pins_nobody.why_not(one, one.valid_from()).has_value());
  SLUICE_INVARIANT(!one.serial_decimal().empty() && !one.serial_hex().empty());
  SLUICE_INVARIANT(!parts_of_name(one.common_name()).empty());
  SLUICE_INVARIANT(alipay_sn(one).size() == 32);
  const auto key = one.key();
  if (const auto* theirs = used_or_explained(key)) feed_key(*theirs, bytes);
}

}  // namespace

void feed_signing(std::string_view bytes) {
  if (const auto raw = bytes_from_base64(bytes)) SLUICE_INVARIANT(base64(*raw) == bytes);
  const auto file = certificate::all_in(bytes);
  if (const auto* all = used_or_explained(file))
    for (const auto& one : *all) feed_certificate(one, bytes);
  const auto key = public_key_in(bytes);
  if (const auto* theirs = used_or_explained(key)) feed_key(*theirs, bytes);
  const secret text{std::string(bytes)};
  const auto ours = private_key_in(text);
  static_cast<void>(used_or_explained(ours));
  const auto both = identity_in(bytes, secret("password"));
  static_cast<void>(used_or_explained(both));
  const secret sealed_with{std::string(32, 'k')};
  SLUICE_INVARIANT(!open_aead_aes_256_gcm(sealed_with, "nonce nonce ", "", bytes));
  if (const auto plain = open_aes_256_ecb(sealed_with, bytes))
    SLUICE_INVARIANT(plain->reveal().size() < bytes.size());
}

std::vector<std::string> signing_seeds() {
  const std::string pem(key_seed);
  const auto begin = pem.find('\n') + 1;
  auto bare = pem.substr(begin, pem.find("\n-----END") - begin);
  std::erase(bare, '\n');
  return {std::string(certificate_seed), pem + std::string(certificate_seed), pem, bare};
}

}  // namespace sluice::fuzz
