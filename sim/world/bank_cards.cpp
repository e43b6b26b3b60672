/// Refunds that cannot go the way their payment came, and where they go instead.

#include <algorithm>

#include "sim/world/bank.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

order::refund_report of_card(const channel_call& call, order::refund_finding f, std::string code) {
  return {.refund = call.refund, .found = f, .code = std::move(code)};
}

}  // namespace

void bank::finish_refund_later(const trade& t, const refund_entry& r) {
  scene_->time.after(
      dice_.of(t.key).roll().between(1s, 1800s), [this, key = t.key, refund_key = r.key] {
        finish_refund(key, refund_key);
        if (about_.notifies && dice_.of(key).strikes(hazard::refund_noticed))
          tell_of_refund(refund_key);
      });
}

/// Only what is stuck can be sent on: whoever asks twice hears that it is on its way.
channel_answer bank::send_on_refund(const channel_call& call) {
  auto* t = find(call.key);
  if (t == nullptr) return of_card(call, order::refund_finding::unknown, "RESOURCE_NOT_EXISTS");
  const auto r = std::find_if(t->refunds.begin(), t->refunds.end(), [&](const auto& one) {
    return one.key == call.refund_key.value();
  });
  if (r == t->refunds.end() || call.refund_reference != reference_of(*r))
    return of_card(call, order::refund_finding::unknown, "RESOURCE_NOT_EXISTS");
  if (r->now != refund_entry::status::stuck)
    return of_card(call, order::refund_finding::unknown, "INVALID_REQUEST");
  if (dice_.of("card " + r->key).strikes(hazard::card_refused))
    return of_card(call, order::refund_finding::not_sent_on, "PARAM_ERROR");
  r->now = refund_entry::status::pending;
  scene_->tale.tell({about_.name, "books: sent on", r->key});
  finish_refund_later(*t, *r);
  return of_card(call, order::refund_finding::accepted, "PROCESSING");
}

bool bank::is_stuck(const std::string& refund_key) const {
  return std::ranges::any_of(trades_, [&](const auto& one) {
    return std::ranges::any_of(one.second.refunds, [&](const refund_entry& r) {
      return r.key == refund_key && r.now == refund_entry::status::stuck;
    });
  });
}

void bank::send_elsewhere(const std::string& refund_key) {
  for (auto& [key, t] : trades_)
    for (auto& r : t.refunds) {
      if (r.key != refund_key || r.now != refund_entry::status::stuck) continue;
      r.now = refund_entry::status::pending;
      return finish_refund(key, refund_key);
    }
}

}  // namespace sluice::sim
