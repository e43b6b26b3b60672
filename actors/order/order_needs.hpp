#pragma once
/// What all orders of an engine get from outside. Shared by the orders of all hosts, only read.

#include <cstddef>
#include <memory>
#include <vector>

#include "actors/degradation/engine_level.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/settings.hpp"
#include "actors/order/open_orders.hpp"
#include "actors/order/order_ways.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/shared_record_keys.hpp"
#include "domain/channel_numbers.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct order_needs {
  std::shared_ptr<store::event_log> log;
  std::shared_ptr<clock_port> clock;
  std::shared_ptr<const channel_numbers> numbers;
  std::shared_ptr<observer> tells;
  std::shared_ptr<const shared_record_keys> keys;
  page<caf::actor> front_desk;
  page<order_hosts> hosts;
  page<channel_actors> channels;
  page<caf::actor> merchants;
  page<caf::actor> balances;  ///< of merchants, the host of all of them
  page<supervisors> supervised_by;
  page<caf::actor> people;  ///< who keeps the list of what waits for a person
  page<caf::actor> examiner;  ///< who asks the risk service
  std::shared_ptr<order_ways> ways;
  std::shared_ptr<open_orders> open;
  std::vector<channel_settings> settings_of_channels;
  std::size_t longest_stash = 0;  ///< commands that wait while one is being written
  millis idle_before_passivation{};
  /// The engine's level, where the log was put back; nothing: it was not.
  std::shared_ptr<const shared_engine_level> restored{};
  instant began{};  ///< the engine, in the log's time; see surroundings::awake_since

  [[nodiscard]] bool lacks_its_end() const {
    return restored != nullptr && degradation::is_restored(*restored->now());
  }
};

}  // namespace sluice
