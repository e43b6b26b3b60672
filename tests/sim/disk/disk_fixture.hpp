#pragma once
/// Ways to draw, and a log from a disk that must give one.

#include <algorithm>
#include <memory>
#include <random>

#include "sim/disk/disk.hpp"
#include "sim/disk/platter.hpp"
#include "tests/store/store_fixture.hpp"

namespace sluice::sim {

/// What platter.cpp draws first, of each file and of the names: how much survives.
inline constexpr std::uint64_t nothing_survives = 0;
inline constexpr std::uint64_t everything_survives = 1;

/// The same every time, as far as it is possible.
[[nodiscard]] inline draw always(std::uint64_t number) {
  return [number](std::uint64_t bound) { return std::min(number, bound - 1); };
}

/// Two bytes, or two changes of names, survive of what was not synced.
[[nodiscard]] inline draw two_survive() { return always(2); }

[[nodiscard]] inline draw seeded(std::uint64_t seed) {
  return [engine = std::make_shared<std::mt19937_64>(seed)](std::uint64_t bound) {
    return (*engine)() % bound;
  };
}

[[nodiscard]] inline std::shared_ptr<store::event_log> log_of(disk& d) {
  auto opened = d.open();
  if (const auto* why = std::get_if<std::string>(&opened)) FAIL(*why);
  return std::get<std::shared_ptr<store::event_log>>(std::move(opened));
}

}  // namespace sluice::sim
