#pragma once
/// The simulated channel that behaves like WeChat Pay V2 payment code: XML in, XML out, integers in
/// fen. Written from the channel's documentation
/// (https://pay.weixin.qq.com/doc/v2/merchant/4011937125 and its neighbours) and captured answers,
/// not from the engine's dialect: each checks the other.
///
/// Requests are signed with wechat_v2_api_key (simulated_keys.hpp), by MD5 or HMAC-SHA256, and
/// answers by the same. A wrong signature is refused in transport, without one.
///
/// Not simulated: client certificates, whether an account is known, the refusal of a revoke in the
/// first 15 s.

#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

class wechat_face {
 public:
  explicit wechat_face(provider& behind) : behind_{behind} {}

  /// /pay/micropay, /pay/orderquery, /secapi/pay/reverse, /secapi/pay/refund, /pay/refundquery,
  /// /pay/downloadbill (bills.hpp).
  [[nodiscard]] static bool serves(std::string_view path) noexcept;
  [[nodiscard]] face_answer answer(std::string_view path, const std::string& body, instant now);

 private:
  provider& behind_;
};

}  // namespace sluice::sim
