#pragma once
/// Replaces the configuration file: the plan's settings are what it says, at a start and whenever
/// it is read again. Sometimes somebody is just writing it.

#include "actors/ports/configuration_port.hpp"
#include "sim/world/callers.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class made_up_file final : public configuration_port {
 public:
  explicit made_up_file(scene& in) : scene_(&in), dice_(in.more_dice()) {}

  std::variant<reading, fault> read() override {
    if (dice_.strikes(hazard::file_wrong)) return fault{"made-up.toml:1:1: it is half written"};
    const auto& now = scene_->its_plan.engine;
    return reading{.file = "made-up.toml",
                   .channels = now.channels,
                   .merchants = now.merchants,
                   .access = declared_in(now),
                   .changed = {},
                   .needs_restart = {}};
  }
  void taken_over() override {}

 private:
  scene* scene_;
  dice dice_;
};

}  // namespace sluice::sim
