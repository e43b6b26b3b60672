#pragma once
/// What the edge hands to the engine: a question, who asks, and where the answer goes.

#include <memory>
#include <optional>
#include <string>

#include "actors/desk/answer.hpp"
#include "actors/desk/question.hpp"
#include "domain/access/may.hpp"
#include "events/cause.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// Where the answer goes. Called exactly once, on an actor's thread: must neither block nor throw.
class reply_address {
 public:
  virtual ~reply_address() = default;
  virtual void reply(const answer& a) = 0;
};

/// Under what a word of people may be done.
struct proviso {
  /// Only if its stream has just so many events; nothing: wherever that is.
  std::optional<store::stream_sequence> only_at{};
  bool is_rehearsal = false;  ///< nothing is done: could it be?
};
/// A word that is, or was, a proposal: who may ask has been looked at.
struct consent {
  std::shared_ptr<const asked_by> by;
  proviso under{};
};

struct request {
  question ask;
  reply_when when = reply_when::final;
  command_id id{};  ///< empty: the order's (or refund's) own number is the identity
  fingerprint body{};  ///< of the whole body; guards the command id
  std::string traceparent{};  ///< W3C trace context, passed on as it came
  std::uint16_t version = 1;  ///< of the interface, in which it was asked
  access::caller from{};  ///< as the edge has found; what it may do is still to be asked
  std::shared_ptr<const asked_by> by{};  ///< put in by the front desk
  bool is_services = false;  ///< likewise: nobody's who is never limited, such as an operator
  std::shared_ptr<const consent> agreed{};  ///< never from outside
  std::shared_ptr<reply_address> reply_to;
};

}  // namespace sluice
