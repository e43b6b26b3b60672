#pragma once
/// Replaces whoever follows the engine's events over the bus: does not take some, loses what it
/// took but had not stored when it was asked to.

#include "actors/ports/event_sink.hpp"
#include "sim/world/life.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class subscriber final : public event_sink {
 public:
  subscriber(scene& in, dice faults, life process)
      : scene_(&in), dice_(faults), process_(std::move(process)) {}
  bool publish(const decoded_record& r) override;
  bool flush() override;

 private:
  scene* scene_;
  dice dice_;
  life process_;
  store::sequence first_taken_ = 0;  ///< 0: nothing since the last flush
  store::sequence last_taken_ = 0;
};

}  // namespace sluice::sim
