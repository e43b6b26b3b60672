#include "adapters/api/intent.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "base/invariant.hpp"

namespace sluice::api {
namespace {

struct free_context {
  void operator()(EVP_MD_CTX* c) const noexcept { EVP_MD_CTX_free(c); }
};

/// One a thread, kept: fetching the algorithm and making a context cost more than the hash.
EVP_MD_CTX& context() {
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, free_context> kept(EVP_MD_CTX_new());
  SLUICE_INVARIANT(sha256 != nullptr && kept != nullptr);
  SLUICE_INVARIANT(EVP_DigestInit_ex2(kept.get(), sha256, nullptr) == 1);
  return *kept;
}

void append_little_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

}  // namespace

intent::intent(std::string_view what) {
  constexpr std::size_t usual = 320;
  bytes_.reserve(usual);
  add("sluice.intent.v1");
  add(what);
}

intent& intent::add(std::string_view text) {
  append_little_endian(bytes_, text.size(), 4);
  bytes_.append(text);
  return *this;
}

intent& intent::add(std::int64_t number) {
  append_little_endian(bytes_, static_cast<std::uint64_t>(number), 8);
  return *this;
}

fingerprint intent::digest() const {
  auto& hash = context();
  std::array<unsigned char, 32> whole{};
  SLUICE_INVARIANT(EVP_DigestUpdate(&hash, bytes_.data(), bytes_.size()) == 1);
  SLUICE_INVARIANT(EVP_DigestFinal_ex(&hash, whole.data(), nullptr) == 1);
  fingerprint short_form{};
  std::copy_n(whole.begin(), short_form.size(), short_form.begin());
  return short_form;
}

}  // namespace sluice::api
