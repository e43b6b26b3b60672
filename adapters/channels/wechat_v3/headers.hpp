#pragma once
/// The headers by which WeChat Pay V3 vouches for an answer or a notification.

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/signing/wechatpay_proof.hpp"

namespace sluice::wechat_v3 {

/// Nothing: one is missing, or there with two values. Views into `headers`.
[[nodiscard]] inline std::optional<signing::wechatpay_headers> signature_of(
    const http_headers& headers) noexcept {
  const auto serial = headers.find("Wechatpay-Serial");
  const auto timestamp = headers.find("Wechatpay-Timestamp");
  const auto nonce = headers.find("Wechatpay-Nonce");
  const auto signature = headers.find("Wechatpay-Signature");
  if (!serial || !timestamp || !nonce || !signature) return std::nullopt;
  return signing::wechatpay_headers{*serial, *timestamp, *nonce, *signature};
}

}  // namespace sluice::wechat_v3
