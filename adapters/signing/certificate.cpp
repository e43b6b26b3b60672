#include "adapters/signing/certificate.hpp"

#include <openssl/pem.h>

#include <ctime>
#include <optional>

#include "adapters/signing/pem_password.hpp"

namespace sluice::signing {
namespace {

constexpr auto allowed =
    "PEM is allowed, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----";

/// Null: there is no further one, or it is damaged; then OpenSSL has noted which.
owned<X509> next_in(BIO* pem) {
  return owned<X509>(PEM_read_bio_X509(pem, nullptr, no_password, nullptr));
}

bool was_the_end() { return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE; }

std::optional<instant> moment_of(const ASN1_TIME* time) {
  std::tm t{};
  if (ASN1_TIME_to_tm(time, &t) != 1) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{year{t.tm_year + 1900}, month{static_cast<unsigned>(t.tm_mon + 1)},
                            day{static_cast<unsigned>(t.tm_mday)}};
  return sys_days{date} + hours{t.tm_hour} + minutes{t.tm_min} + seconds{t.tm_sec};
}

owned<BIGNUM> serial_of(const X509* found) {
  owned<BIGNUM> number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(found), nullptr));
  SLUICE_INVARIANT(number != nullptr);
  return number;
}

std::string text_of(owned<char> made) {
  SLUICE_INVARIANT(made != nullptr);
  return made.get();
}

}  // namespace

usable<certificate> certificate::of(owned<X509> found) {
  const auto from = moment_of(X509_get0_notBefore(found.get()));
  const auto until = moment_of(X509_get0_notAfter(found.get()));
  if (!from || !until)
    return unusable{"the certificate does not say from when until when it is valid"};
  return certificate(std::move(found), *from, *until);
}

usable<certificate> certificate::first_in(std::string_view pem) {
  const forget_errors guard;
  auto found = next_in(reader_of(pem).get());
  if (found == nullptr) return unusable{std::string("this is no certificate: ") + allowed};
  return of(std::move(found));
}

usable<std::vector<certificate>> certificate::all_in(std::string_view pem) {
  const forget_errors guard;
  std::vector<certificate> out;
  const auto reader = reader_of(pem);
  while (auto found = next_in(reader.get())) {
    auto read = of(std::move(found));
    if (auto* no = std::get_if<unusable>(&read)) return std::move(*no);
    out.push_back(std::get<certificate>(std::move(read)));
  }
  if (out.empty() || !was_the_end())
    return unusable{"certificate " + std::to_string(out.size() + 1) +
                    " of the file cannot be read: " + allowed};
  return out;
}

std::string certificate::serial_hex() const {
  return text_of(owned<char>(BN_bn2hex(serial_of(found_.get()).get())));
}

std::string certificate::serial_decimal() const {
  return text_of(owned<char>(BN_bn2dec(serial_of(found_.get()).get())));
}

std::string certificate::common_name() const {
  const forget_errors guard;
  const auto* const subject = X509_get_subject_name(found_.get());
  const auto at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0) return {};
  unsigned char* text = nullptr;
  const auto size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (size < 0) return {};
  const owned<unsigned char> held(text);
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

usable<public_key> certificate::key() const {
  const forget_errors guard;
  owned<EVP_PKEY> key(X509_get_pubkey(found_.get()));
  if (key == nullptr) return unusable{"the certificate's key cannot be read: RSA is allowed"};
  return public_key::of(std::move(key));
}

std::vector<std::string_view> parts_of_name(std::string_view common_name) {
  std::vector<std::string_view> out;
  for (auto end = common_name.find('@'); end != std::string_view::npos;
       end = common_name.find('@')) {
    out.push_back(common_name.substr(0, end));
    common_name.remove_prefix(end + 1);
  }
  out.push_back(common_name);
  return out;
}

}  // namespace sluice::signing
