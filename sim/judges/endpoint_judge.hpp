#pragma once
/// Judges how many new orders are taken where order.create has limits, from a book of its own: in
/// no stretch of time more than a burst and what comes in it, and no more of them unanswered at
/// once. And nobody is refused for it while less is asked.

#include <cstdint>
#include <set>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class endpoint_judge {
 public:
  endpoint_judge(const engine_settings& settings, const timeline& time, verdict& says);

  void asked(const question& ask);
  /// It has just become an order.
  void accepted(const order_id& order);
  /// About this order, in whatever way.
  void answered(const order_id& order) { in_work_.erase(order); }
  /// What came since then, or shortly before, may have been too much.
  [[nodiscard]] bool may_refuse(world_time since) const;
  /// The engine counts anew, or has stood still between counting and writing.
  void disturbed();

 private:
  /// So many in so much time.
  [[nodiscard]] bool is_too_much(std::int64_t count, millis time) const;

  overload::endpoint_limits limits_{};
  const timeline* time_;
  verdict* verdict_;
  std::vector<world_time> asked_{}, taken_{};  ///< in order
  std::set<order_id> in_work_{};
  world_time disturbed_{-1};
};

}  // namespace sluice::sim
