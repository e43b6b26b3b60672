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
      [this](notification_message& n) {
        std::visit([&](auto& what) { deliver(what, std::move(n.acknowledge)); }, n.what);
      },
      [this](const recover_open_orders&) { take_up_all_open(); },
      [this](const stop_now&) { quit(); },
  };
}

std::optional<stream_owner> router_actor::owner_of(const channel_key& key) const {
  const auto stream = needs_.log->find_entry(store::entry_kind::channel_key, key.value());
  return stream ? owner_of_stream(*stream) : std::nullopt;
}

void router_actor::deliver(channel_notification& n, acknowledgement word) {
  const auto owner = owner_of(n.key);
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) {
    tell_unknown(n.channel, n.key);
    word.say(true);  // sending it again would not help
    return;
  }
  order_message m{.order = *id, .what = std::move(n)};
  m.acknowledge = std::move(word);
  to_orders_.put(needs_.orders->of(*id), std::move(m));
  to_orders_.send_all(*this);
}

void router_actor::deliver(agreement_notice& n, acknowledgement word) {
  const auto owner = owner_of(n.key);
  const auto* id = owner ? std::get_if<agreement_id>(&*owner) : nullptr;
  if (id == nullptr) {
    tell_unknown(n.channel, n.key);
    word.say(true);
    return;
  }
  batch<agreement_message> told;
  told.all.push_back(
      {.agreement = *id,
       .what = agreement_told{std::move(n.channel), std::move(n.said), std::move(word)}});
  send(*needs_.agreements, std::move(told));
}

void router_actor::tell_unknown(const channel_id& channel, const channel_key& key) {
  const auto since_last = unknown_.count(needs_.clock->now());
  if (!since_last) return;
  needs_.tells->tell(
      {.level = severity::warning,
       .event = "notification_for_unknown_number",
       .message = "a channel tells of a number that we never used",
       .fields = {{"channel", channel.value()},
                  {"key", key.value().substr(0, longest_number_told)},
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
    if (const auto* id = owner ? std::get_if<agreement_id>(&*owner) : nullptr)
      send(*needs_.agreements, take_up<agreement_id>{*id});
    if (const auto* of = owner ? std::get_if<balance_of>(&*owner) : nullptr)
      send(*needs_.balances, take_up<merchant_id>{of->merchant});
    return true;
  });
  needs_.tells->tell({.event = "open_orders_found",
                      .message = std::to_string(count) + " open orders are taken up again",
                      .fields = {{"orders", std::to_string(count)}}});
}

}  // namespace sluice
