#include "actors/host/order_shard.hpp"

#include "actors/mail/last_resort.hpp"
#include "events/stream_name.hpp"

namespace sluice {

order_shard_actor::order_shard_actor(caf::actor_config& cfg, cast_ptr everyone)
    : event_based_actor(cfg), cast_(std::move(everyone)) {}

caf::behavior order_shard_actor::make_behavior() {
  end_process_on_exception(this, cast_);
  return {
      [this](batch<order_message>& b) {
        in_one_go([&] {
          for (auto& m : b.all) deliver(m);
        });
      },
      [this](const written& w) { in_one_go([&] { pass_on(w); }); },
      [this](const take_up& t) {
        if (to_take_up_.empty()) send(this, take_up_more{});
        to_take_up_.push_back(t.order);
      },
      [this](const take_up_more&) { in_one_go([this] { take_up_some(); }); },
      [this](const are_you_quiet&) {
        quiet_promise_ = make_response_promise();
        to_take_up_.clear();
        say_if_quiet();
        return quiet_promise_;
      },
      [this](const stop_now&) {
        quiet_promise_ = {};  // an unkept one keeps us
        quit();
      },
  };
}

/// What the orders want written and said meanwhile leaves together.
template <class Work>
void order_shard_actor::in_one_go(Work&& work) {
  now_ = cast_->env.clock->now();
  std::forward<Work>(work)();
  if (!to_write_.empty()) send(cast_->log_writer, write_order{std::exchange(to_write_, {}), this});
  calls_.send_all(*this);
  answers_.send_all(*this);
  say_if_quiet();
}

// -- messages to orders ----------------------------------------------------------------------

void order_shard_actor::deliver(order_message& m) {
  auto* const order = find_or_start(m);
  if (order == nullptr) return;
  order->take(m);
  let_go_if_idle(*order);
}

order_actor* order_shard_actor::find_or_start(order_message& m) {
  if (const auto known = live_.find(m.order); known != live_.end()) return &known->second;
  if (m.waits && cast_->live_orders >= cast_->settings.max_live_orders) {
    answer({m.waits->who, rejection{rejection_code::busy, "",
                                    "too many orders at once; send it again in a moment"}});
    return nullptr;
  }
  auto& order = start(m.order);
  if (cast_->env.log->head_of(order_stream(m.order))) order.recover();
  return &order;
}

order_actor& order_shard_actor::start(const order_id& id) {
  auto& order = live_
                    .emplace(std::piecewise_construct, std::forward_as_tuple(id),
                             std::forward_as_tuple(*this, id))
                    .first->second;
  ++cast_->live_orders;
  return order;
}

void order_shard_actor::let_go_if_idle(const order_actor& order) {
  if (!order.may_leave()) return;
  live_.erase(live_.find(order.id()));
  --cast_->live_orders;
}

// -- writing ------------------------------------------------------------------------------------

void order_shard_actor::write(order_actor& who, store::append_request what) {
  to_write_.push_back(std::move(what));
  writing_.push_back(&who);
}

void order_shard_actor::pass_on(const written& w) {
  for (const auto& result : w.results) {
    SLUICE_INVARIANT(!writing_.empty());
    auto& order = *writing_.front();
    writing_.pop_front();
    order.on_written(result);
    let_go_if_idle(order);
  }
}

void order_shard_actor::say_if_quiet() {
  if (writing_.empty() && quiet_promise_.pending()) quiet_promise_.deliver(true);
}

// -- after a start ------------------------------------------------------------------------------

/// A few a turn: reading an order back takes a while, and new orders must not wait for all of them.
void order_shard_actor::take_up_some() {
  for (auto n = cast_->settings.max_concurrent_recoveries; n > 0 && !to_take_up_.empty(); --n) {
    const auto id = std::move(to_take_up_.front());
    to_take_up_.pop_front();
    const auto known = live_.find(id);  // a message may have brought it back already
    auto& order = known != live_.end() ? known->second : start(id);
    if (known == live_.end()) order.recover();
    order_message word{.order = id, .what = order_command{restarted{.engine_was_away = true}}};
    order.take(word);
    let_go_if_idle(order);
  }
  if (!to_take_up_.empty()) send(this, take_up_more{});
}

}  // namespace sluice
