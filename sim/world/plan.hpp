#pragma once
/// What one seed draws from a scenario: the world as it will be, before anything has happened.

#include <array>
#include <cstdint>
#include <vector>

#include "actors/engine/settings.hpp"
#include "domain/approval/rule.hpp"
#include "sim/world/chance.hpp"
#include "sim/world/scenario.hpp"

namespace sluice::sim {

struct plan {
  std::uint64_t seed = 0;
  std::array<ppm, hazard_count> rates{};
  std::uint32_t orders = 0;
  millis arrive_within{0};
  std::uint32_t agreements = 0;  ///< that payers are asked to sign
  scheduling order_of_steps = scheduling::any;
  engine_settings engine{};
  std::vector<scenario_channel> channels{};
  std::vector<scenario_outage> outages{};
  std::vector<scenario_rush> rushes{};
  business_mix mix{};
  std::vector<approval::rule>
      approvals{};  ///< where other numbers of persons are wanted than usual
  bool publishes = false;  ///< somebody follows the log, and merchants hear by webhooks
  chance rest;  ///< what the seed still has to give; forked for every simulated thing
};

/// Nothing at all goes wrong in it.
[[nodiscard]] bool is_quiet(const plan& p);

[[nodiscard]] plan draw_plan(const scenario& from, std::uint64_t seed);

/// The scenario in which the hazards are written as this seed draws them from `from`. The seed
/// draws the same plan from both; from the pinned one, single things can be taken away
/// (sim/run/shrink).
[[nodiscard]] scenario pinned(const scenario& from, std::uint64_t seed);

}  // namespace sluice::sim
