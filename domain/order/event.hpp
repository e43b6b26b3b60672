#pragma once
/// What has happened to an order. Past participles; facts only; never a payment code.
/// The written form is events/v1/order.proto, and how it is written one row of events/forms; a new
/// field or event is added there as well, and a new event at the end of the list below.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/order/command.hpp"
#include "domain/order/report.hpp"
#include "domain/policy.hpp"
#include "domain/private_text.hpp"

namespace sluice::order {

struct order_accepted {
  order_id order;
  business_type type = business_type::payment_code;
  money amount;
  std::string masked_code{};
  private_text description{};
  fingerprint body{};
  std::vector<channel_id> route{};
  std::optional<instant> not_after{};
  instrument paid_with{};
  /// Why this route (domain/routing/explanation.hpp); no rule of orders looks at it.
  routing::explanation_bytes explanation{};
  bool is_held = false;  ///< no attempt begins with it; see phase held
  std::optional<risk_silence> risk{};  ///< nor before the risk service was asked
  bool names_channel = false;  ///< the request names the only channel of the route
  bool is_shadow = false;  ///< test traffic: no real money may move
  agreement_no agreement{};  ///< by which the payer is charged; empty: by none
};

/// The intent. Durable before the channel hears of the attempt.
struct attempt_started {
  attempt_no attempt;
  channel_id channel;
  channel_key key;
};

struct payer_asked {
  attempt_no attempt;
  source from;
  std::string code{};
  std::optional<payer_action> action{};  ///< nothing: at the till, or in an app, he knows already
};

/// Nobody knows whether money moved.
struct attempt_in_doubt {
  attempt_no attempt;
  source from;
  std::string code{};
  /// A query that finds no payment after the visibility delay may end the doubt.
  bool suspected_failure = false;
};

struct attempt_succeeded {
  attempt_no attempt;
  source from;
  std::string channel_reference{};
  receipt told{};
};

struct attempt_failed {
  attempt_no attempt;
  source from;
  std::string code{};
};

struct order_paid {
  attempt_no attempt;
};

/// The payer's money is held for the merchant: nothing is paid before a capture.
struct order_authorized {
  attempt_no attempt;
};

/// So much of what is held shall be taken: an attempt of its own, where the money is held. Durable
/// before the channel hears of it. What it does not take, the channel lets go.
struct capture_requested {
  attempt_no attempt;
  money amount;
  channel_key key;
};

struct order_failed {
  std::string code{};
};

/// Stored in the log: never change or reuse a number.
enum class revoke_reason : std::uint8_t {
  payer_too_late = 1,
  merchant_asked = 2,
  declined = 3,
  /// What the payer is charged by was lost with the process, so that no code of his helps.
  cannot_be_confirmed = 4,
};
enum class revoke_method : std::uint8_t {
  revoke = 1,
  close = 2,
  /// The channel takes nothing back any more: it is asked, and what it holds is refunded.
  refund = 3,
};

struct revoke_requested {
  attempt_no attempt;
  revoke_reason reason = revoke_reason::payer_too_late;
  revoke_method method = revoke_method::revoke;
};

/// Money arrived after we had begun to take the order back, or after it had ended unpaid.
/// Alerted; it is given back.
struct late_payment_found {
  attempt_no attempt;
  source from;
  std::string channel_reference{};
  std::optional<money> held{};  ///< nothing: the order's amount (written before there was another)
  receipt told{};
};

/// The channel says the revoke is done; a query is asked to confirm it.
struct revoke_answered {
  attempt_no attempt;
  returned money_returned = returned::not_said;
  std::string code{};
};

struct order_revoked {
  attempt_no attempt;
  returned money_returned = returned::not_said;
};

/// What is not certain about the money of one attempt. While there is such a question the order
/// stays open; evidence or a person ends it. Stored in the log: never change or reuse a number.
enum class money_question : std::uint8_t {
  none = 1,
  // -- a query is to confirm or deny it
  paid_after_the_end = 2,  ///< the channel says: money, though the attempt counts as not paid
  hearsay_of_payment = 3,  ///< somebody says so in the channel's name
  // -- a person must say what the attempt holds
  another_amount = 4,  ///< it holds another amount than was asked for
  not_confirmed = 5,  ///< no query has confirmed or denied the money
  cannot_return = 6,  ///< money went out after the order had failed; only the payee has it
  not_given_back = 7,  ///< a person says that the give-back did not work
};

/// The first definitive result wins; a different one later is recorded and alerted.
struct result_conflicted {
  attempt_no attempt;
  source from;
  finding found = finding::unknown;
  std::string code{};
  std::string detail{};  ///< for people
  /// What is in question about the attempt from now on. Nothing: written before this was said
  /// apart; then it follows from the rest (question_of in evolve.cpp).
  std::optional<money_question> asks{};
};

/// Stored in the log: never change or reuse a number.
enum class refund_purpose : std::uint8_t {
  merchant = 1,
  late_payment = 2,
  release = 3,  ///< of what is held and was not captured
};

struct refund_requested {
  refund_no refund;
  attempt_no attempt;
  money amount;
  fingerprint body{};
  channel_key key;
  refund_purpose purpose = refund_purpose::merchant;
  std::optional<refund_hold> hold{};  ///< what is kept for it, where we settle the merchant
};

struct refund_in_doubt {
  refund_no refund;
  std::string code{};
};

struct refund_succeeded {
  refund_no refund;
  std::string channel_reference{};
  receipt told{};
};

struct refund_failed {
  refund_no refund;
  std::string code{};
};

/// The engine can do no more by itself: a person must decide: about a refund, about the money of an
/// attempt (`asks` says what is in question), or else about the order itself.
struct operator_needed {
  refund_no refund{};
  std::string reason{};
  attempt_no attempt{};
  money_question asks = money_question::none;
  std::optional<money> asked{};  ///< with `held`: two amounts that should be one
  std::optional<money> held{};  ///< what the attempt holds, or the refund gave back, they say
  std::string channel_reference{};  ///< the channel's own number of a refund that can be sent on
};

struct order_resolved {
  resolution verdict = resolution::failed;
  std::string operator_name{};
  std::string reason{};
  refund_no refund{};
  attempt_no attempt{};  ///< 0: the current one (written before others could be meant)
  /// What the attempt holds, or the refund gave back. Nothing: what the verdict alone says.
  std::optional<money> held{};
};

/// What the risk service said before the first attempt, or what its silence meant.
struct risk_judged {
  risk_verdict verdict = risk_verdict::block;
  bool is_answered = false;  ///< false: nobody said so in time
  std::string reference{};  ///< the service's own
};

/// A code of the payer's goes to the risk service. Durable before it does, so that no crash makes
/// room for one more. The code itself is nowhere.
struct code_tried {
  std::uint8_t number = 0;  ///< counted from 1
};
struct code_judged {
  std::uint8_t number = 0;
  code_finding found = code_finding::unanswered;
  std::string reference{};
};

/// An order that was held begins, and what was said of routes since it was accepted leads
/// elsewhere.
struct route_renewed {
  std::vector<channel_id> route{};
  routing::explanation_bytes explanation{};  ///< why this route
};

/// The payer has given a code that the attempt's channel had sent to him. Durable before it leaves
/// for there, so that no crash sends one twice or makes room for one more. The code itself is
/// nowhere.
struct code_given {
  attempt_no attempt;
  std::uint8_t number = 0;  ///< of the attempt's codes, counted from 1
};

/// A person has said where a refund shall go that is stuck. Durable before the channel hears of it;
/// what came of it the channel is asked, as of any refund. The card itself is nowhere.
struct refund_sent_on {
  refund_no refund;
  resolution verdict = resolution::to_merchant_card;
  std::string card_shown{};  ///< "ICBC_DEBIT ***************0018"; empty: the merchant's own
  std::string operator_name{};
  std::string reason{};
};

using event =
    std::variant<order_accepted, attempt_started, payer_asked, attempt_in_doubt, attempt_succeeded,
                 attempt_failed, order_paid, order_failed, revoke_requested, late_payment_found,
                 revoke_answered, order_revoked, result_conflicted, refund_requested,
                 refund_in_doubt, refund_succeeded, refund_failed, operator_needed, order_resolved,
                 risk_judged, code_tried, code_judged, route_renewed, code_given, order_authorized,
                 capture_requested, refund_sent_on>;

}  // namespace sluice::order
