#pragma once
/// The cast of one engine: every long-lived actor, and what all of them need. Filled before the
/// first message; afterwards only read, but for the requests and the count of live orders. An actor
/// keeps its address when it restarts (see restart.hpp).

#include <array>
#include <atomic>
#include <caf/all.hpp>
#include <map>
#include <memory>

#include "actors/engine/engine.hpp"
#include "actors/mail/inbox.hpp"
#include "base/invariant.hpp"
#include "domain/order/command.hpp"

namespace sluice {

struct cast {
  engine_settings settings;
  environment env;

  caf::actor front_desk;
  inbox<request> requests;  ///< of the front desk
  caf::actor router;
  std::vector<caf::actor> order_shards;
  std::atomic<std::uint32_t> live_orders = 0;  ///< in all shards together
  caf::actor log_writer;
  caf::actor publisher;  ///< null when nobody follows the log
  std::map<channel_id, caf::actor> channels;
  std::map<merchant_id, caf::actor> merchants;
  std::array<caf::actor, 3> supervisors;  ///< by duty

  /// Any thread.
  void ask(request r) { requests.put(front_desk, std::move(r)); }
  [[nodiscard]] const caf::actor& shard_of(const order_id& order) const {
    return order_shards[std::hash<order_id>{}(order) % order_shards.size()];
  }
  [[nodiscard]] const caf::actor& supervisor_of(duty d) const {
    return supervisors[static_cast<std::size_t>(d)];
  }
  [[nodiscard]] const attempt_timing& timing_of(const channel_id& channel,
                                                business_type type) const {
    static const attempt_timing standard;
    for (const auto& c : settings.channels)
      if (c.id == channel)
        if (const auto row = c.timing.find(type); row != c.timing.end()) return row->second;
    for (const auto& c : settings.channels)  // the same kind of business elsewhere
      if (const auto row = c.timing.find(type); row != c.timing.end()) return row->second;
    return standard;  // a channel that has left the configuration still has open orders
  }
};

using cast_ptr = std::shared_ptr<cast>;

}  // namespace sluice
