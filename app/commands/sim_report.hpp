#pragma once
/// What `sluice sim run` prints in the end: for people, or as one JSON object.

#include <chrono>
#include <functional>
#include <iosfwd>
#include <string>

#include "sim/run/run_many.hpp"

namespace sluice::app {

struct sim_report {
  std::uint64_t first = 1;  ///< seed
  unsigned threads = 1;
  sim::run_totals totals{};
  std::chrono::nanoseconds wall{0};
  std::chrono::nanoseconds cpu{0};
  /// The arguments that choose this seed's world, for `sim run` and `sim shrink`: "--seed 7 …".
  std::function<std::string(std::uint64_t seed)> chosen_by{};
};

void print_text(const sim_report& r, std::ostream& out);
void print_json(const sim_report& r, std::ostream& out);

/// "51bce51bce51bce5": the same on every machine for the same build of the same world.
[[nodiscard]] std::string hash_text(std::uint64_t hash);

}  // namespace sluice::app
