#include "domain/routing/candidate.hpp"

#include <algorithm>

namespace sluice::routing {

std::vector<candidate> candidates_of(const std::vector<channel_id>& list,
                                     const std::vector<merchant::channel_reach>& channels) {
  std::vector<candidate> out;
  out.reserve(list.size());
  for (const auto& id : list) {
    const auto there = std::find_if(channels.begin(), channels.end(),
                                    [&](const merchant::channel_reach& c) { return c.id == id; });
    out.push_back({.id = id, .reach = there == channels.end() ? nullptr : &*there});
  }
  const auto is_real = [](const candidate& c) {
    return c.reach != nullptr && !c.reach->is_simulated;
  };
  if (std::any_of(out.begin(), out.end(), is_real))
    for (auto& c : out) c.is_for_tests = c.reach != nullptr && c.reach->is_simulated;
  return out;
}

}  // namespace sluice::routing
