#pragma once
/// The life of one order as it stands in the log: `sluice audit replay --order m1/A-1001`.

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit_rule.hpp"
#include "domain/order/state.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"
#include "store/log_history.hpp"

namespace sluice {

struct replay_step {
  store::record record;
  decode_result content;
  std::string state;  ///< the inner phase afterwards; "unknown" after a fault
  std::optional<audit_fault> fault{};
};

struct order_replay {
  order_id id;
  store::log_history log{};
  std::vector<replay_step> steps{};  ///< empty: there is no such order
  order::state last{};  ///< the state after the last event that could be believed
  std::optional<audit_fault> fault{};  ///< the first of the steps', or of the whole
  std::optional<store::damage> damage{};
};

/// What is sealed under one of the keys is shown; all else that is sealed says "(sealed)".
[[nodiscard]] order_replay replay(const store::event_log& log, const order_id& id,
                                  const record_keys& keys = {});

/// A table: time, time since the event before, sequence, event, state afterwards, what it says.
void print_text(const order_replay& replay, std::ostream& out);
/// One object: log, order, state, events (as in an export, with after_ms and state).
void print_json(const order_replay& replay, std::ostream& out);

}  // namespace sluice
