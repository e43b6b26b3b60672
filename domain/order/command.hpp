#pragma once
/// What an order can be asked or told. Merchants and operators ask; channels, clocks and restarts
/// tell. Everything that may change an order comes in as one of these, through one door.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/secret.hpp"
#include "domain/bank_card.hpp"
#include "domain/instrument.hpp"
#include "domain/order/report.hpp"
#include "domain/order/risk.hpp"
#include "domain/payer_details.hpp"
#include "domain/policy.hpp"
#include "domain/refund_hold.hpp"
#include "domain/routing/explanation_bytes.hpp"

namespace sluice::order {

// -- asked by the merchant ------------------------------------------------------

struct pay {
  order_id order;
  business_type type = business_type::payment_code;
  money amount;
  secret payment_code{};     ///< lives in memory only; the log keeps the masked form
  std::string description{};
  fingerprint body{};
  std::vector<channel_id> route;  ///< channels that may be tried, best first; never empty
  /// By the machine's clock: from then on no channel may be called with it. A repeat that carries
  /// another one is the same request.
  std::optional<instant> not_after{};
  instrument paid_with{};
  routing::explanation_bytes explanation{};  ///< why this route
  bool is_held = false;  ///< its merchant's level lets nothing start now
  /// The risk service is asked before the first attempt, and this is what its silence means.
  /// Nothing: nobody is asked.
  std::optional<risk_silence> risk{};
  bool names_channel = false;  ///< the request names the only channel of the route
  bool is_shadow = false;  ///< test traffic: no real money may move
  agreement_no agreement{};  ///< by which the payer is charged; empty: by none
  std::shared_ptr<const payer_details> payer{};  ///< null: nothing is said; lives in memory only
};

struct revoke {
  fingerprint body{};
};

struct refund_order {
  refund_no refund;
  money amount;
  fingerprint body{};
  std::optional<refund_hold> hold{};  ///< what is kept for it, where we settle the merchant
};

/// Takes of what is held: once, and the rest is let go. The same amount again is the same request,
/// unless it has failed.
struct capture {
  money amount;
};

/// A code by which the payer proves who he is, or agrees to the payment. Nobody here knows which is
/// right.
struct verify_payer {
  secret code{};  ///< lives in memory only, until the risk service or the channel has it
};

// -- asked by an operator -------------------------------------------------------

enum class resolution : std::uint8_t {
  paid = 1,
  failed = 2,
  revoked = 3,
  refunded = 4,
  not_refunded = 5,
  // -- a refund that cannot go the way its payment came is sent on; what comes of it, is asked
  to_payer_card = 6,
  to_merchant_card = 7,
};

[[nodiscard]] constexpr bool sends_on(resolution r) noexcept {
  return r == resolution::to_payer_card || r == resolution::to_merchant_card;
}

struct resolve {
  resolution verdict = resolution::failed;
  std::string operator_name;
  std::string reason;
  refund_no refund{};  ///< set when the verdict is about a refund
  attempt_no attempt{};  ///< 0: not said; the current one, or the only one in question
  /// What the attempt really holds, or what the refund really gave back, in the order's currency.
  std::optional<std::int64_t> amount_minor{};
  std::string card_shown{};  ///< with to_payer_card: the card as the log and people see it
  /// The card itself. Null: there is none, or it was given to an engine that has ended since; it
  /// lives in memory only.
  std::shared_ptr<const bank_card> card{};
};

// -- told by channels -----------------------------------------------------------

// attempt_report, revoke_report, refund_report: see report.hpp

// -- told by the risk service ----------------------------------------------------

/// May the order begin?
struct risk_answer {
  std::optional<risk_verdict> said{};  ///< nothing: no answer within its time
  std::string reference{};  ///< the service's own
};
/// Was this code the right one?
struct code_answer {
  std::uint8_t tried = 0;  ///< which code: they are counted from 1
  code_finding found = code_finding::unanswered;
  std::string reference{};
};

// -- told by the clock ----------------------------------------------------------

/// Which supervisor minds it.
enum class duty : std::uint8_t { query, revoke, retry };

struct fall_due {
  duty what = duty::query;
  std::optional<instant> at{};  ///< for when the look was planned; nothing: for now
};

// -- told by the engine ---------------------------------------------------------

/// The merchant's level lets a held order begin, on the route that it would get now.
struct start_held {
  std::vector<channel_id> route{};  ///< best first; never empty
  routing::explanation_bytes explanation{};
};

/// The order was read back: calls that were running are lost, their answers will never come.
struct restarted {
  /// Said apart, once after the engine's start, to orders that may have calls running again: the
  /// engine may have been away for longer than anything is tried. What is taken or given back is
  /// tried again at once, before its time to give up is looked at.
  bool engine_was_away = false;
};

using command =
    std::variant<pay, revoke, refund_order, verify_payer, resolve, attempt_report, revoke_report,
                 refund_report, risk_answer, code_answer, fall_due, start_held, restarted, capture>;

}  // namespace sluice::order
