#pragma once
/// Judges the explanation that is stored with an order: it can be read, it tells of the channels of
/// its merchant's list and of no other, and what it says is what was done: the first of the route
/// is the one that it calls first, and nobody is in the route whom it excludes.

#include <algorithm>
#include <string>

#include "domain/routing/explanation.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/judges/written_route.hpp"

namespace sluice::sim {

class route_judge {
 public:
  route_judge(const settings_judge& of_settings, verdict& says)
      : settings_(&of_settings), verdict_(&says) {}

  void written(const written_route& e) const {
    const auto why = routing::unpack(e.explanation);
    if (!why) return guilty(e, "cannot be read");
    const auto lists = settings_->channels_of(e.order.merchant);
    // One of them was the merchant's list when the route was chosen.
    const bool fits = std::any_of(lists.begin(), lists.end(), [&](const auto& list) {
      return tells_of(*why, list, e.route);
    });
    if (!fits) guilty(e, "tells of another route");
  }

 private:
  static bool tells_of(const routing::explanation& why, const std::vector<std::string>& list,
                       const std::vector<channel_id>& route) {
    if (why.candidates.size() != list.size()) return false;
    std::size_t in_route = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto said = why.candidates[i].what;
      if (is_excluded(said)) continue;
      ++in_route;
      if (is_first(said) != (route.front().value() == list[i])) return false;
      const auto is_it = [&](const channel_id& c) { return c.value() == list[i]; };
      if (std::none_of(route.begin(), route.end(), is_it)) return false;
    }
    return in_route == route.size();
  }
  void guilty(const written_route& e, const std::string& what) const {
    verdict_->guilty(
        promise::states_stand, "the explanation of " + to_string(e.order) + "'s route " + what);
  }

  const settings_judge* settings_;
  verdict* verdict_;
};

}  // namespace sluice::sim
