#include "actors/merchant/merchant_routes.hpp"

#include <algorithm>

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

void merchant_routes::look_at_board(const routing::wish& w,
                                    std::vector<routing::candidate>& candidates) const {
  const channel::path way(w.paid_with);
  for (auto& c : candidates) c.standing = standings_->standing_of(c.id, way);
}

/// Another order may have claimed the probe since the board was read: then this one goes where it
/// would go without it. Each turn takes one probe out, so it ends.
routing::choice merchant_routes::choose_and_claim(const routing::wish& w,
                                                  std::vector<routing::candidate>& candidates,
                                                  const routing::leader& leads, instant now) {
  for (;;) {
    auto chosen = choose(w, candidates, book_, leads, now);
    const auto probe = probe_in(chosen);
    if (!probe || standings_->claim_probe(candidates[*probe].id, channel::path(w.paid_with)))
      return chosen;
    candidates[*probe].standing.wants_probe = false;
  }
}

std::variant<merchant_routes::found, rejection> merchant_routes::find(
    const routing::wish& w, const list_at& list, instant now) {
  auto candidates = routing::candidates_of(list.channels, channels_);
  look_at_board(w, candidates);
  const kind k{w.type, w.shown, w.amount.unit, w.paid_with};
  auto chosen = choose_and_claim(w, candidates, leader_of(k), now);
  if (chosen.leads) remember(k, *std::move(chosen.leads));
  if (chosen.route.empty()) return refusal_of(w, candidates, chosen);
  chosen.why.merchant_position = list.position;
  return found{std::move(chosen.route), pack(chosen.why)};
}

}  // namespace sluice
