#pragma once
/// Calls as WeChat Pay V3 wants them: method, target and body, without the signature.
/// Source: pay.weixin.qq.com/doc/v3/merchant (prepay, query, close, refund); codepay and reverse:
/// pay.weixin.qq.com/docs/merchant/apis/code-payment-v3.

#include <optional>

#include "adapters/channels/wechat_v3/account.hpp"
#include "adapters/http/message.hpp"

namespace sluice::wechat_v3 {

[[nodiscard]] bool is_served(business_type type) noexcept;

/// Nothing: there is no such operation for this business type.
[[nodiscard]] std::optional<http_request> unsigned_request(const channel_call& call,
                                                           const account& us);

/// Adds what proves that it comes from us. Signs the very bytes that are sent.
[[nodiscard]] http_request signed_request(http_request request, const account& us,
                                          const moment& at);

}  // namespace sluice::wechat_v3
