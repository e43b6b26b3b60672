#pragma once
/// Replaces the ways by which people hear of alarms: out of order, silent, or their answer is lost
/// after they have brought a message.

#include <functional>

#include "actors/ports/receiver_port.hpp"
#include "sim/world/life.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class receivers final : public receiver_port {
 public:
  /// Who hears what is brought.
  using people = std::function<void(const receiver_message&)>;

  receivers(scene& in, dice faults, life process, people who)
      : scene_(&in), dice_(faults), process_(std::move(process)), people_(std::move(who)) {}
  void send(const std::string& receiver, receiver_message what, on_answer heard) noexcept override;

 private:
  scene* scene_;
  dice dice_;
  life process_;
  people people_;
};

}  // namespace sluice::sim
