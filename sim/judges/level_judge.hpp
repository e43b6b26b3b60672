#pragma once
/// Judges what a merchant's level lets through: no new order where all are refused, nothing begun
/// where orders are only accepted, and nothing held where nobody wants it so.

#include "sim/judges/facts.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class level_judge {
 public:
  level_judge(const settings_judge& of_settings, verdict& says)
      : settings_(&of_settings), verdict_(&says) {}

  void accepted(const order::order_accepted& e) const {
    const auto levels = settings_->levels_of(e.order.merchant, e.type);
    const bool may_hold = levels.contains("accept_only") && !policy_of(e.type).payer_waits;
    if (e.is_held && !may_hold) guilty(e.order, "is held, and nothing holds it");
    if (!e.is_held && !lets_begin(levels))
      guilty(e.order, "is accepted, and its merchant's level lets nothing begin");
  }
  /// An order that was held.
  void begins(const order_facts& o) const {
    if (!lets_begin(settings_->levels_of(o.id.merchant, o.type)))
      guilty(o.id, "was held and begins, and its merchant's level lets nothing begin");
  }
  /// A create that came then may have been refused for it.
  [[nodiscard]] bool may_refuse(const create_order& q, world_time since) const {
    const auto levels = settings_->levels_since(q.order.merchant, q.type, since);
    return levels.contains("throttled") || levels.contains("refuse") ||
           (levels.contains("accept_only") && policy_of(q.type).payer_waits);
  }

 private:
  static bool lets_begin(const std::set<std::string>& levels) {
    return levels.contains("normal") || levels.contains("throttled");
  }
  void guilty(const order_id& order, const std::string& what) const {
    verdict_->guilty(promise::states_stand, to_string(order) + ' ' + what);
  }

  const settings_judge* settings_;
  verdict* verdict_;
};

}  // namespace sluice::sim
