#include "actors/order/router.hpp"

#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

/// Whoever posted it chose how long it is; channels' own numbers are shorter.
constexpr std::size_t longest_number_told = 64;

}  // namespace

router_actor::router_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior router_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](notification_message& n) { deliver_notification(n); },
      [this](const recover_open_orders&) { take_up_all_open(); },
      [this](const stop_now&) { quit(); },
  };
}

void router_actor::deliver_notification(notification_message& n) {
  const auto stream = needs_.log->find_entry(store::entry_kind::channel_key, n.what.key.value());
  const auto owner = stream ? owner_of_stream(*stream) : std::nullopt;
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) {
    tell_unknown(n.what);
    n.acknowledge.say(true);  // sending it again would not help
    return;
  }
  order_message m{.order = *id, .what = std::move(n.what)};
  m.acknowledge = std::move(n.acknowledge);
  to_orders_.put(needs_.orders->of(*id), std::move(m));
  to_orders_.send_all(*this);
}

void router_actor::tell_unknown(const channel_notification& n) {
  const auto since_last = unknown_.count(needs_.clock->now());
  if (!since_last) return;
  needs_.tells->tell(
      {.level = severity::warning,
       .event = "notification_for_unknown_number",
       .message = "a channel tells of a number that we never used",
       .fields = {{"channel", n.channel.value()},
                  {"key", n.key.value().substr(0, longest_number_told)},
                  {"since_last_told", std::to_string(*since_last)},
                  {"since_start", std::to_string(unknown_.all())}}});
}

void router_actor::take_up_all_open() {
  std::uint64_t count = 0;
  needs_.log->open_streams([&](std::string_view stream) {
    const auto owner = owner_of_stream(stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr) {
      ++count;
      send(needs_.orders->of(*id), take_up<order_id>{*id});
    }
    if (const auto* id = owner ? std::get_if<proposal_id>(&*owner) : nullptr)
      send(*needs_.proposals, take_up<proposal_id>{*id});
    return true;
  });
  needs_.tells->tell({.event = "open_orders_found",
                      .message = std::to_string(count) + " open orders are taken up again",
                      .fields = {{"orders", std::to_string(count)}}});
}

}  // namespace sluice
