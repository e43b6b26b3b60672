#pragma once
/// Where payments may be held back by a breaker or by a person, from what the log says of turns and
/// switches. Used by settings_judge; nothing of the breaker itself is used here.

#include <algorithm>
#include <map>
#include <set>

#include "domain/channel/event.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class path_book {
 public:
  void durable(const channel::path_turned& e, world_time now) {
    auto& c = channels_[e.channel];
    // A path that has just closed takes a part of the payments for a while.
    mark(c, c.turned, e.where, e.to != channel::breaker_phase::closed, now + longest_ramp);
  }
  void durable(const channel::path_forced& e, world_time now) {
    auto& c = channels_[e.channel];
    mark(c, c.forced, e.where, e.to == channel::path_switch::open, now);
  }
  /// At some moment since then.
  [[nodiscard]] bool may_hold_back_since(const channel_id& channel, world_time t) const {
    const auto known = channels_.find(channel);
    if (known == channels_.end()) return false;
    const auto& c = known->second;
    return !c.turned.empty() || !c.forced.empty() || c.until >= t;
  }

 private:
  static constexpr millis longest_ramp{20'000};
  struct held {
    std::set<channel::path> turned, forced;
    world_time until{-1};
  };
  static void mark(held& c, std::set<channel::path>& all, const channel::path& p, bool is_held,
                   world_time until) {
    if (is_held)
      all.insert(p);
    else if (all.erase(p) > 0)
      c.until = std::max(c.until, until);
  }

  std::map<channel_id, held> channels_;
};

}  // namespace sluice::sim
