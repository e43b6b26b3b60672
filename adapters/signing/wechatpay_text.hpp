#pragma once
/// The texts that WeChat Pay V3 signs, line by line, each line ended; and how old they may be.

#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice::signing {

/// Of a call. `target`: path and query as they are sent, without the host; `body`: as it is sent,
/// empty with GET, of an upload the part with its description only.
[[nodiscard]] std::string wechatpay_request_text(std::string_view method, std::string_view target,
                                                 std::string_view timestamp, std::string_view nonce,
                                                 std::string_view body);

/// Of an answer or a notification: headers Wechatpay-Timestamp and Wechatpay-Nonce, and the body as
/// it was received.
[[nodiscard]] std::string wechatpay_answer_text(std::string_view timestamp, std::string_view nonce,
                                                std::string_view body);

/// What the payer's page or app hands to WeChat. `prepay`: "prepay_id=…" for JSAPI and mini
/// programs, the bare id for apps.
[[nodiscard]] std::string wechatpay_payer_text(std::string_view app_id, std::string_view timestamp,
                                               std::string_view nonce, std::string_view prepay);

/// No more than five minutes from now, before or after. `timestamp`: seconds since 1970 in decimal;
/// anything else is not fresh.
[[nodiscard]] bool is_fresh(std::string_view timestamp, instant now) noexcept;

}  // namespace sluice::signing
