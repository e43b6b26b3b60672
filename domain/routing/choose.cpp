#include "domain/routing/choose.hpp"

#include <algorithm>
#include <optional>

#include "domain/routing/first.hpp"
#include "domain/routing/score.hpp"

namespace sluice::routing {
namespace {

using judgements = std::vector<judged>;

/// A canary is judged once it has shown so much, and stopped if it does so much worse.
constexpr std::uint8_t canary_shown = 100;
constexpr std::uint32_t canary_worse_of_10000 = 300;

/// With the same start as in scores, or one lucky payment would look perfect.
std::uint32_t success_of_10000(const judged& j) {
  return 10'000U * (j.good + 19U) / (j.counted + 20U);
}

judgements pass_filters(const wish& w, std::span<const candidate> candidates,
                        const rules_in_force& rules) {
  judgements out;
  out.reserve(candidates.size());
  for (const auto& c : candidates)
    out.push_back({.what = exclusion_of(c, w, rules).value_or(verdict::lower_score),
                   .good = c.standing.good,
                   .counted = c.standing.counted});
  return out;
}

/// One probe at a time: of two paths that want one, the other waits for the next order.
void keep_one_probe(std::span<const candidate> candidates, judgements& all) {
  bool is_taken = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (is_excluded(all[i].what) ||
        candidates[i].standing.phase != channel::breaker_phase::half_open)
      continue;
    if (is_taken) all[i].what = verdict::path_open;
    is_taken = true;
  }
}

/// Compared with the best that may serve the same payment; without such a one it is all there is.
void stop_bad_canaries(const wish& w, std::span<const candidate> candidates,
                       const rules_in_force& rules, judgements& all) {
  if (rules.empty()) return;
  const auto is_canary = [&](std::size_t i) { return is_canary_of(candidates[i].id, w, rules); };
  std::uint32_t best = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!is_excluded(all[i].what) && !is_canary(i)) best = std::max(best, success_of_10000(all[i]));
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!is_excluded(all[i].what) && all[i].counted >= canary_shown &&
        success_of_10000(all[i]) + canary_worse_of_10000 <= best && is_canary(i))
      all[i].what = verdict::canary_bad;
}

std::optional<std::uint16_t> fee_of(const channel_id& id, const tuning& how) {
  const auto it = std::find_if(
      how.fees.begin(), how.fees.end(), [&](const channel_fee& f) { return f.channel == id; });
  return it == how.fees.end() ? std::nullopt : std::optional{it->of_10000};
}

void give_scores(std::span<const candidate> candidates, const tuning& how, judgements& all) {
  std::uint16_t dearest = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!is_excluded(all[i].what))
      dearest = std::max(dearest, fee_of(candidates[i].id, how).value_or(0));
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!is_excluded(all[i].what))
      all[i].score = score_of(candidates[i].standing, fee_of(candidates[i].id, how), dearest);
}

/// Where one stands in the route: the first, then the others by score, and among equals as the
/// merchant's list has them.
bool stands_before(const judgements& all, std::size_t a, std::size_t b) {
  if (is_first(all[a].what) != is_first(all[b].what)) return is_first(all[a].what);
  return all[a].score != all[b].score ? all[a].score > all[b].score : a < b;
}

std::optional<std::size_t> next_after(const judgements& all, std::optional<std::size_t> last) {
  std::optional<std::size_t> next;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!is_excluded(all[i].what) && (!last || stands_before(all, *last, i)) &&
        (!next || stands_before(all, i, *next)))
      next = i;
  return next;
}

/// Lists are short, and this takes no memory but the route's own.
std::vector<channel_id> route_of(std::span<const candidate> candidates, const judgements& all) {
  std::vector<channel_id> out;
  out.reserve(all.size());
  for (auto at = next_after(all, {}); at; at = next_after(all, at))
    out.push_back(candidates[*at].id);
  return out;
}

/// The order at hand may just not be for who led; others like it still are. Only what is said
/// against a channel whatever the order ends its lead.
bool has_lost_lead(const field& f, const leader& before) {
  for (std::size_t i = 0; i < f.candidates.size(); ++i)
    if (f.candidates[i].id == before.channel) switch (f.judgements[i].what) {
        case verdict::business_type:
        case verdict::wallet:
        case verdict::currency:
        case verdict::rule_only:
        case verdict::rule_never:
        case verdict::maintenance:
        case verdict::shadow:
        case verdict::for_tests:
        case verdict::canary_out:
        case verdict::no_room:
        case verdict::not_asked_for: return false;
        case verdict::merchant_list:
        case verdict::not_configured:
        case verdict::path_open:
        case verdict::canary_bad:
        case verdict::not_essential:
        case verdict::lower_score:
        case verdict::chosen:
        case verdict::leading:
        case verdict::preferred:
        case verdict::explored:
        case verdict::canary:
        case verdict::probe: return true;
      }
  return true;
}

}  // namespace

choice choose(const wish& w, std::span<const candidate> candidates, const rulebook& book,
              const leader& before, instant now) {
  const auto rules = rules_for(w, book.rules, now);
  auto all = pass_filters(w, candidates, rules);
  keep_one_probe(candidates, all);
  stop_bad_canaries(w, candidates, rules, all);
  give_scores(candidates, book.how, all);

  choice out;
  const field f{w, candidates, book, rules, all};
  const auto leads = leader_of(f, before, now);
  const bool is_like_others = !w.channel && !w.is_shadow;
  if (leads && is_like_others && candidates[leads->whose].id != before.channel &&
      has_lost_lead(f, before))
    out.leads = leader{candidates[leads->whose].id, now};
  const auto exception = exception_of(f, leads);
  if (const auto& first = exception ? exception : leads) all[first->whose].what = first->why;
  out.route = route_of(candidates, all);
  out.why.candidates = std::move(all);
  return out;
}

}  // namespace sluice::routing
