#pragma once
/// Which scenario a seed is played in: the one that was named, or the shipped ones in turn.
/// Read by many threads at once; changed by none of them.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/world/scenario.hpp"

namespace sluice::sim {

/// Not among those in turn: nothing goes wrong in it.
inline constexpr std::string_view calm_scenario = "calm";
/// Comes up with every second seed.
inline constexpr std::string_view usual_mix = "everyday";

class repertoire {
 public:
  explicit repertoire(scenario only) : everyday_(std::move(only)) {}
  /// All that are shipped, in turn.
  [[nodiscard]] static repertoire shipped();

  [[nodiscard]] const scenario& of(std::uint64_t seed) const noexcept;
  /// So many orders in every scenario, whatever it says itself.
  void set_orders(std::uint32_t count);

 private:
  scenario everyday_;
  std::vector<scenario> others_{};  ///< empty: the one above is for all seeds
};

/// A shipped scenario by its name.
[[nodiscard]] std::optional<scenario> find_shipped(std::string_view name);

}  // namespace sluice::sim
