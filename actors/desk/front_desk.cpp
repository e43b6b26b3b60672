#include "actors/desk/front_desk.hpp"

#include <algorithm>

#include "actors/order/pay_command.hpp"
#include "base/invariant.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

constexpr std::size_t most_pending = 262'144;
constexpr millis hurry_again{1000};

/// Nobody's, where a question names no order.
order_id order_of(const question& ask) {
  return std::visit(
      [](const auto& q) {
        if constexpr (requires { q.order; })
          return q.order;
        else
          return order_id{};
      },
      ask);
}

std::string text_of(const fingerprint& f) { return {f.begin(), f.end()}; }

}  // namespace

front_desk_actor::front_desk_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior front_desk_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const inbox_filled&) {
        for (auto& r : needs_.requests->take()) take(r);
        send_all();
      },
      [this](const batch<answered>& b) {
        for (const auto& a : b.all) finish(a.who, a.what, a.id_is_written);
      },
      [this](token who, const channel_view& v) { collect(who, v); },
      [this](const tick&) {
        hurry_late_ones();
        send_all();
      },
      [this](const disk_low& d) { disk_low_ = d.low; },
      [this](const log_broken& b) { log_is_broken(b.why); },
      [this](const start_draining&) {
        drain();
        send_all();
      },
      [this](const stop_now&) {
        give_up_all("the engine has stopped; send the same request again after the restart");
        quit();
      },
  };
}

void front_desk_actor::take(sluice::request& r) {
  if (auto no = cannot_take()) return r.reply_to->reply(*no);
  if (std::holds_alternative<list_channels>(r.ask)) return ask_channels(r);
  auto order = order_of(r.ask);
  const auto merchant = needs_.merchants->find(order.merchant);
  if (merchant == needs_.merchants->end()) return ask_without_merchant(r, std::move(order));
  // Before its command id is looked at: without the key nobody learns which ids are taken.
  if (auto no = key_fault(r, order.merchant)) return r.reply_to->reply(*no);
  ask_merchant(r, std::move(order), merchant->second);
}

token front_desk_actor::expect(pending p) {
  SLUICE_INVARIANT(p.reply_to != nullptr);
  const auto who = next_token_++;
  const auto is_new = pending_.emplace(who, std::move(p)).second;
  SLUICE_INVARIANT(is_new);
  return who;
}

void front_desk_actor::ask_merchant(sluice::request& r, order_id order,
                                    const caf::actor& merchant) {
  auto id = check_id(r, order.merchant);
  if (id.clash) return r.reply_to->reply(*id.clash);
  if (!r.id.value().empty()) ids_.begin({order.merchant, r.id}, r.body);
  const auto who = expect({.reply_to = std::move(r.reply_to),
                           .order = std::move(order),
                           .id = r.id,
                           .id_is_written = id.is_written});
  keep_deadline(who);
  errand e{.who = who,
           .ask = std::move(r.ask),
           .when = r.when,
           .why = {r.id.value(), std::move(r.traceparent)},
           .guard = std::move(id.guard)};
  if (disk_low_)
    e.unless_known = rejection{rejection_code::disk_nearly_full, "",
                               "no new orders until the disk has room; orders that exist go on"};
  errands_.put(merchant, std::move(e));
}

void front_desk_actor::send_all() {
  errands_.send_all(*this);
  to_orders_.send_all(*this);
}

void front_desk_actor::ask_without_merchant(sluice::request& r, order_id order) {
  rejection unknown{rejection_code::merchant_unknown, "merchant",
                    "there is no merchant of this name in the configuration"};
  auto* q = std::get_if<create_order>(&r.ask);
  if (q == nullptr) return r.reply_to->reply(unknown);
  // The merchant's key went with it, and so did its command ids; whoever repeats the whole body
  // knows the order already.
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = std::move(order), .id = {}});
  keep_deadline(who);
  auto command = pay_command(std::move(*q));
  const auto& shard = needs_.orders->of(command.order);
  to_orders_.put(shard, {.order = command.order,
                         .what = order::command{std::move(command)},
                         .waits = waiter{who, r.when},
                         .unless_known = std::move(unknown)});
}

std::optional<rejection> front_desk_actor::cannot_take() const {
  if (log_broken_)
    return rejection{rejection_code::unavailable, "",
                     "the log cannot be written; send the same request again after the restart"};
  if (draining_)
    return rejection{rejection_code::draining, "", "the engine is stopping; send it again soon"};
  if (pending_.size() >= most_pending)
    return rejection{rejection_code::busy, "", "too many requests at once; send it again soon"};
  return std::nullopt;
}

std::optional<rejection> front_desk_actor::key_fault(const sluice::request& r,
                                                     const merchant_id& merchant) const {
  const auto key = needs_.keys.find(merchant);
  if (key == needs_.keys.end() || key->second.reveal() == r.key.reveal()) return std::nullopt;
  return rejection{rejection_code::key_wrong, "key", "this merchant's requests need its key"};
}

front_desk_actor::id_check front_desk_actor::check_id(const sluice::request& r,
                                                      const merchant_id& merchant) const {
  if (r.id.value().empty()) return {};
  const command_name name{merchant, r.id};
  store::index_entry guard{store::entry_kind::command, index_key(name), text_of(r.body)};
  const auto known = needs_.log->find_entry(guard.kind, guard.key);
  if (known ? *known != guard.value : ids_.is_used_otherwise(name, r.body, needs_.clock->now()))
    return {.clash = rejection{rejection_code::command_id_reused, "Nats-Msg-Id",
                               "this command id was used before with another body; use a new one"}};
  if (known) return {.is_written = true};
  return {.guard = std::move(guard)};
}

void front_desk_actor::finish(token who, const answer& a, bool id_is_written) {
  SLUICE_INVARIANT(who != 0 && who < next_token_);
  const auto it = pending_.find(who);
  if (it == pending_.end()) return;
  const auto& p = it->second;
  SLUICE_INVARIANT(p.reply_to != nullptr);
  if (!p.id.value().empty())
    ids_.end({p.order.merchant, p.id}, id_is_written || p.id_is_written, needs_.clock->now());
  const auto reply_to = std::move(it->second.reply_to);
  pending_.erase(it);
  forget_answered_deadlines();
  reply_to->reply(a);
}

// -- the response limit ---------------------------------------------------------------

void front_desk_actor::keep_deadline(token who) {
  deadlines_.emplace_back(needs_.clock->now() + needs_.response_limit, who);
  arm();
}

void front_desk_actor::arm() {
  if (armed_ || deadlines_.empty()) return;
  armed_ = true;
  const auto wait = std::max(deadlines_.front().first - needs_.clock->now(), millis{0});
  delayed_send(this, wait, tick{});
}

void front_desk_actor::forget_answered_deadlines() {
  while (!deadlines_.empty() && !pending_.contains(deadlines_.front().second))
    deadlines_.pop_front();
}

void front_desk_actor::hurry_late_ones() {
  SLUICE_INVARIANT(armed_);
  armed_ = false;
  const auto now = needs_.clock->now();
  while (!deadlines_.empty() &&
         (deadlines_.front().first <= now || !pending_.contains(deadlines_.front().second))) {
    const auto who = deadlines_.front().second;
    deadlines_.pop_front();
    const auto it = pending_.find(who);
    if (it == pending_.end()) continue;
    // Again in a second: this word may overtake the request, which went by way of its merchant.
    deadlines_.emplace_back(now + hurry_again, who);
    const auto& order = it->second.order;
    to_orders_.put(
        needs_.orders->of(order), {.order = order, .what = hurry{}, .waits = waiter{who}});
  }
  arm();
}

// -- channel.list ---------------------------------------------------------------------

void front_desk_actor::ask_channels(sluice::request& r) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  if (needs_.channels->empty()) return finish(who, std::vector<channel_view>{});
  for (const auto& [id, channel] : *needs_.channels) send(channel, channel_view_wanted{who});
}

void front_desk_actor::collect(token who, channel_view view) {
  const auto it = pending_.find(who);
  if (it == pending_.end()) return;
  auto& all = it->second.channels;
  all.push_back(std::move(view));
  if (all.size() < needs_.channels->size()) return;
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  finish(who, answer{std::move(all)});
}

// -- the end ----------------------------------------------------------------------------

void front_desk_actor::log_is_broken(const std::string& why) {
  log_broken_ = true;
  give_up_all(
      "the log cannot be written, so the outcome is not known; send the same request again "
      "after the restart");
  needs_.last.end_process(why);
}

std::vector<token> front_desk_actor::all_pending() const {
  std::vector<token> all;
  all.reserve(pending_.size());
  for (const auto& [who, p] : pending_) all.push_back(who);
  std::sort(all.begin(), all.end());
  return all;
}

void front_desk_actor::give_up_all(const std::string& why) {
  for (const auto who : all_pending()) finish(who, rejection{rejection_code::unavailable, "", why});
  SLUICE_INVARIANT(pending_.empty());
}

void front_desk_actor::drain() {
  draining_ = true;
  for (const auto who : all_pending()) {
    const auto& order = pending_.at(who).order;
    to_orders_.put(
        needs_.orders->of(order), {.order = order, .what = hurry{}, .waits = waiter{who}});
  }
}

}  // namespace sluice
