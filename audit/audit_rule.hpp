#pragma once
/// What `audit verify` checks, and what it says when a rule does not hold. The names are part of
/// the JSON report: never change or reuse one.

#include <string>
#include <string_view>

#include "store/event_log.hpp"

namespace sluice {

enum class audit_rule {
  chain,        ///< stored bytes, sequence numbers and the chain of hashes fit together
  sequence,     ///< global sequence without gaps
  epoch,        ///< never falls
  position,     ///< each stream counts 1, 2, 3, … and points back to its last record
  time,         ///< never backwards within a stream
  decoding,     ///< every event can be read
  stream,       ///< the event belongs to the kind of stream it stands in, and names its owner
  transition,   ///< the written table of the order's, or the agreement's, life
  final_state,  ///< paid, failed and revoked stay what they are
  amount,       ///< an order's amount is positive and in range
  one_success,  ///< at most one success keeps its money
  books,  ///< what the events move in the books, they can move: no debt falls below nothing
  refunds,  ///< refunds done or unknown never exceed what was paid
  key_at_channel,  ///< an attempt's number leads back to its order, and to no other
  index,  ///< stream heads and the open-streams index say what the events say
  at_rest,  ///< nothing ends between two events that belong together
  head,  ///< the log's head is its last record, and the file HEAD is whole
  incarnation,  ///< no incarnation begins behind the log's end
};

[[nodiscard]] std::string_view name_of(audit_rule rule) noexcept;

/// A rule that does not hold.
struct audit_fault {
  audit_rule rule;
  std::string what;
};

struct audit_problem {
  store::sequence at = 0;  ///< 0: nowhere in particular
  std::string stream;
  audit_fault fault;
};

}  // namespace sluice
