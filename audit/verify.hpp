#pragma once
/// Walks a whole log once and checks every rule that a log can show: design rules of the order's
/// life, the chain, and that the indexes say the same as the events. Changes nothing.
///
/// Called by `sluice audit verify` and by tests at the end of a run. Memory: open orders, and
/// closed ones until their stream's last event has been seen.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "audit/audit_rule.hpp"
#include "store/event_log.hpp"
#include "store/log_history.hpp"

namespace sluice {

struct audit_result {
  std::uint64_t events = 0;
  std::uint64_t orders = 0;
  std::map<std::string, std::uint64_t> orders_by_state{};  ///< inner phase; "unknown" after a fault
  std::uint64_t open_orders = 0;
  store::log_history log{};
  store::head head{};
  store::sequence first_bad = 0;  ///< 0: none
  std::uint64_t problems_found = 0;
  std::vector<audit_problem> problems{};  ///< the first ones
  /// The log could not be read to its end, for a reason that says nothing about its contents;
  /// `first_bad` is the first sequence that could not be, where that is known.
  std::string unreadable{};
};

inline constexpr std::size_t most_problems_listed = 100;

[[nodiscard]] audit_result verify(const store::event_log& log);

}  // namespace sluice
