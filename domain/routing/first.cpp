#include "domain/routing/first.hpp"

#include <algorithm>

#include "domain/routing/draw.hpp"

namespace sluice::routing {
namespace {

std::optional<std::size_t> best_of(const field& f) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < f.candidates.size(); ++i)
    if (f.is_well(i) && (!best || f.judgements[i].score > f.judgements[*best].score)) best = i;
  return best;
}

/// Nobody is better than this one by enough.
bool is_near(const field& f, std::size_t one, std::size_t best) {
  return f.judgements[best].score < f.judgements[one].score + f.book.how.better_by_of_10000;
}

std::optional<std::size_t> place_of(const field& f, const channel_id& id) {
  for (std::size_t i = 0; i < f.candidates.size(); ++i)
    if (f.is_well(i) && f.candidates[i].id == id) return i;
  return std::nullopt;
}

std::optional<std::size_t> preferred_of(const field& f) {
  for (const auto* r : f.rules)
    if (r->prefer)
      if (const auto at = place_of(f, *r->prefer)) return at;
  return std::nullopt;
}

bool may_explore(const field& f) {
  const auto& how = f.book.how;
  return how.explore_per_mille > 0 && how.explore_up_to && !f.w.channel &&
         f.w.essential == nullptr && how.explore_up_to->unit == f.w.amount.unit &&
         f.w.amount.minor_units <= how.explore_up_to->minor_units &&
         std::count(how.never_explore.begin(), how.never_explore.end(), f.w.order.merchant) == 0 &&
         is_in_share(f.w.order, lot::explore, how.explore_per_mille, 1000);
}

std::optional<std::size_t> explored_of(const field& f, std::size_t leads) {
  const auto is_other = [&](std::size_t i) { return i != leads && f.is_well(i); };
  std::size_t others = 0;
  for (std::size_t i = 0; i < f.candidates.size(); ++i) others += is_other(i) ? 1U : 0U;
  if (others == 0) return std::nullopt;
  auto left = drawn(f.w.order, lot::explored_channel) % others;
  for (std::size_t i = 0;; ++i)
    if (is_other(i) && left-- == 0) return i;
}

}  // namespace

std::optional<first_place> leader_of(const field& f, const leader& before, instant now) {
  const auto best = best_of(f);
  if (!best) return std::nullopt;
  if (const auto at = preferred_of(f); at && is_near(f, *at, *best))
    return first_place{*at, verdict::preferred};
  if (now < before.since + f.book.how.leader_stays)
    if (const auto at = place_of(f, before.channel); at && at != best && is_near(f, *at, *best))
      return first_place{*at, verdict::leading};
  return first_place{*best, verdict::chosen};
}

std::optional<first_place> exception_of(const field& f, const std::optional<first_place>& leads) {
  for (std::size_t i = 0; i < f.candidates.size(); ++i)
    if (f.is_eligible(i) && !f.is_well(i)) return first_place{i, verdict::probe};
  for (std::size_t i = 0; i < f.candidates.size(); ++i)
    if (f.is_well(i) && is_canary_of(f.candidates[i].id, f.w, f.rules))
      return first_place{i, verdict::canary};
  if (leads && may_explore(f))
    if (const auto at = explored_of(f, leads->whose)) return first_place{*at, verdict::explored};
  return std::nullopt;
}

}  // namespace sluice::routing
