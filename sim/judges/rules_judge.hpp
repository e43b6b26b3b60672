#pragma once
/// Judges whether orders go by the routing rules that hold, from a book of its own: what the
/// rules' events say becomes so, in the order in which the log has them. Of domain/routing only the
/// rules' data are used, and the positions that explanations name.

#include <map>
#include <string>
#include <vector>

#include "domain/routing/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/judges/written_route.hpp"
#include "sim/world/machine.hpp"

namespace sluice::sim {

class rules_judge {
 public:
  rules_judge(const timeline& time, const machine& where, verdict& says)
      : time_(&time), machine_(&where), verdict_(&says) {}

  void durable(const routing::event& e);
  /// Its explanation names the rules by which it was routed.
  void written(const written_route& e) const;
  /// An order that was held: the rules of this moment hold for it, not those of its acceptance.
  void begins(const order_facts& o) const;
  /// What becomes durable now may have been decided before the process died.
  void process_began() { began_ = time_->now(); }

  /// At some moment since then a rule took channels away.
  [[nodiscard]] bool may_take_away_since(world_time since) const;

 private:
  using rules = std::map<std::string, routing::rule>;
  /// As many as there are events, and one before the first.
  struct version {
    rules all{};
    world_time from{0};
  };
  /// Null: the rules leave the whole route.
  [[nodiscard]] static const channel_id* taken_from(const rules& all, const written_route& e);
  void guilty(const order_id& order, const std::string& what) const {
    verdict_->guilty(promise::limits_hold, "the route of " + to_string(order) + ' ' + what);
  }

  const timeline* time_;
  const machine* machine_;
  verdict* verdict_;
  std::vector<version> versions_{{}};
  rules in_file_{};
  world_time began_{-1};
};

}  // namespace sluice::sim
