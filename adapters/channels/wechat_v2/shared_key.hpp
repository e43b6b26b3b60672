#pragma once
/// The key that WeChat Pay V2 and we both have, and how it signs.
/// Source: pay.weixin.qq.com/wiki/doc/api/micropay.php?chapter=4_3.

#include <array>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/strict_xml.hpp"
#include "adapters/signing/keyed_text.hpp"

namespace sluice::wechat_v2 {

inline constexpr std::array key_needs{
    key_need{"api_key", true, "the API key of the merchant's account: 32 characters, no blanks"},
    key_need{
        "sign_type", false, "\"MD5\" or \"HMAC-SHA256\": how both sides sign; MD5 if not said"},
};

using request_fields = std::vector<std::pair<std::string_view, std::string>>;

class shared_key {
 public:
  [[nodiscard]] static std::variant<shared_key, key_fault> in(const account_keys& keys);

  /// Adds what says how it is signed, and the signature: nothing may be added after that.
  void sign(request_fields& fields) const;
  /// By HMAC-SHA256, whatever the account's usual way is: the fund flow takes no other.
  void sign_by_hmac(request_fields& fields) const;
  /// That who wrote this has the key. What the answer itself says of how it is signed has no say.
  [[nodiscard]] bool has_signed(const xml_fields& answer) const;

 private:
  void sign_as(signing::v2_sign_type type, request_fields& fields) const;

  shared_key(secret text, signing::v2_sign_type type) : text_(std::move(text)), type_(type) {}

  secret text_;
  signing::v2_sign_type type_;
};

}  // namespace sluice::wechat_v2
