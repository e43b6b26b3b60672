#pragma once
/// Replaces the configuration file, and the keystore that is read with it: the plan's settings are
/// what it says, at a start and whenever it is read again. Sometimes somebody is just writing it.

#include "actors/ports/configuration_port.hpp"
#include "actors/ports/shared_record_keys.hpp"
#include "sim/world/callers.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class made_up_file final : public configuration_port {
 public:
  made_up_file(scene& in, std::shared_ptr<shared_record_keys> in_use)
      : scene_(&in), dice_(in.more_dice()), in_use_(std::move(in_use)) {}

  std::variant<reading, fault> read() override {
    if (dice_.strikes(hazard::file_wrong)) return fault{"made-up.toml:1:1: it is half written"};
    keys_ = scene_->keys.all();
    const auto& now = scene_->its_plan.engine;
    return reading{
        .file = "made-up.toml",
        .channels = now.channels,
        .merchants = now.merchants,
        .routing = now.routing,
        .level_rules = now.level_rules,
        .risk = now.risk,
        .access = declared_in(now, scene_->its_plan.approvals),
        .changed = {},
        .needs_restart = {}};
  }
  void taken_over() override { in_use_->exchange(keys_); }

 private:
  scene* scene_;
  dice dice_;
  std::shared_ptr<shared_record_keys> in_use_;
  record_keys keys_{};  ///< read, and not taken over yet
};

}  // namespace sluice::sim
