#include "actors/agreement/agreement_supervisor.hpp"

#include <algorithm>

namespace sluice {

agreement_supervisor_actor::agreement_supervisor_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior agreement_supervisor_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const batch<remind_agreement>& b) {
        for (const auto& r : b.all) note(r);
        arm();
      },
      [this](const tick& t) {
        if (!timer_.fired(t.generation)) return;  // overtaken by an earlier one
        remind_all_due();
        arm();
      },
      [this](const stop_now&) { quit(); },
  };
}

void agreement_supervisor_actor::note(const remind_agreement& r) {
  if (const auto known = due_at_.find(r.agreement); known != due_at_.end()) {
    in_order_.erase({known->second, r.agreement});
    due_at_.erase(known);
  }
  if (!r.at) return;
  due_at_.emplace(r.agreement, *r.at);
  in_order_.emplace(*r.at, r.agreement);
}

void agreement_supervisor_actor::remind_all_due() {
  const auto now = needs_.clock->now();
  batch<agreement_message> due;
  while (!in_order_.empty() && in_order_.begin()->first <= now) {
    due.all.push_back({.agreement = in_order_.begin()->second, .what = agreement_due{}});
    due_at_.erase(in_order_.begin()->second);
    in_order_.erase(in_order_.begin());
  }
  if (!due.all.empty()) send(*needs_.agreements, std::move(due));
}

void agreement_supervisor_actor::arm() {
  if (in_order_.empty()) return;
  const auto wait = std::max(in_order_.begin()->first - needs_.clock->now(), millis{0});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

}  // namespace sluice
