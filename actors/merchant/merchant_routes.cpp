#include "actors/merchant/merchant_routes.hpp"

#include <algorithm>
#include <set>

#include "base/invariant.hpp"

namespace sluice {
namespace {

std::optional<std::size_t> probe_in(const routing::choice& c) {
  const auto& all = c.why.candidates;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].what == routing::verdict::probe) return i;
  return std::nullopt;
}

}  // namespace

routing::leader merchant_routes::leader_of(const kind& k) const {
  for (const auto& m : remembered_)
    if (m.of == k) return m.leads;
  return {};
}

void merchant_routes::remember(const kind& k, routing::leader leads) {
  for (auto& m : remembered_)
    if (m.of == k) {
      m.leads = std::move(leads);
      return;
    }
  if (remembered_.size() < most_remembered) {
    remembered_.push_back({k, std::move(leads)});
    return;
  }
  const auto oldest = std::min_element(
      remembered_.begin(), remembered_.end(),
      [](const memory& a, const memory& b) { return a.leads.since < b.leads.since; });
  *oldest = {k, std::move(leads)};
}

std::vector<routing::candidate> merchant_routes::candidates_for(const routing::wish& w,
                                                                const list_at& list) const {
  auto out = routing::candidates_of(list.channels, channels_);
  const channel::path way(w.paid_with);
  for (auto& c : out) {
    c.standing = standings_->standing_of(c.id, way);
    if (!list.is_held) continue;
    c.standing.phase = channel::breaker_phase::closed;
    c.standing.has_room = true;
  }
  return out;
}

/// Another order may have claimed the probe since the board was read: then this one goes where it
/// would go without it. Each turn takes one probe out, so it ends.
routing::choice merchant_routes::choose_and_claim(const routing::wish& w,
                                                  std::vector<routing::candidate>& candidates,
                                                  const routing::rulebook& book, instant now) {
  const auto leads = leader_of(kind_of(w));
  for (;;) {
    auto chosen = choose(w, candidates, book, leads, now);
    const auto probe = probe_in(chosen);
    if (!probe || standings_->claim_probe(candidates[*probe].id, channel::path(w.paid_with)))
      return chosen;
    candidates[*probe].standing.wants_probe = false;
  }
}

std::variant<merchant_routes::found, rejection> merchant_routes::find(
    const routing::wish& w, const list_at& list, instant now) {
  auto candidates = candidates_for(w, list);
  const auto& rules = rules_.now();
  auto chosen = choose_and_claim(w, candidates, rules.book, now);
  if (chosen.leads) remember(kind_of(w), *std::move(chosen.leads));
  if (chosen.route.empty()) return refusal_of(w, candidates, chosen);
  chosen.why.merchant_position = list.position;
  chosen.why.rules_position = rules.position;
  return found{std::move(chosen.route), pack(chosen.why)};
}

merchant_routes::imagined merchant_routes::imagine(const routing::wish& w, const list_at& list,
                                                   instant now) {
  imagined out{.candidates = candidates_for(w, list), .chosen = {}};
  const auto& rules = rules_.now();
  out.chosen = choose(w, out.candidates, rules.book, leader_of(kind_of(w)), now);
  out.chosen.why.rules_position = rules.position;
  out.rules = routing::rules_for(w, rules.book.rules, now);
  return out;
}

bool merchant_routes::are_all_shut(business_type type, const std::vector<channel_id>& list) const {
  bool offers_any = false;
  for (const auto& id : list) {
    const auto* c = merchant::find(channels_, id);
    if (c == nullptr || std::ranges::find(c->business_types, type) == c->business_types.end())
      continue;
    offers_any = true;
    if (standings_->standing_of(id, {}).phase == channel::breaker_phase::closed) return false;
  }
  return offers_any;
}

std::vector<instrument> merchant_routes::known_methods(const merchant_id& whose,
                                                       const std::vector<channel_id>& list) {
  std::set<std::string> texts;
  for (const auto& id : list)
    for (const auto& path : standings_->used_parts_of(id)) texts.insert(path.text());
  for (const auto& r : rules_.now().book.rules) {
    const auto& of = r.when.merchants;
    const bool is_its = of.empty() || std::find(of.begin(), of.end(), whose) != of.end();
    if (is_its && r.when.paid_with.is_said()) texts.insert(r.when.paid_with.text());
  }
  std::vector<instrument> out;
  for (const auto& text : texts)
    if (auto method = instrument_from_text(text)) out.push_back(*std::move(method));
  return out;
}

}  // namespace sluice
