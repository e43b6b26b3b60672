#include "domain/merchant/level_watch.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::merchant {

void level_watch::note(seen& of, const sighting& what, instant now) {
  if (!what.are_all_shut)
    of.shut_since.reset();
  else if (!of.shut_since)
    of.shut_since = now;
  if (!what.is_new_order || what.per_second == 0) return;
  if (!of.taken.fewer_than(static_cast<std::uint32_t>(what.per_second), now))
    return of.taken.add(now);
  of.refused.push_back(now);
  if (of.refused.size() > most_refusals) of.refused.pop_front();
}

bool level_watch::has_lasted(const level_rule& r, const seen& of, instant now) {
  switch (r.when) {
    case level_cause::over_its_limits: {
      const auto is_recent = [&](instant at) { return at + r.lasts > now; };
      return std::ranges::count_if(of.refused, is_recent) >= std::int64_t{r.refusals};
    }
    case level_cause::all_paths_open: return of.shut_since && *of.shut_since + r.lasts <= now;
  }
  broken_invariant("every cause of a level is looked at", __FILE__, __LINE__);
}

const level_rule* level_watch::see(const level_rules& rules, const merchant_id& whose,
                                   const sighting& what, instant now) {
  auto& of = all_[what.type];
  note(of, what, now);
  const level_rule* hardest = nullptr;
  for (const auto& r : rules)
    if (is_about(r, whose, what.type) && has_lasted(r, of, now) &&
        (hardest == nullptr || is_harder({r.to, r.per_second}, {hardest->to, hardest->per_second})))
      hardest = &r;
  return hardest;
}

}  // namespace sluice::merchant
