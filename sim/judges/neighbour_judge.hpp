#pragma once
/// Judges orders on channels that are well while others are not: each ends as fast as if it were
/// alone. Sits only where nothing but channels is made to fail.

#include <algorithm>
#include <string>

#include "actors/request.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/plan.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class neighbour_judge {
 public:
  neighbour_judge(const plan& p, verdict& says) : plan_(&p), verdict_(&says) {
    for (auto h = static_cast<std::size_t>(hazard::command_dropped); h < hazard_count; ++h)
      only_channels_fail_ = only_channels_fail_ && p.rates[h] == 0;
  }

  void answered(const order_view& v, millis after) {
    if (!only_channels_fail_) return;
    const auto c = std::find_if(plan_->channels.begin(), plan_->channels.end(),
                                [&](const scenario_channel& x) { return x.name == v.channel; });
    if (c == plan_->channels.end() || !c->healthy) return;
    if (v.state != "paid" || after > c->latency_most + slack)
      verdict_->guilty(promise::neighbours_unharmed,
                       to_string(v.order) + " on " + c->name + " is " + v.state + " after " +
                           std::to_string(after.count()) + " ms");
  }

 private:
  static constexpr millis slack{50};
  const plan* plan_;
  verdict* verdict_;
  bool only_channels_fail_ = true;
};

}  // namespace sluice::sim
