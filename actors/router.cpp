#include "actors/router.hpp"

#include "actors/last_resort.hpp"
#include "actors/order_actor.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {

router_actor::router_actor(caf::actor_config& cfg, cast_ptr everyone)
    : event_based_actor(cfg), cast_(std::move(everyone)) {}

caf::behavior router_actor::make_behavior() {
  end_process_on_exception(this, cast_);
  return {
      [this](order_message& m) { deliver(m); },
      [this](notification_message& n) { deliver_notification(n); },
      [this](const may_leave& m) { let_go(m); },
      [this](const recovered&) { recovery_ended(); },
      [this](const recover_open_orders&) { recover_all_open(); },
      [this](const quiet& q) { pass_on_quietness(q); },
      [this](const are_you_quiet&) {
        quiet_promise_ = make_response_promise();
        ask_for_quiet();
        return quiet_promise_;
      },
      [this](const stop_now&) {
        for (auto& [id, order] : live_) send(order.actor, depart{});
        live_.clear();
        quit();
      },
  };
}

void router_actor::deliver(order_message& m) {
  auto* order = find_or_start(m);
  if (order == nullptr) return;
  ++order->forwarded;
  send(order->actor, std::move(m));
}

router_actor::live_order* router_actor::find_or_start(order_message& m) {
  if (const auto it = live_.find(m.order); it != live_.end()) return &it->second;
  if (m.waits && live_.size() >= cast_->settings.max_live_orders) {
    refuse(m, {rejection_code::busy, "", "too many orders at once; send it again in a moment"});
    return nullptr;
  }
  const bool has_history = cast_->env.log->head_of(order_stream(m.order)).has_value();
  if (has_history && recovering_ >= cast_->settings.max_concurrent_recoveries) {
    waiting_for_permit_.push_back(std::move(m));
    return nullptr;
  }
  return &start(m.order, has_history);
}

router_actor::live_order& router_actor::start(const order_id& id, bool has_history) {
  if (has_history) ++recovering_;
  auto handle = spawn<order_actor>(cast_, id, has_history);
  return live_.emplace(id, live_order{std::move(handle)}).first->second;
}

void router_actor::refuse(order_message& m, rejection why) {
  if (m.acknowledge) m.acknowledge(false);
  if (m.waits) send(cast_->front_desk, answered{m.waits->who, std::move(why)});
}

void router_actor::recovery_ended() {
  SLUICE_INVARIANT(recovering_ > 0);
  --recovering_;
  while (!waiting_for_permit_.empty() && recovering_ < cast_->settings.max_concurrent_recoveries) {
    auto m = std::move(waiting_for_permit_.front());
    waiting_for_permit_.pop_front();
    deliver(m);
  }
}

void router_actor::let_go(const may_leave& m) {
  const auto it = live_.find(m.order);
  if (it == live_.end() || it->second.forwarded != m.handled) return;
  send(it->second.actor, depart{});
  live_.erase(it);
}

void router_actor::deliver_notification(notification_message& n) {
  const auto stream =
      cast_->env.log->find_entry(store::entry_kind::channel_key, n.what.key.value());
  const auto owner = stream ? owner_of_stream(*stream) : std::nullopt;
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) {
    cast_->env.tells->tell(
        {.level = severity::warning,
         .event = "notification_for_unknown_number",
         .message = "a channel tells of a number that we never used",
         .fields = {{"channel", n.what.channel.value()}, {"key", n.what.key.value()}}});
    n.acknowledge(true);  // sending it again would not help
    return;
  }
  order_message m{.order = *id, .what = std::move(n.what)};
  m.acknowledge = std::move(n.acknowledge);
  deliver(m);
}

void router_actor::recover_all_open() {
  std::uint64_t count = 0;
  cast_->env.log->open_streams([&](std::string_view stream) {
    const auto owner = owner_of_stream(stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr) {
      ++count;
      order_message m{.order = *id, .what = look{}};  // being loaded is all it needs
      deliver(m);
    }
    return true;
  });
  cast_->env.tells->tell({.event = "open_orders_found",
                          .message = std::to_string(count) + " open orders are taken up again",
                          .fields = {{"orders", std::to_string(count)}}});
}

void router_actor::ask_for_quiet() {
  not_yet_quiet_.clear();
  for (auto& [id, order] : live_) {
    not_yet_quiet_.insert(id);
    ++order.forwarded;
    send(order.actor, are_you_quiet{});
  }
  if (not_yet_quiet_.empty() && quiet_promise_.pending()) quiet_promise_.deliver(true);
}

void router_actor::pass_on_quietness(const quiet& q) {
  not_yet_quiet_.erase(q.order);
  if (not_yet_quiet_.empty() && quiet_promise_.pending()) quiet_promise_.deliver(true);
}

}  // namespace sluice
