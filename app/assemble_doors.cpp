/// The assembly's ways out and in: NATS, channels, merchants' endpoints, notifications.

#include <stdexcept>

#include "actors/alarm/notice_counts.hpp"
#include "adapters/channels/dialects.hpp"
#include "adapters/channels/http_channel.hpp"
#include "adapters/config/size_warnings.hpp"
#include "adapters/messages/message_records.hpp"
#include "adapters/nats/events_sink.hpp"
#include "adapters/nats/risk_line.hpp"
#include "adapters/notices/nats_receiver.hpp"
#include "adapters/system/own_address.hpp"
#include "app/assemble.hpp"
#include "app/version.hpp"
#include "base/hmac_sha256.hpp"
#include "base/invariant.hpp"
#include "store/number_key.hpp"

namespace sluice::app {
namespace {

/// Strangers can reach this port: what channels and the log need stays free.
http_server_limits listener_limits(const configuration& c) {
  constexpr millis patience_with_silence{30'000};
  return {
      .connections = c.notifications.max_connections,
      .connections_per_peer = c.notifications.max_connections_per_address,
      .descriptor_reserve = connections_to_channels(c.engine) +
                            webhooks::connections_to(c.webhooks.endpoints) + files_for_log_and_nats,
      .idle = patience_with_silence};
}

/// The configuration has made one of the same account.
std::shared_ptr<const dialect> dialect_of(const channel_access& access) {
  const auto* row = find_dialect(access.dialect);
  SLUICE_INVARIANT(row != nullptr);
  auto made = row->make(access.account);
  auto* speaks = std::get_if<std::unique_ptr<dialect>>(&made);
  SLUICE_INVARIANT(speaks != nullptr);
  return std::move(*speaks);
}

channel_line line_to(const channel_access& access) {
  return {.base_url = access.base_url, .spare_url = access.spare_url, .tls = access.tls};
}

}  // namespace

nats::connection_options connection_options_of(const nats_settings& from) {
  return {.url = from.url,
          .name = from.name,
          .credentials_file = from.credentials_file,
          .nkey_seed_file = from.nkey_seed_file,
          .user = from.user,
          .password = from.password,
          .token = from.token,
          .tls_ca_file = from.tls_ca_file,
          .tls_certificate_file = from.tls_certificate_file,
          .tls_key_file = from.tls_key_file};
}

assembly::step assembly::connect_nats() {
  auto opened = nats::connection::open(connection_options_of(config_.nats), tells_);
  if (const auto* const error = std::get_if<nats::connect_failed>(&opened))
    return failed{error->what};
  nats_ = std::get<std::shared_ptr<nats::connection>>(std::move(opened));
  return std::nullopt;
}

void assembly::make_sink() {
  env_.events = std::make_shared<nats::events_sink>(
      nats_,
      nats::sink_options{
          .event = {.prefix = config_.nats.prefix, .log = store::history_of(*env_.log)}},
      tells_);
}

void assembly::make_risk_line() {
  env_.risk = std::make_shared<nats::risk_line>(nats_, config_.risk_prefix, config_.nats.prefix);
}

void assembly::make_webhooks() {
  if (config_.webhooks.endpoints.empty()) return;
  webhooks_ = std::make_shared<webhooks::webhook_sender>(
      webhooks::sender_options{.endpoints = config_.webhooks.endpoints,
                               .allow_private_addresses = config_.webhooks.allow_private_addresses,
                               .log = store::history_of(*env_.log),
                               .partition = config_.engine.partition},
      env_.clock, tells_);
  env_.webhooks = webhooks_;
}

void assembly::make_receivers() {
  env_.notices = std::make_shared<notice_counts>(config_.engine.alarms.receivers);
  env_.heartbeat = std::make_shared<notices::nats_heartbeat>(
      nats_, config_.nats.prefix, [this] { return takes_requests_ && owner_->is_surely_ours(); });
  if (config_.receivers.empty()) return;
  receivers_ = std::make_shared<notices::receivers>(notices::receivers_options{
      .ways = config_.receivers,
      .log = store::to_text(store::history_of(*env_.log).id),
      .nats = nats_,
      .prefix = config_.nats.prefix});
  env_.receivers = receivers_;
}

assembly::step assembly::make_channels() {
  for (const auto& access : config_.channels) {
    if (const auto& from = access.exit_address; !from.empty() && !is_own_address(from))
      return failed{"channels." + access.id.value() + ".exit_address: \"" + from +
                    "\" is no address of this machine, so that no call could leave"};
    // One each, because libcurl also uses a connection again that was opened from elsewhere.
    auto& client = clients_[access.exit_address];
    if (client == nullptr)
      client = std::make_unique<http_client>(http_client_limits{
          .connections_per_host = connections_to_channels(config_.engine),
          .exit_address = access.exit_address});
    const dialect_in_use speaks(dialect_of(access));
    const auto share = signing_.open_share();
    listened_.emplace(
        access.id, notification_listener::listened{speaks, share, access.notification_networks});
    env_.channels[access.id] = std::make_shared<http_channel>(
        line_to(access), speaks,
        channel_means{.client = *client,
                      .chance = random_,
                      .clock = *env_.clock,
                      .counts = calls_[access.id] = std::make_shared<channel_counts>(),
                      .messages = messages_of(access)},
        share);
  }
  return std::nullopt;
}

/// Hashed under a key that lies beside the records' folder, not in it. Nothing: they are not kept.
std::shared_ptr<message_recorder> assembly::messages_of(const channel_access& access) {
  if (!recorder_ || !config_.call_records.messages) return nullptr;
  const auto key = store::open_number_key(config_.data_dir, std::nullopt);
  const auto* found = std::get_if<store::number_key>(&key);
  if (found == nullptr) return nullptr;
  const std::string bytes(found->key.begin(), found->key.end());
  const auto derived = hmac_sha256(bytes, "messages of channels");
  return std::make_shared<messages::message_records>(
      access.id, find_dialect(access.dialect)->public_fields,
      std::string(derived.begin(), derived.end()), recorder_);
}

void assembly::make_rounds() {
  std::vector<key_fetcher::channel> all;
  for (const auto& access : config_.channels) {
    const auto& heard = listened_.at(access.id);
    all.push_back({.id = access.id,
                   .line = line_to(access),
                   .client = clients_.at(access.exit_address).get(),
                   .speaks = heard.speaks,
                   .share = heard.share});
  }
  rounds_ = std::make_unique<key_rounds>(
      std::move(all), key_rounds::means{.chance = random_, .clock = *env_.clock}, tells_);
}

assembly::step assembly::start_service() {
  if (service_) return leave_group_of_the_silent();  // it holds what came in the handover
  auto started = nats::service::start(
      nats_,
      {.prefix = config_.nats.prefix,
       .name = config_.nats.name,
       .version = std::string(version_info().version),
       .started = machine_clock().wall(),
       .queue_group = owner_->choose_group(),
       .limits = {.message_bytes = config_.nats.max_message_bytes},
       .demo_keys = config_.access.demo_keys,
       .whose_turn = [this] { return whose_turn(); },
       .signatures = signatures_,
       .stats = commands_,
       .followers = [this] { return followers(); }},
      [this](request r) { engine_->submit(std::move(r)); }, tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  {
    const std::lock_guard held(intake_lock_);
    service_ = std::get<std::unique_ptr<nats::service>>(std::move(started));
  }
  if (owner_->is_lost()) static_cast<void>(stop_accepting());
  return std::nullopt;
}

/// In a handover the service is asked for them before there is an engine.
std::vector<follower_standing> assembly::followers() const {
  const auto* const is_there = running_.load();
  return is_there == nullptr ? std::vector<follower_standing>{} : is_there->followers();
}

assembly::step assembly::start_listener() {
  if (listener_ || config_.notifications.listen.empty()) return std::nullopt;
  try {
    listener_ = std::make_unique<notification_listener>(
        config_.notifications.listen, listened_,
        [this](notification_listener::news news, notification_listener::acknowledge done) {
          // None yet, or none any more to come: the channel hears so, and comes again.
          if (auto* const there = running_.load())
            std::visit([&](auto& told) { there->notify(std::move(told), std::move(done)); }, news);
        },
        *env_.clock, listener_limits(config_), tells_,
        [heard = env_.heard,
         clock = env_.clock](const channel_id& channel, const std::string& address) {
          heard->hear(alarm::happened{alarm::kind::foreign_address, channel.value(), 0,
                                      "a notification came from " + address +
                                          ", which is none of the channel's notification_networks"},
                      clock->now());
        });
  } catch (const std::runtime_error& error) {
    return failed{std::string("cannot take notifications: ") + error.what()};
  }
  return std::nullopt;
}

}  // namespace sluice::app
