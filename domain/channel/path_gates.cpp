#include "domain/channel/path_gates.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::channel {

path_gates::path_gates(const std::vector<path_limits>& all) {
  for (const auto& limits : all) all_.push_back({.limits = limits, .starts = {}});
  for (auto& g : all_) g.above = find(g.limits.of.parent());
}

path_number path_gates::find(const path& p) const {
  const auto it =
      std::find_if(all_.begin(), all_.end(), [&](const gate& g) { return g.limits.of == p; });
  return it == all_.end() ? path_number{0} : static_cast<path_number>(it - all_.begin() + 1);
}

path_number path_gates::number_of(const instrument& paid_with) const {
  if (all_.empty() || !paid_with.is_said()) return 0;
  const path p(paid_with);
  const auto own = find(p);
  return own != 0 ? own : find(p.parent());
}

template <class Visit>
void path_gates::upwards(path_number n, const Visit& visit) {
  for (; n != 0; n = all_[n - 1U].above) visit(all_[n - 1U]);
}

bool path_gates::is_full(path_number n, instant now) const {
  for (; n != 0; n = all_[n - 1U].above) {
    const auto& [limits, above, in_flight, starts] = all_[n - 1U];
    if (limits.max_in_flight != 0 && in_flight >= limits.max_in_flight) return true;
    if (limits.calls_per_second != 0 && starts.fewer_than(limits.calls_per_second, now))
      return true;
  }
  return false;
}

void path_gates::count_start(path_number n, instant now) {
  upwards(n, [&](gate& g) {
    ++g.in_flight;
    if (g.limits.calls_per_second != 0) g.starts.add(now);
  });
}

void path_gates::count_end(path_number n) {
  upwards(n, [](gate& g) {
    SLUICE_INVARIANT(g.in_flight > 0);
    --g.in_flight;
  });
}

void path_gates::not_started(path_number n, instant now) {
  upwards(n, [now](gate& g) {
    if (g.limits.calls_per_second != 0) g.starts.take_back(now);
  });
}

std::optional<instant> path_gates::next_start(instant now) const {
  std::optional<instant> first;
  for (const auto& g : all_) {
    if (g.limits.calls_per_second == 0) continue;
    const auto at = g.starts.fewer_than(g.limits.calls_per_second, now);
    if (at && (!first || *at < *first)) first = at;
  }
  return first;
}

}  // namespace sluice::channel
