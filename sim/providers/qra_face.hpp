#pragma once
/// The simulated channel that behaves like UnionPay's QRA gateway, one of those that collect for
/// several wallets: XML to one path, the service is a field, MD5 with a common key (qra_api_key of
/// simulated_keys.hpp). Payment code of every wallet, code shown to the payer (native), query,
/// reverse, close, refunds, notifications of what is paid later. Written from recorded messages and
/// public descriptions of the protocol, not from the engine's dialect: each checks the other.
///
/// `status` says whether the message was handled: what is not carries no signature. A refusal says
/// in need_query whether it is the last word.
///
/// Not simulated: whether an account is known, the rules for terminals, coupons.

#include <optional>
#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

class qra_face {
 public:
  explicit qra_face(provider& behind) : behind_{behind} {}

  [[nodiscard]] static bool serves(std::string_view path) noexcept;  ///< /pay/gateway
  [[nodiscard]] face_answer answer(const std::string& body, instant now);

  /// The POST to n.about.notify_url. Nothing: this channel does not tell of what n claims. The
  /// receiver takes it by answering `success`.
  [[nodiscard]] static std::optional<face_notice> notification(const notice& n, instant now);
  [[nodiscard]] static bool is_acknowledgement(std::string_view answer_body) noexcept;

 private:
  provider& behind_;
};

}  // namespace sluice::sim
