#pragma once
/// Whether an answer or a notification of WeChat Pay V3 is WeChat Pay's.

#include <cstdint>
#include <string_view>

#include "adapters/signing/keys_by_serial.hpp"

namespace sluice::signing {

/// The values of Wechatpay-Serial, -Timestamp, -Nonce and -Signature, as they came; empty where
/// they are missing.
struct wechatpay_headers {
  std::string_view serial, timestamp, nonce, signature;
};

/// Only what is genuine may be believed. The others say what to do about it.
enum class wechatpay_proof : std::uint8_t {
  genuine,
  on_purpose,    ///< signed falsely by WeChat Pay itself, to see that we refuse it: no alarm
  not_fresh,     ///< more than five minutes off: repeated by somebody, or a clock is wrong
  unknown_key,   ///< the keys may have been exchanged: fetch them, and ask again
  not_their_own  ///< the signature fits neither key nor text
};

/// `body`: the very bytes that were received.
[[nodiscard]] wechatpay_proof proof_of(const wechatpay_headers& headers, std::string_view body,
                                       const keys_by_serial& keys, instant now);

}  // namespace sluice::signing
