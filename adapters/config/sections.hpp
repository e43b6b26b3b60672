#pragma once
/// The parts of the configuration file, one function each. Used inside this folder only.

#include "adapters/config/toml_reader.hpp"

namespace sluice::config {

void read_approvals(toml_reader in, access::book& out);
void read_engine(toml_reader in, engine_settings& out);
void read_nats(toml_reader in, nats_settings& out);
void read_notifications(toml_reader in, notification_settings& out);
void read_metrics(toml_reader in, metrics_settings& out);
void read_call_records(toml_reader in, call_record_settings& out);
[[nodiscard]] simulated_settings read_simulated_channels(toml_reader in);

/// After engine and notifications: their limits and addresses are compared and used.
void read_channels(toml_reader in, configuration& out);
/// How a channel is reached, and who we are there; its keys are read, so that one that cannot be
/// used is a fault of the file: read_account.cpp.
[[nodiscard]] channel_access read_account(toml_reader& in, channel_id id,
                                          const notification_settings& notifications);
void check_against_dialect(toml_reader& in, const channel_access& access,
                           const channel_settings& settings);
/// After the channels: hosts are theirs.
void read_hosts(toml_reader in, configuration& out);
/// After the limits: a rule about more calls than they let through is a mistake.
void read_breaker(toml_reader& in, const channel::limits& limits, channel::breaker_rules& out);
/// After the limits: an order is not taken back while its payment may wait or be on its way.
[[nodiscard]] attempt_timing read_timing(toml_reader& in, business_type type,
                                         const channel::limits& limits);
/// After the dialect: its row says what holds where the section says nothing.
[[nodiscard]] channel_windows read_windows(toml_reader& in, const std::string& dialect);
/// Why these times do not fit the limits: "15s is before call_timeout + …". Nothing: they do.
[[nodiscard]] std::optional<std::string> revokes_too_early(
    business_type type, const attempt_timing& timing, const channel::limits& limits);
inline constexpr std::string_view late_enough_to_revoke =
    "at least call_timeout + limits.queue_deadline: after a restart a payment may still be on its "
    "way";
/// After the merchants: services ask for some of them.
void read_principals(toml_reader in, configuration& out);
void read_access(toml_reader in, access_settings& out);
void read_webhooks(toml_reader in, webhook_settings& out);
/// [merchants.NAME.webhooks]; after [webhooks], which says where endpoints may be.
void read_webhook_endpoints(toml_reader& in, merchant_settings& of, webhook_settings& out);
/// After the channels: merchants refer to them.
void read_merchants(toml_reader in, configuration& out);
void read_alarms(toml_reader in, configuration& out);
/// [alarms.receivers]
void read_receivers(toml_reader in, configuration& out);
/// After NATS: its prefix is apart from the engine's.
void read_risk(toml_reader in, configuration& out);
/// After channels and merchants: rules are about them.
void read_routing(toml_reader in, engine_settings& out);

/// What services may ask of each endpoint.
void read_endpoints(toml_reader in, engine_settings& out);
/// After channels and merchants, as with routing.
void read_degradation(toml_reader in, engine_settings& out);

// -- rules: read_rules.cpp
/// [x.rules.NAME], as they stand in the file. Too many are a fault.
[[nodiscard]] std::vector<toml_reader::named> rules_in_order(toml_reader& rules, std::size_t most);
[[nodiscard]] std::vector<std::string> names_in(toml_reader& in, std::string_view key,
                                                std::string_view kind);
/// A list of names without which the rule is for all; empty where it is absent, or at fault.
template <class Id>
[[nodiscard]] std::vector<Id> ids_in(toml_reader& in, std::string_view key, std::string_view kind) {
  std::vector<Id> out;
  for (auto& name : names_in(in, key, kind)) out.emplace_back(std::move(name));
  return out;
}
/// Of a rule, seen as a whole: nothing is said where its file is at fault anyway.
void complain_of(toml_reader& in, std::optional<rejection> fault);

[[nodiscard]] choice business_type_choice();
[[nodiscard]] choice currency_choice();
[[nodiscard]] choice wallet_choice();
[[nodiscard]] std::vector<business_type> business_types_named(
    const std::vector<std::string>& names);

/// "127.0.0.1:80": a host and a port. From 0 only where nobody else has to know it before.
[[nodiscard]] bool is_listen_address(std::string_view text, std::uint16_t least_port) noexcept;
/// "http://host…" or "https://host…", without spaces.
[[nodiscard]] bool is_http_url(std::string_view text) noexcept;
/// Reads an http URL and takes the slash off its end.
void read_http_url(toml_reader& in, std::string_view key, std::string& into);
/// "192.0.2.7" or "2001:db8::7".
void read_exit_address(toml_reader& in, std::string& into);
void read_networks(toml_reader& in, std::string_view key, std::vector<network>& into);
void read_listen_address(toml_reader& in, std::string_view key, std::string& into,
                         std::uint16_t least_port = 1);

inline constexpr millis a_day{86'400'000};
inline constexpr millis thirty_days{30 * a_day};

}  // namespace sluice::config
