#pragma once
/// One order's life, replayed with suspicion: each event is weighed before it is believed. The
/// rules are those that one order's events show alone; verify.hpp adds what needs the whole log.
/// Used by verify and replay. Pure.

#include <optional>
#include <vector>

#include "audit/audit_rule.hpp"
#include "base/instant.hpp"
#include "domain/order/event.hpp"
#include "domain/order/state.hpp"

namespace sluice {

class order_history {
 public:
  /// After a fault the history is of no more use: what the order is then would be a guess.
  [[nodiscard]] std::optional<audit_fault> take(const order::event& event, instant at);

  /// What must hold whenever the order rests: its last event has been taken.
  [[nodiscard]] std::optional<audit_fault> at_rest() const;

  [[nodiscard]] const order::state& state() const noexcept { return now_; }

 private:
  [[nodiscard]] std::optional<audit_fault> forbids(const order::event& event) const;
  [[nodiscard]] bool is_returned(attempt_no late) const;

  order::state now_;
  std::vector<attempt_no> late_;  ///< attempts whose money came too late
  std::vector<attempt_no> placed_;  ///< attempts of which a person said where their money is
  bool judged_by_person_ = false;  ///< without naming one: that ended every doubt about the order
};

}  // namespace sluice
