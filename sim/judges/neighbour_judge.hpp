#pragma once
/// Judges orders on channels that are well while others are not: each ends as fast as if it were
/// alone. Sits only where nothing but channels is made to fail. An order that came from a sick
/// channel is no neighbour: it may have waited there.

#include <algorithm>
#include <string>

#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/plan.hpp"

namespace sluice::sim {

class neighbour_judge {
 public:
  neighbour_judge(const plan& p, facts& known, verdict& says)
      : plan_(&p), facts_(&known), verdict_(&says) {
    for (auto h = static_cast<std::size_t>(hazard::command_dropped); h < hazard_count; ++h)
      only_channels_fail_ = only_channels_fail_ && p.rates[h] == 0;
  }

  /// The service has been told how the order ended.
  void ended(const order_id& id) {
    if (!only_channels_fail_) return;
    const auto& o = facts_->of(id);
    if (o.attempts.size() != 1) return;
    const auto c = std::find_if(
        plan_->channels.begin(), plan_->channels.end(),
        [&](const scenario_channel& x) { return x.name == o.attempts.front().channel.value(); });
    if (c == plan_->channels.end() || !c->healthy) return;
    // How long the service took to ask for it is not the engine's business.
    const auto after = o.moments.back().at - o.moments.front().at;
    if (o.stage != order_stage::paid || after > c->latency_most + slack)
      verdict_->guilty(promise::neighbours_unharmed,
                       to_string(id) + " on " + c->name + " is " + std::string(o.public_state()) +
                           " after " + std::to_string(after.count()) + " ms");
  }

 private:
  static constexpr millis slack{50};
  const plan* plan_;
  facts* facts_;
  verdict* verdict_;
  bool only_channels_fail_ = true;
};

}  // namespace sluice::sim
