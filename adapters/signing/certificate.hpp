#pragma once
/// X.509 certificates of channels, and ours at them: who it is, its number, its key, and when it
/// may be used. Whether it is what it says, only a chain knows (pinned_chain.hpp) or whoever put it
/// into the configuration. Any thread.

#include <string>
#include <string_view>
#include <vector>

#include "adapters/signing/rsa_key.hpp"
#include "base/instant.hpp"

namespace sluice::signing {

class certificate {
 public:
  /// The first of a PEM text, whatever stands around it.
  [[nodiscard]] static usable<certificate> first_in(std::string_view pem);
  /// All of them, at least one: a chain, or a file of roots. One that is damaged spoils the file.
  [[nodiscard]] static usable<std::vector<certificate>> all_in(std::string_view pem);
  /// Where OpenSSL has found one elsewhere.
  [[nodiscard]] static usable<certificate> of(owned<X509> found);

  /// In upper-case hexadecimal digits, an even number of them: WeChat Pay's Wechatpay-Serial.
  [[nodiscard]] std::string serial_hex() const;
  /// In decimal: UnionPay's certId.
  [[nodiscard]] std::string serial_decimal() const;

  /// UTF-8. Empty: it has none, or more than one, of which nobody could say which counts.
  [[nodiscard]] std::string common_name() const;

  [[nodiscard]] instant valid_from() const noexcept { return from_; }
  [[nodiscard]] instant valid_until() const noexcept { return until_; }
  /// Both ends are within (RFC 5280, 4.1.2.5).
  [[nodiscard]] bool is_valid_at(instant at) const noexcept { return from_ <= at && at <= until_; }

  [[nodiscard]] usable<public_key> key() const;
  [[nodiscard]] X509* handle() const noexcept { return found_.get(); }

 private:
  certificate(owned<X509> found, instant from, instant until)
      : found_(std::move(found)), from_(from), until_(until) {}

  owned<X509> found_;
  instant from_, until_;
};

/// "041@8310000000083040@中国银联股份有限公司@00016495" in its parts: UnionPay's names carry the
/// holder in the third.
[[nodiscard]] std::vector<std::string_view> parts_of_name(std::string_view common_name);

}  // namespace sluice::signing
