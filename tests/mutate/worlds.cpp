// usage: mutate_worlds ORDERS SEED…   the shipped scenarios, a world a seed, until a promise is
// broken: exit status 1, and the promise on stdout.
#include <cstdlib>
#include <iostream>

#include "sim/run/run_many.hpp"

int main(int count, char** words) {
  auto plays = sluice::sim::repertoire::shipped();
  if (count > 1) plays.set_orders(static_cast<std::uint32_t>(std::strtoul(words[1], nullptr, 10)));
  for (int i = 2; i < count; ++i) {
    const auto seed = std::strtoull(words[i], nullptr, 10);
    const auto totals = run_many(plays, {.first = seed, .count = 1});
    for (const auto& w : totals.violations) {
      std::cout << name_of(w.broken.broken) << " in the world of seed " << w.seed << '\n';
      return 1;
    }
  }
}
