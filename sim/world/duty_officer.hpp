#pragma once
/// Replaces the people who are on duty: hears of alarms, sees to some of them, and keeps others
/// from being told of for a while, one key or all of a kind.

#include "actors/ports/receiver_port.hpp"
#include "sim/world/bus.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class duty_officer {
 public:
  duty_officer(scene& in, bus& over) : scene_(&in), bus_(&over), dice_(in.more_dice()) {}

  /// By whatever receiver.
  void hear(const receiver_message& m);

 private:
  void hear(const alarm::notice& n);
  void acknowledge(alarm::number no);
  void keep_silent(const alarm::notice& n);

  scene* scene_;
  bus* bus_;
  dice dice_;
};

}  // namespace sluice::sim
