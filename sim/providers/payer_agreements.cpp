#include "sim/providers/payer_agreements.hpp"

#include <utility>

#include "sim/providers/made_reference.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

payer_agreements::payer_agreements(std::string reference_prefix, millis payer_delay)
    : reference_prefix_{std::move(reference_prefix)}, payer_delay_{payer_delay} {}

// -- what is asked ------------------------------------------------------------------

offer_verdict payer_agreements::offer(const agreement_offer& o, instant now) {
  settle(now);
  if (now >= o.until) return offer_verdict::too_late;
  const auto [at, is_new] = all_.try_emplace(o.key);
  auto& a = at->second;
  if (!is_new) {
    const bool is_same = a.app_id == o.app_id && a.state == agreement_state::offered;
    if (!is_same) return offer_verdict::taken;
    return now < a.until ? offer_verdict::shown : offer_verdict::too_late;
  }
  a = {.key = o.key,
       .app_id = o.app_id,
       .notify_url = o.notify_url,
       .product = o.product,
       .said = o.said,
       .reference = made_reference(reference_prefix_, "agreement/" + o.key),
       .until = o.until,
       .changed = now,
       .script = &fate_of_payer(o.payer)};
  key_by_reference_[a.reference] = a.key;
  if (a.script->signs && o.card == nullptr)
    later_.emplace(now + payer_delay_, due{happening::payer_signs, a.key});
  return offer_verdict::shown;
}

opening payer_agreements::open(const agreement_offer& o, const std::string& code, instant now) {
  settle(now);
  const auto* a = find(o.key, o.app_id);
  const bool waits = a != nullptr && a->state == agreement_state::offered && now < a->until;
  if (!waits) return {opening::verdict::nothing_waits};
  if (code != code_on_phones) return {opening::verdict::wrong_code};
  happen({happening::payer_signs, o.key}, now);
  return {opening::verdict::opened, *a};
}

std::optional<payer_agreement> payer_agreements::query(const std::string& key,
                                                       const std::string& app_id, instant now) {
  settle(now);
  const auto* a = find(key, app_id);
  if (a == nullptr || a->state == agreement_state::ended) return std::nullopt;
  if (a->state == agreement_state::offered && now >= a->until) return std::nullopt;
  return *a;
}

end_verdict payer_agreements::end(const std::string& key, const std::string& app_id, instant now) {
  settle(now);
  auto* a = find(key, app_id);
  if (a == nullptr || a->state != agreement_state::in_force) return end_verdict::not_in_force;
  if (++a->ends <= a->script->ends_in_vain) return end_verdict::system_error;
  end_now(*a, now);
  return end_verdict::ended;
}

bool payer_agreements::may_charge(const std::string& reference, const std::string& app_id,
                                  instant now) {
  settle(now);
  const auto* a = find(key_of_reference(reference), app_id);
  return a != nullptr && a->state == agreement_state::in_force;
}

std::string payer_agreements::key_of_reference(const std::string& reference) const {
  const auto it = key_by_reference_.find(reference);
  return it == key_by_reference_.end() ? std::string{} : it->second;
}

payer_agreement* payer_agreements::find(const std::string& key, const std::string& app_id) {
  const auto it = all_.find(key);
  return it == all_.end() || it->second.app_id != app_id ? nullptr : &it->second;
}

// -- what happens -------------------------------------------------------------------

void payer_agreements::settle(instant now) {
  while (!later_.empty() && later_.begin()->first <= now) {
    const auto node = later_.extract(later_.begin());
    happen(node.mapped(), node.key());
  }
}

void payer_agreements::happen(const due& d, instant at) {
  auto& a = all_.at(d.key);
  if (d.what == happening::payer_ends) {
    if (a.state == agreement_state::in_force) end_now(a, at);
    return;
  }
  if (at >= a.until) return;
  a.state = agreement_state::in_force;
  a.signed_at = a.changed = at;
  news_.push_back(a);
  if (a.script->ends_at_once) later_.emplace(at + payer_delay_, due{happening::payer_ends, d.key});
}

void payer_agreements::end_now(payer_agreement& a, instant at) {
  a.state = agreement_state::ended;
  a.changed = at;
  news_.push_back(a);
}

std::vector<payer_agreement> payer_agreements::take_news(instant now) {
  settle(now);
  return std::exchange(news_, {});
}

std::optional<instant> payer_agreements::next_due() const {
  if (!news_.empty()) return instant{};  // found on the way by another call: at once
  if (later_.empty()) return std::nullopt;
  return later_.begin()->first;
}

}  // namespace sluice::sim
