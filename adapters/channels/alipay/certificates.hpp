#pragma once
/// Alipay's later certificates, as alipay.open.app.alipaycert.download brings them. The certificate
/// is its own proof: it is of the pinned roots, and Alipay's. The answer around it is signed with a
/// key that nobody knows yet. Source: opendocs.alipay.com, the pages about certificate mode.

#include <string>
#include <string_view>
#include <variant>

#include "adapters/channels/alipay/account.hpp"
#include "base/instant.hpp"

namespace sluice::alipay {

inline constexpr std::string_view certificate_download = "alipay.open.app.alipaycert.download";

/// 32 hexadecimal digits: nothing else that a stranger names is asked for.
[[nodiscard]] bool is_certificate_number(std::string_view text) noexcept;

/// The certificate of that number; or a word, why there is none that can be believed. It may come
/// with those between it and the root.
[[nodiscard]] std::variant<signing::certificate, std::string> certificate_in(
    std::string_view body, std::string_view number, const certificate_mode& ours, instant now);

}  // namespace sluice::alipay
