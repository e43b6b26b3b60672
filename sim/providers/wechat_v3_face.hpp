#pragma once
/// The simulated channel that behaves like WeChat Pay V3: JSON, RSA signatures both ways in
/// public-key mode (simulated_keys.hpp), also of 4xx answers, and notifications whose resource is
/// sealed. Payment code (codepay), what the payer opens (native, jsapi, app, h5), query, reverse,
/// close, refunds, and bills (bills.hpp). Written from the channel's documentation
/// (https://pay.weixin.qq.com/doc/v3/merchant/4012791856 and its neighbours), not from the engine's
/// dialect: each checks the other.
///
/// A payer who is asked for a password is told with status 202 where the payer will pay, and as
/// trade_state where not: the documents have both.
///
/// Not simulated: platform certificates, whether an account is known, notifications of refunds.

#include <optional>
#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

class wechat_v3_face {
 public:
  explicit wechat_v3_face(provider& behind) : behind_{behind} {}

  /// /v3/pay/transactions/…, /v3/refund/domestic/refunds…, /v3/bill/tradebill and where its link
  /// leads; without the query.
  [[nodiscard]] static bool serves(std::string_view path) noexcept;
  [[nodiscard]] face_answer answer(const face_request& request, instant now);

  /// The POST to n.about.notify_url. Nothing: this channel does not tell of what n claims. The
  /// receiver takes it with status 200 or 204, whatever the body.
  [[nodiscard]] static std::optional<face_notice> notification(const notice& n, instant now);

 private:
  provider& behind_;
};

}  // namespace sluice::sim
