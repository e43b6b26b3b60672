#pragma once
/// What everything in one simulated world shares.

#include "sim/judges/court.hpp"
#include "sim/world/dice.hpp"
#include "sim/world/locksmith.hpp"
#include "sim/world/phones.hpp"
#include "sim/world/plan.hpp"
#include "sim/world/story.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

struct scene {
  scene(plan drawn, story::listener hears)
      : its_plan(std::move(drawn)),
        keys(its_plan.engine, its_plan.seed),
        tale(time, std::move(hears)),
        judges(its_plan, time, computer, keys),
        of_trades_(its_plan.rest.fork()),
        of_calls_(its_plan.rest.fork()) {
    luck.rates = its_plan.rates;
  }
  scene(const scene&) = delete;
  scene& operator=(const scene&) = delete;

  /// Dice of its own for each simulated thing.
  [[nodiscard]] dice more_dice() { return {luck, its_plan.rest.fork()}; }
  /// No hazard strikes a channel that the scenario calls healthy.
  [[nodiscard]] dice more_dice(const scenario_channel& of) {
    return {of.healthy ? no_harm : luck, its_plan.rest.fork()};
  }
  /// For each trade by its number, and for the ways of its calls: the same at every channel.
  [[nodiscard]] named_dice dice_of_trades(const scenario_channel& at) {
    return {at.healthy ? no_harm : luck, of_trades_};
  }
  [[nodiscard]] named_dice dice_of_calls(const scenario_channel& at) {
    return {at.healthy ? no_harm : luck, of_calls_};
  }

  plan its_plan;
  locksmith keys;
  timeline time;
  machine computer{time};
  fortune luck;
  fortune no_harm;
  phones of_payers;
  story tale;
  court judges;

 private:
  chance of_trades_, of_calls_;
};

}  // namespace sluice::sim
