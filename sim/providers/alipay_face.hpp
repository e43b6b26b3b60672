#pragma once
/// The simulated channel that behaves like Alipay: form POSTs to /gateway.do with biz_content in
/// JSON, amounts as decimal text in yuan, JSON answers, notifications as form POSTs to the
/// request's notify_url. Barcode pay (alipay.trade.pay), bank card on file (alipay.trade.create:
/// accepted first, paid later), agreements (alipay.user.agreement.page.sign, query, unsign) and
/// what is charged under one (alipay.trade.pay), what the payer opens (precreate, page.pay,
/// wap.pay, app.pay), what the payer lets be held (alipay.fund.auth) and a trade takes of,
/// payouts (alipay.fund.trans.uni.transfer), bills (bills.hpp) and the balance (fund_flow.hpp).
/// From the channel's documentation (https://opendocs.alipay.com/open/02ekfp and neighbours) and
/// captured answers, not from the engine's dialect: each checks the other.
///
/// RSA2 both ways, with keys or in certificate mode, as the request is signed (simulated_keys.hpp).
/// The gateway's own refusals have an empty sign. In certificate mode it may exchange its keys
/// (key_turn.hpp), and hands out its certificates.
///
/// Not simulated: whether an account is known, the 24 h limit of a cancel, that the cancel of a
/// freeze lets go what is held already, an agreement that is halted (STOP) or runs out.

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

class alipay_face {
 public:
  /// `exchanges_keys`: every so often; zero: never.
  explicit alipay_face(provider& behind, millis exchanges_keys = millis{0})
      : behind_{behind}, exchanges_keys_{exchanges_keys} {}

  [[nodiscard]] static bool serves(std::string_view path) noexcept;  ///< /gateway.do
  /// `body`: the form; of what a browser opens by GET, the query.
  /// `host`: where the channel is reached, for links; empty: where Alipay is.
  [[nodiscard]] face_answer answer(const std::string& body, instant now,
                                   const std::string& host = {});

  /// What a link of a bill leads to (bills.hpp): /downloadBillFile.resource.
  [[nodiscard]] static bool has_files(std::string_view path) noexcept;
  [[nodiscard]] face_answer file(std::string_view query, instant now) const;

  /// The body of the POST to receiver_of(n). The receiver takes it by answering `success`.
  /// `turn`: whose certificate signs it, and is named in it; nothing: the public key does.
  [[nodiscard]] static std::string notification(const notice& n, instant now,
                                                std::optional<int> turn = std::nullopt);
  [[nodiscard]] std::optional<int> turn_for(const notice& n, instant now) const;
  [[nodiscard]] static bool is_acknowledgement(std::string_view answer_body) noexcept;

 private:
  provider& behind_;
  millis exchanges_keys_;
  std::set<std::string> by_certificates_{};  ///< applications
};

}  // namespace sluice::sim
