#pragma once
/// Replaces merchants' own servers, which hear of their orders by webhooks: out of reach, too busy,
/// broken after they have put it down, gone for good.

#include "actors/ports/webhook_port.hpp"
#include "sim/world/life.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class shops final : public webhook_port {
 public:
  shops(scene& in, dice faults, life process)
      : scene_(&in), dice_(faults), process_(std::move(process)) {}
  void send(webhook_message what, on_answer heard) noexcept override;

 private:
  [[nodiscard]] webhook::answer answer_to(const webhook_message& m);

  scene* scene_;
  dice dice_;
  life process_;
};

}  // namespace sluice::sim
