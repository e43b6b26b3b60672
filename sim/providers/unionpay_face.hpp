#pragma once
/// The simulated channel that behaves like UnionPay's ACP 5.1.0 (全渠道): form POSTs, RSA over the
/// hash of the sorted text both ways, answers as k=v that are not URL-encoded and bring their
/// certificate along (simulated_keys.hpp). Net bank (frontTransReq: a page on which the payer
/// acts), quick pay (backTransReq, 01), pre-authorization (02 on a page, finish 03, undo 32, undo
/// of the finish 33), revoke 31, refund 04, query (queryTrans), agreements (79, 78, 74), and
/// notifications of what was paid or opened. Written from the channel's documentation and recorded
/// messages, not from the engine's dialect: each checks the other.
///
/// An order is known by merId, orderId and txnTime together. A revoke and a refund are orders of
/// their own; their 00 means accepted. 31 and 33 are taken until 23:00 of the payment's day. What
/// nobody pays until payTimeout is never paid. Quick pay is answered with 05 (accepted), because
/// this model charges a card within the call only by an agreement, which is answered with 00. Once
/// a code was sent for an order (77/02), it is paid with the right one only; a wrong one is
/// answered with 71.
///
/// Not simulated: tokens that are asked for or changed by themselves (79/05, 79/03), whether an
/// account is known, the most queries that an order may have.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

class unionpay_face {
 public:
  explicit unionpay_face(provider& behind) : behind_{behind} {}

  /// /gateway/api/frontTransReq.do, backTransReq.do, queryTrans.do; / for bills (bills.hpp), which
  /// the real one keeps at another host.
  [[nodiscard]] static bool serves(std::string_view path) noexcept;
  [[nodiscard]] face_answer answer(std::string_view path, const std::string& body, instant now);

  /// The POST to n.about.notify_url (backUrl). Nothing: this channel does not tell of what n
  /// claims. The receiver takes it with status 200, whatever the body.
  [[nodiscard]] static std::optional<face_notice> notification(const notice& n, instant now);

 private:
  provider& behind_;
  std::map<std::string, std::string> ways_back_{};  ///< txnType, by the number of what gives back
};

}  // namespace sluice::sim
