#pragma once
/// Whether an answer or a notification is Alipay's. An answer's signature is over bytes: of the
/// value of the method's node, as they were received. Source:
/// opendocs.alipay.com, the pages about checking signatures.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "adapters/channels/alipay/account.hpp"
#include "adapters/channels/form.hpp"

namespace sluice::alipay {

/// Only what is genuine may be believed.
enum class proof : std::uint8_t {
  genuine,
  no_signature,  ///< as the gateway's own refusals come
  unknown_key,   ///< by a certificate that we do not have, or that is out of its time
  not_their_own  ///< the signature fits neither key nor text
};

/// Of an answer's node. `body`: the bytes; `document`: what strict_json.hpp has read of them.
[[nodiscard]] proof proof_of(std::string_view body, const nlohmann::json& document,
                             std::string_view node, const account& us, instant now);

/// Of a notification's fields, decoded once.
[[nodiscard]] proof proof_of(const form_fields& told, const account& us, instant now);

/// The number of the certificate by which it claims to be signed; a notification need not say it.
[[nodiscard]] std::string certificate_named_in(const nlohmann::json& document);
[[nodiscard]] std::string certificate_named_in(const form_fields& told);

/// The bytes of the first member of this name in the outermost object. Empty: there is none.
/// Precondition: `document` is an object in JSON, read without complaint.
[[nodiscard]] std::string_view raw_member(std::string_view document, std::string_view name);

}  // namespace sluice::alipay
