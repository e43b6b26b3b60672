#pragma once
/// What the test says that a channel said, signed as that channel would; and the dialects that have
/// the keys to believe it. Nothing of what signs here is the dialects' own, except
/// adapters/signing, which published signatures check.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/signing/keyed_text.hpp"
#include "adapters/signing/rsa_key.hpp"

namespace sluice::test {

/// Ends the test program where the keys have a fault.
[[nodiscard]] std::unique_ptr<dialect> dialect_of(std::string_view name, dialect_account account);

/// Of an account that its row can make a dialect of: app wx1 or 2014, merchant 100.
[[nodiscard]] dialect_account whole_account(std::string_view dialect_name);
[[nodiscard]] const dialect& our_wechat();
[[nodiscard]] const dialect& our_alipay();

// -- WeChat Pay V2 ------------------------------------------------------------------

inline constexpr const char* our_api_key = "TestWeChatPayV2KeyForThisTest001";

/// The body with its field sign made anew. What is no such XML stays as it is.
[[nodiscard]] std::string signed_xml(std::string body, const std::string& key = our_api_key,
                                     signing::v2_sign_type type = signing::v2_sign_type::md5);

// -- Alipay -------------------------------------------------------------------------

/// Made once a run.
struct key_pair {
  std::string private_text, public_text;  ///< PEM
  signing::private_key signs;
};
[[nodiscard]] const key_pair& our_pair();
[[nodiscard]] const key_pair& alipay_keys();
[[nodiscard]] const key_pair& strange_pair();

/// The body with the signature over its first result, in place of each "sign":"x", or added.
/// What has no result stays as it is.
[[nodiscard]] std::string signed_json(std::string body,
                                      const signing::private_key& by = alipay_keys().signs);

using named_texts = std::vector<std::pair<std::string_view, std::string>>;

/// With sign_type and sign, as a notification has them.
[[nodiscard]] named_texts signed_fields(named_texts fields,
                                        const signing::private_key& by = alipay_keys().signs);
[[nodiscard]] std::string signed_form(named_texts fields);

}  // namespace sluice::test
