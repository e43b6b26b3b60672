#include "actors/order/supervisor.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice {
namespace {

/// How often it is looked whether people have opened a restored engine.
constexpr millis looks_again{30'000};

}  // namespace

supervisor_actor::supervisor_actor(caf::actor_config& cfg, needs own, order::duty what)
    : event_based_actor(cfg), needs_(std::move(own)), duty_(what) {}

caf::behavior supervisor_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const remind& r) { note(r); },
      [this](const tick& t) {
        if (!timer_.fired(t.generation)) return;  // overtaken by an earlier one
        remind_all_due();
      },
      [this](const stop_now&) { quit(); },
  };
}

void supervisor_actor::note(const remind& r) {
  if (const auto known = due_at_.find(r.order); known != due_at_.end()) {
    // Due already: it is said before anything else is planned, or a process that stood still would
    // never hear of what it has missed.
    if (r.at && known->second <= needs_.clock->now()) return;
    const auto forgotten = in_order_.erase({known->second, r.order});
    SLUICE_INVARIANT(forgotten == 1);
    due_at_.erase(known);
  }
  if (!r.at) return;
  due_at_.emplace(r.order, *r.at);
  in_order_.emplace(*r.at, r.order);
  arm();
}

void supervisor_actor::remind_all_due() {
  if (is_held_back()) return arm();
  const auto now = needs_.clock->now();
  while (!in_order_.empty() && in_order_.begin()->first <= now) {
    const auto [at, order] = *in_order_.begin();
    in_order_.erase(in_order_.begin());
    const auto known = due_at_.find(order);
    SLUICE_INVARIANT(known != due_at_.end() && known->second == at);
    due_at_.erase(known);
    to_orders_.put(needs_.orders->of(order),
                   {.order = order, .what = order::command{order::fall_due{duty_, at}}});
  }
  to_orders_.send_all(*this);
  arm();
}

void supervisor_actor::arm() {
  SLUICE_INVARIANT(in_order_.size() == due_at_.size());
  if (in_order_.empty()) return;
  const auto first = in_order_.begin()->first;
  const auto wait = std::max(first - needs_.clock->now(), is_held_back() ? looks_again : millis{0});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

}  // namespace sluice
