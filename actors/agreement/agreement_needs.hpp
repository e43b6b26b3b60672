#pragma once
/// What all agreements of an engine get from outside. Shared by all of them, only read.

#include <memory>

#include "actors/engine/directory.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/shared_record_keys.hpp"
#include "domain/channel_numbers.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct agreement_needs {
  std::shared_ptr<store::event_log> log;
  std::shared_ptr<clock_port> clock;
  std::shared_ptr<const channel_numbers> numbers;
  std::shared_ptr<observer> tells;
  std::shared_ptr<const shared_record_keys> keys;
  page<caf::actor> front_desk;
  page<channel_actors> channels;
  page<caf::actor> supervisor;
  millis call_timeout{10'000};  ///< one call to the channel
};

}  // namespace sluice
