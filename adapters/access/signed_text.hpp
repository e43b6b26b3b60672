#pragma once
/// What a caller signs, and with which headers it is sent. Both sides use this: the engine that
/// checks, and whoever asks (`sluice req`, the demo, deploy/sign.py).

#include <string>
#include <string_view>

namespace sluice::access {

inline constexpr const char* key_id_header = "Pay-Key-Id";
inline constexpr const char* timestamp_header = "Pay-Timestamp";  ///< ms since 1970, as digits
inline constexpr const char* nonce_header = "Pay-Nonce";          ///< 16 to 64 characters
inline constexpr const char* signature_header = "Pay-Signature";  ///< lower-case hexadecimal

/// Everything as it is sent; what is absent is empty.
struct signed_request {
  std::string_view prefix{};   ///< "pay"
  std::string_view subject{};  ///< the whole of it: "pay.order.create"
  std::string_view key_id{}, timestamp{}, nonce{};
  std::string_view message_id{};    ///< Nats-Msg-Id
  std::string_view content_type{};  ///< Content-Type
  std::string_view body{};
};

/// DO NOT CHANGE: callers write it too. The lines "sluice-request-1", prefix, subject, key id,
/// time, nonce, message id, content type and the body's SHA-256 in lower-case hexadecimal digits,
/// joined by '\n', with none at the end. None of them can hold a line break: NATS ends a header
/// there.
[[nodiscard]] std::string signed_text(const signed_request& r);

}  // namespace sluice::access
