#pragma once
/// What has happened to an order. Past participles; facts only; never a payment code.
/// The written form is events/v1/order.proto; a new field or event is added there as well.

#include <string>
#include <variant>
#include <vector>

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/order/command.hpp"
#include "domain/order/report.hpp"
#include "domain/policy.hpp"

namespace sluice {

struct order_accepted {
  order_id order;
  business_type type = business_type::payment_code;
  money amount;
  std::string masked_code{};
  std::string description{};
  fingerprint body{};
  std::vector<channel_id> route{};
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
};

struct attempt_failed {
  attempt_no attempt;
  source from;
  std::string code{};
};

struct order_paid {
  attempt_no attempt;
};

struct order_failed {
  std::string code{};
};

/// Stored in the log: never change or reuse a number.
enum class revoke_reason : std::uint8_t { payer_too_late = 1, merchant_asked = 2, declined = 3 };
enum class revoke_method : std::uint8_t { revoke = 1, close = 2 };

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
};

/// The channel says the revoke is done; a query is asked to confirm it.
struct revoke_answered {
  attempt_no attempt;
  bool money_returned = false;
  std::string code{};
};

struct order_revoked {
  attempt_no attempt;
  bool money_returned = false;
};

/// The first definitive result wins; a different one later is recorded and alerted.
struct result_conflicted {
  attempt_no attempt;
  source from;
  finding found = finding::unknown;
  std::string code{};
  std::string detail{};
};

/// Stored in the log: never change or reuse a number.
enum class refund_purpose : std::uint8_t { merchant = 1, late_payment = 2 };

struct refund_requested {
  refund_no refund;
  attempt_no attempt;
  money amount;
  fingerprint body{};
  channel_key key;
  refund_purpose purpose = refund_purpose::merchant;
};

struct refund_in_doubt {
  refund_no refund;
  std::string code{};
};

struct refund_succeeded {
  refund_no refund;
  std::string channel_reference{};
};

struct refund_failed {
  refund_no refund;
  std::string code{};
};

/// The engine can do no more by itself: a person must decide. `refund` is empty when the order
/// itself is meant.
struct operator_needed {
  refund_no refund{};
  std::string reason{};
};

struct order_resolved {
  resolution verdict = resolution::failed;
  std::string operator_name{};
  std::string reason{};
  refund_no refund{};
};

using order_event =
    std::variant<order_accepted, attempt_started, payer_asked, attempt_in_doubt, attempt_succeeded,
                 attempt_failed, order_paid, order_failed, revoke_requested, late_payment_found,
                 revoke_answered, order_revoked, result_conflicted, refund_requested,
                 refund_in_doubt, refund_succeeded, refund_failed, operator_needed, order_resolved>;

}  // namespace sluice
