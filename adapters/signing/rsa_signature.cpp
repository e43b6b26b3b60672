#include "adapters/signing/rsa_signature.hpp"

#include "adapters/signing/hash_algorithm.hpp"
#include "base/base64.hpp"

namespace sluice::signing {
namespace {

const EVP_MD* algorithm_of(rsa_hash with) {
  switch (with) {
    case rsa_hash::sha1: return &algorithm_of(hash::sha1);
    case rsa_hash::sha256: return &algorithm_of(hash::sha256);
  }
  broken_invariant("every hash of a signature has an algorithm", __FILE__, __LINE__);
}

}  // namespace

std::string rsa_sign(const private_key& by, rsa_hash with, std::string_view text) {
  const owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  SLUICE_INVARIANT(
      context != nullptr &&
      EVP_DigestSignInit(context.get(), nullptr, algorithm_of(with), nullptr, by.handle()) == 1);
  std::string raw(static_cast<std::size_t>(EVP_PKEY_get_size(by.handle())), '\0');
  auto size = raw.size();
  SLUICE_INVARIANT(
      EVP_DigestSign(context.get(), bytes_of(raw), &size, bytes_of(text), text.size()) == 1 &&
      size == raw.size());
  return base64(raw);
}

bool is_rsa_signature(std::string_view base64_text, const public_key& of, rsa_hash with,
                      std::string_view text) {
  const forget_errors guard;
  const auto raw = bytes_from_base64(base64_text);
  if (!raw) return false;
  const owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  SLUICE_INVARIANT(context != nullptr);
  return EVP_DigestVerifyInit(context.get(), nullptr, algorithm_of(with), nullptr, of.handle()) ==
             1 &&
         EVP_DigestVerify(
             context.get(), bytes_of(*raw), raw->size(), bytes_of(text), text.size()) == 1;
}

}  // namespace sluice::signing
