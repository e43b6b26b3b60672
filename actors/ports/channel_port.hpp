#pragma once
/// What the channel actor needs from outside: somebody who calls the channel. Declared here, by the
/// caller; implemented in adapters/channels (HTTP, instant) and by the simulator.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "actors/ports/connection_watch.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"
#include "domain/agreement/report.hpp"
#include "domain/bank_card.hpp"
#include "domain/card_to_open.hpp"
#include "domain/order/report.hpp"
#include "domain/payer_details.hpp"
#include "domain/policy.hpp"

namespace sluice {

enum class operation : std::uint8_t {
  pay,
  confirm,  ///< the payment again, with the code that the channel has sent to the payer
  query,
  revoke,
  close,
  refund,
  refund_query,
  send_on_refund,  ///< a refund that is stuck, to the card that a person has named
  offer_agreement,  ///< what the payer has to do to sign one
  open_card,  ///< of an agreement, with the code that the channel has sent to the payer
  query_agreement,
  end_agreement,
};

[[nodiscard]] std::string_view name_of(operation o) noexcept;
[[nodiscard]] constexpr bool is_about_agreement(operation o) noexcept {
  return o == operation::offer_agreement || o == operation::open_card ||
         o == operation::query_agreement || o == operation::end_agreement;
}

/// It can charge the payer: sent once, and what is not known of it is asked about.
[[nodiscard]] constexpr bool is_payment(operation o) noexcept {
  return o == operation::pay || o == operation::confirm;
}

/// Where the money of a capture is held: the attempt that was authorized.
struct authorization {
  channel_key key{};
  std::string reference{};  ///< the channel's own number
  money amount{};
  instant begun{};
};

/// One call to a channel. The intent behind a pay, a refund or an agreement is durable before this
/// exists.
struct channel_call {
  operation what = operation::query;
  business_type type = business_type::payment_code;
  attempt_no attempt{};
  channel_key key{};  ///< out_trade_no; of an agreement: its number
  money amount{};  ///< of the attempt
  /// Of a capture and what is asked and done about it: from where it takes. Null: it is no capture.
  std::shared_ptr<const authorization> taken_from{};
  instrument paid_with{};
  secret payment_code{};  ///< pay only
  secret code{};  ///< confirm, open_card: what the payer has typed
  std::string description{};  ///< pay only
  std::shared_ptr<const payer_details>
      payer{};  ///< pay, confirm, offer_agreement; null where the kind needs none
  channel_key signs{};  ///< pay only: the agreement that the payer signs while he pays; empty: none
  std::string channel_reference{};  ///< the channel's own number, once known
  std::string refund_reference{};  ///< send_on_refund: the channel's own number of the refund
  std::shared_ptr<const bank_card> card{};  ///< send_on_refund: null: the merchant's own
  /// offer_agreement, open_card: the card that its payer has opened. Null: he signs elsewhere.
  std::shared_ptr<const card_to_open> opens{};
  refund_no refund{};  ///< refund, refund_query, send_on_refund
  channel_key refund_key{};  ///< out_refund_no; the same for every retry
  money refund_amount{};
  bool gives_back = false;  ///< refund only: the engine's own, of money that came late or was held
  /// refund, refund_query: it gives back all of a payment and began within the channel's window for
  /// taking back, so that the channel may undo the payment instead. The same for every call about
  /// it.
  bool undoes = false;
  millis timeout{10'000};
  bool on_hearsay = false;  ///< query only: asked because of a notice that nobody vouches for
  /// pay, confirm, offer_agreement, open_card: from then on it must not leave.
  std::optional<instant> not_after{};
  bool is_shadow = false;  ///< test traffic: it must not leave for where money is real
  /// When what it is about began, as the log says: the attempt; for a refund, the refund. The same
  /// for every call about it, so that it can be part of a number (UnionPay's txnTime).
  instant begun{};
  /// The machine's time when it left the queue: what the channel is told.
  instant at{};
};

/// A pay, confirm or query gives an attempt_report, a revoke or close a revoke_report, a refund or
/// its query a refund_report, with the call's attempt or refund number filled in; the others an
/// agreement's.
using channel_answer = std::variant<order::attempt_report, order::revoke_report,
                                    order::refund_report, agreement::report>;

class channel_port {
 public:
  virtual ~channel_port() = default;

  /// Never blocks and never throws. `done` is called exactly once, from any thread, at the latest
  /// shortly after call.timeout; silence is answered with finding::unknown.
  using on_answer = std::function<void(channel_answer)>;
  virtual void start(channel_call call, on_answer done) = 0;
  /// Before the first call, where the connections to its host are limited. Who opens none need not
  /// care.
  virtual void watch_connections(std::shared_ptr<connection_watch>) {}
};

/// The answer that says nothing, with a code that says why: what an operation gets that timed out,
/// was cut off, or made no sense.
[[nodiscard]] channel_answer unknown_answer(const channel_call& call, order::source from,
                                            std::string code);

/// What a channel tells us unasked. `key` is the attempt's number at the channel.
struct channel_notification {
  channel_id channel;
  channel_key key;
  order::finding found = order::finding::unknown;
  std::string code{};
  std::string channel_reference{};
  std::optional<money> amount{};
  /// The dialect verified a signature of the channel's. Without one it is hearsay, and only asked
  /// about.
  bool verified = false;
  order::receipt told{};
};

/// What a channel tells unasked of an agreement, proven by its signature. `key`: its number at the
/// channel.
struct agreement_notice {
  channel_id channel;
  channel_key key;
  agreement::report said;
};

/// As a report about that attempt.
[[nodiscard]] order::attempt_report report_of(attempt_no attempt, const channel_notification& told);

}  // namespace sluice
