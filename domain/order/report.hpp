#pragma once
/// What the outside said about an attempt, a revoke or a refund. Dialects produce these from
/// channel answers; the order machine weighs them. Three outcomes, not two: what is not listed as
/// paid or as definitely not paid is one of the kinds of unknown.

#include <optional>
#include <string>

#include "domain/fault.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/order/receipt.hpp"
#include "domain/payer_action.hpp"

namespace sluice::order {

/// Where a statement comes from. Stored in the log: never change or reuse a number.
enum class source : std::uint8_t {
  pay_answer = 1,
  query_answer = 2,
  notification = 3,
  revoke_answer = 4,
  engine = 5,  ///< the engine itself knows, for example that it never sent the call
  person = 6,
};

/// Stored in the log: never change or reuse a number.
enum class finding : std::uint8_t {
  paid = 1,
  not_paid = 2,       ///< a whitelisted failure code, or closed / revoked at the channel
  payer_paying = 3,   ///< the payer types a password, or has not decided yet
  unknown = 4,        ///< no answer, time-out, bad signature, HTML, 5xx, unlisted code
  not_found = 5,      ///< the channel does not know the number (yet)
  /// A failure code that an earlier copy of the same request can cause (AUTH_CODE_INVALID,
  /// OUT_TRADE_NO_USED): believed only when a query agrees.
  not_paid_if_query_agrees = 6,
  /// A failure that may leave an open trade behind (ACQ.PAYMENT_FAIL, PAYERROR): revoke first.
  not_paid_if_revoked = 7,
  not_sent = 8,       ///< the call never left the engine: surely not paid
  not_paid_yet = 9,   ///< the trade exists and is unpaid at this moment (NOTPAY)
};

struct attempt_report {
  attempt_no attempt;
  source from = source::pay_answer;
  finding found = finding::unknown;
  std::string code{};               ///< the channel's word, for people and statistics
  std::string channel_reference{};  ///< the channel's own number of the trade
  /// The order's amount as the channel repeats it (WeChat's total_fee, Alipay's total_amount),
  /// never what the payer paid after coupons or what is settled. Must match to count as paid.
  std::optional<money> amount{};
  bool reroutable = false;          ///< the code is listed as: another channel may succeed
  fault whose = fault::none;  ///< whom the code blames; for the channel's breaker, not the order
  /// Of a notification: its dialect verified a signature. Without one it is hearsay.
  bool verified = false;
  bool unlisted = false;  ///< no table has the code at all; for people, not the order
  receipt told{};  ///< where it was paid
  std::optional<payer_action> action{};  ///< what the payer has to do before it can be paid
};

/// Did a revoke give money back? What a channel does not say is not known to be "no".
/// Stored in the log: never change or reuse a number.
enum class returned : std::uint8_t { yes = 1, no = 2, not_said = 3 };

enum class revoke_finding : std::uint8_t {
  done = 1,  ///< cancelled, or given back
  again = 2,  ///< the channel asks to call again (recall=Y, payer is paying)
  unknown = 3,  ///< no answer or an unlisted one: call again
  refused = 4,  ///< a whitelisted refusal: calling again will not help
  already_paid = 5,  ///< close only: the payer was faster
  too_late = 6,  ///< outside the channel's window: only a refund gives money back
};

struct revoke_report {
  attempt_no attempt;
  revoke_finding found = revoke_finding::unknown;
  returned money_returned = returned::not_said;  ///< Alipay says so (action), WeChat never does
  bool unlisted = false;  ///< as of an attempt
  std::string code{};
};

enum class refund_finding : std::uint8_t {
  done = 1,
  accepted = 2,  ///< WeChat's SUCCESS to a refund means accepted: ask for the result
  failed = 3,  ///< whitelisted
  unknown = 4,
  not_refunded = 5,  ///< a refund query found nothing: send it again under the same number
  too_late = 6,  ///< undoing the payment: outside the channel's window, only a refund gives back
  /// Taken, and the money cannot go the way the payment came: a person says where to.
  stuck = 7,
  not_sent_on = 8,  ///< stuck as before: whitelisted refusals of a call that was to send it on
};

struct refund_report {
  refund_no refund;
  refund_finding found = refund_finding::unknown;
  bool unlisted = false;  ///< as of an attempt
  std::string code{};
  std::string channel_reference{};
  std::optional<money> amount{};  ///< as the channel states it; must match to count as done
  receipt told{};  ///< where it is done
  bool can_be_sent_on = false;  ///< where it is stuck: the channel takes a card that it shall go to
};

}  // namespace sluice::order
