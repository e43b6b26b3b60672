#pragma once
/// The simulated channel that behaves like WeChat Pay V3: JSON, RSA signatures both ways
/// (simulated_keys.hpp), also of 4xx answers, and notifications whose resource is
/// sealed. Payment code (codepay), what the payer opens (native, jsapi, app, h5), query, reverse,
/// close, refunds, bills (bills.hpp) and balances (fund_flow.hpp). Written from the channel's
/// documentation (https://pay.weixin.qq.com/doc/v3/merchant/4012791856 and its neighbours), not
/// from the engine's dialect: each checks the other.
///
/// A payer who is asked for a password is told with status 202 where the payer will pay, and as
/// trade_state where not: the documents have both.
///
/// It signs in public-key mode; for a merchant who has asked for its certificates, by these, and
/// may exchange them (key_turn.hpp).
///
/// Not simulated: whether an account is known, notifications of refunds.

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"
#include "sim/providers/wechat_v3_wire.hpp"

namespace sluice::sim {

class wechat_v3_face {
 public:
  /// `exchanges_keys`: every so often; zero: never.
  explicit wechat_v3_face(provider& behind, millis exchanges_keys = millis{0})
      : behind_{behind}, exchanges_keys_{exchanges_keys} {}

  /// /v3/pay/transactions/…, /v3/refund/domestic/refunds…, /v3/certificates, /v3/bill/tradebill and
  /// fundflowbill, where their links lead, /v3/merchant/fund/balance/…; without the query.
  [[nodiscard]] static bool serves(std::string_view path) noexcept;
  [[nodiscard]] face_answer answer(const face_request& request, instant now);

  /// The POST to n.about.notify_url. Nothing: this channel does not tell of what n claims. The
  /// receiver takes it with status 200 or 204, whatever the body.
  [[nodiscard]] static std::optional<face_notice> notification(const notice& n, instant now,
                                                               const wechat_v3::signer& by = {});
  /// What it signs for the merchant of this trade.
  [[nodiscard]] wechat_v3::signer signer_for(const trade& t, instant now) const;

 private:
  [[nodiscard]] wechat_v3::signer signer_for(const std::string& merchant, instant now) const;

  provider& behind_;
  millis exchanges_keys_;
  std::set<std::string> by_certificates_{};  ///< merchants
};

}  // namespace sluice::sim
