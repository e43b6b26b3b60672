#pragma once
/// Judges second tries: not more channels asked to pay than are allowed an order, none when nobody
/// waits for the order any more, and none at a host that was full for it. That there is proof the
/// history judge watches. What has really left, this judge knows from the calls, not from the
/// engine.

#include <algorithm>
#include <map>
#include <string>

#include "actors/engine/settings.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class reroute_judge {
 public:
  reroute_judge(const engine_settings& settings, verdict& says)
      : most_(settings.max_reroutes_per_order), within_(settings.response_limit), verdict_(&says) {
    for (const auto& c : settings.channels)
      if (c.host) hosts_.emplace(c.id, *c.host);
  }

  /// Another attempt begins there. Precondition: there was one before.
  void goes_on(const order_facts& o, const channel_id& channel, instant at) const {
    const auto asked = std::count_if(o.attempts.begin(), o.attempts.end(),
                                     [](const attempt_facts& a) { return !a.never_left(); });
    if (asked > most_) guilty(o, std::to_string(asked) + " channels were asked, and one more is");
    if (at >= o.attempts.front().started + within_)
      guilty(o, "another channel is tried after the response limit");
    for (const auto& a : o.attempts)
      if (a.host_was_full && is_called_like(a.channel, channel))
        guilty(o, channel.value() + " is tried, whose host is full");
  }

 private:
  void guilty(const order_facts& o, const std::string& what) const {
    verdict_->guilty(promise::paid_once, "order " + to_string(o.id) + ": " + what);
  }

  [[nodiscard]] bool is_called_like(const channel_id& one, const channel_id& other) const {
    const auto its = hosts_.find(other);
    return its != hosts_.end() && hosts_.at(one) == its->second;
  }

  std::map<channel_id, channel::called_host> hosts_{};  ///< of those whose host has limits
  std::int64_t most_;
  millis within_;
  verdict* verdict_;
};

}  // namespace sluice::sim
