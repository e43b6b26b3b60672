#pragma once
/// What the edge hands to the engine and gets back. Form has been checked; meaning has not.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/access/may.hpp"
#include "domain/order/command.hpp"
#include "domain/rejection.hpp"
#include "store/event_log.hpp"

namespace sluice {

// -- what can be asked ------------------------------------------------------------------

/// pay without a route: the merchant actor finds the channels.
struct create_order {
  order_id order;
  business_type type = business_type::payment_code;
  money amount;
  secret payment_code{};
  std::string description{};
  std::optional<channel_id> channel{};  ///< asked for by the caller; otherwise the engine chooses
  fingerprint body{};
  std::optional<instant> not_after{};  ///< no part of what is asked: see pay
};
struct get_order {
  order_id order;
};
struct revoke_order {
  order_id order;
  fingerprint body{};
};
struct create_refund {
  order_id order;
  refund_no refund;
  money amount;
  fingerprint body{};
};
struct get_refund {
  order_id order;
  refund_no refund;
};
struct resolve_order {
  order_id order;
  order::resolve verdict;
};
struct list_channels {};

using question = std::variant<create_order, get_order, revoke_order, create_refund, get_refund,
                              resolve_order, list_channels>;

enum class reply_when : std::uint8_t { final, accepted };

// -- what is answered ---------------------------------------------------------------------

struct attempt_view {
  std::uint16_t number = 0;
  std::string channel, key, outcome, code, channel_reference;
  std::int64_t held_minor = 0;  ///< as its channel, or a person, says
  std::string question{};  ///< what is in question about its money; "none"
};
struct refund_view {
  order_id order;
  std::string refund_no, state, purpose, code;  ///< state: processing, done, failed, needs_operator
  money amount;
  std::int64_t returned_minor = 0;  ///< what went back, once it is done
  instant requested_at{};
  store::sequence sequence = 0;
};
struct order_view {
  order_id order;
  std::string state;  ///< processing, paid, failed, revoked, needs_operator
  std::string detail;  ///< the inner phase
  business_type type = business_type::payment_code;
  money amount;
  std::int64_t refunded_minor = 0;
  std::string channel;  ///< of the current attempt
  std::string code;  ///< the channel's last word
  std::string description, masked_code;
  std::vector<attempt_view> attempts;
  std::vector<refund_view> refunds;  ///< oldest first; at most most_refunds_told
  std::uint64_t refunds_left_out = 0;
  std::string money_returned{};  ///< of a revoked order: yes, no, not_said
  std::uint32_t conflicts = 0;
  instant accepted_at{};
  instant updated_at{};
  store::sequence sequence = 0;  ///< global sequence of the order's last event
};
struct channel_view {
  std::string id, wallet;
  bool enabled = true;
  std::uint32_t in_flight = 0, max_in_flight = 0, queued = 0, queue_capacity = 0;
  std::uint32_t calls_per_second = 0;
  std::uint64_t calls = 0, unknown = 0, refused = 0;
};

using answer = std::variant<order_view, refund_view, std::vector<channel_view>, rejection>;

/// Where the answer goes. Called exactly once, on an actor's thread: must neither block nor throw.
class reply_address {
 public:
  virtual ~reply_address() = default;
  virtual void reply(const answer& a) = 0;
};

struct request {
  question ask;
  reply_when when = reply_when::final;
  command_id id{};  ///< empty: the order's (or refund's) own number is the identity
  fingerprint body{};  ///< of the whole body; guards the command id
  std::string traceparent{};  ///< W3C trace context, passed on as it came
  access::caller from{};  ///< as the edge has found; what it may do is still to be asked
  std::shared_ptr<reply_address> reply_to;
};

}  // namespace sluice
