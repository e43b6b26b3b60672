#pragma once
/// Judges when each caller is answered: at once, before time moves on, when what it waits for is
/// there; not earlier than its own limit when it is not, whoever else waits for the same order.

#include <map>
#include <set>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "actors/ports/observer.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class waiting_judge {
 public:
  using ticket = std::size_t;  ///< as reply_judge gives them

  waiting_judge(facts& known, const engine_settings& settings, const timeline& time, verdict& says)
      : facts_(&known), settings_(&settings), time_(&time), verdict_(&says) {}

  void asked(ticket t, const request& r);
  void replied(ticket t, const answer& a);
  void told(const note& n);
  /// The process died.
  void all_forgotten();
  /// Nobody has anything to do any more at this instant.
  void time_moves();

 private:
  struct waiter {
    order_id order;
    refund_no refund{};  ///< empty: it waits for the order itself
    bool for_the_end = false;
    world_time since{0};
  };
  /// Why the caller should have been answered by now; empty: it may wait.
  [[nodiscard]] std::string_view why_now(const waiter& w);

  facts* facts_;
  const engine_settings* settings_;
  const timeline* time_;
  verdict* verdict_;
  std::map<ticket, waiter> waiting_;
  std::set<std::string> quarantined_;
};

}  // namespace sluice::sim
