#pragma once
/// What the engine must be told at start. Filled by adapters/config from TOML; checked there.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/alarm/receiver.hpp"
#include "domain/alarm/thresholds.hpp"
#include "domain/channel/breaker_rules.hpp"
#include "domain/channel/host_door.hpp"
#include "domain/channel/limits.hpp"
#include "domain/channel/path_gates.hpp"
#include "domain/ids.hpp"
#include "domain/merchant/channel_reach.hpp"
#include "domain/merchant/level_rule.hpp"
#include "domain/merchant/limits.hpp"
#include "domain/money.hpp"
#include "domain/order/risk_rules.hpp"
#include "domain/overload/endpoint_door.hpp"
#include "domain/policy.hpp"
#include "domain/routing/command.hpp"
#include "domain/wallet.hpp"

namespace sluice {

struct channel_settings {
  channel_id id;
  std::optional<wallet> reaches{};  ///< payment codes of this wallet; nothing: none
  std::vector<business_type> business_types{};
  std::vector<currency> currencies{};
  channel::limits limits{};
  bool is_simulated = false;  ///< no real money moves there; test traffic goes to such ones only
  std::vector<business_type> agreements_for{};  ///< a payer can sign there to be charged so
  std::vector<business_type> signs_while_paying{};  ///< and sign while he pays so
  bool opens_cards = false;  ///< a payer can give his card to the merchant, and open it by a code
  /// One of engine_settings::hosts; nothing: it has no limits of its own.
  std::optional<channel::called_host> host{};
  std::vector<channel::path_limits> paths{};  ///< of payments by one method, or to one bank
  channel::breaker_rules breaker{};
  /// That have not failed; the engine's own give-backs apart. WeChat lists no more than 50.
  std::uint32_t most_refunds_per_order = 50;
  std::map<business_type, attempt_timing> timing{};  ///< a row for each of business_types
};

/// How much all channels that call a provider's host from one address may ask of it together.
struct host_settings {
  channel::called_host of;
  channel::host_limits limits{};
};

struct merchant_settings {
  merchant_id id;
  bool enabled = true;
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};  ///< may be used, best first
  merchant::limit_values limits{};
  /// Where its payers' browsers may be sent; empty: anywhere.
  std::vector<std::string> return_domains{};
  std::vector<std::string> webhooks{};  ///< names of the endpoints that hear of its orders
};

/// From when on people are alarmed, and who is.
struct alarm_settings {
  alarm::thresholds thresholds{};
  std::vector<alarm::receiver> receivers{};
};

struct engine_settings {
  std::uint16_t partition = 0;
  std::uint32_t epoch = 1;
  std::uint64_t known_sequence = 0;  ///< so far the log is known outside; 0: nobody says so
  millis response_limit{40'000};  ///< a create that waits for the final state waits so long
  millis idle_before_passivation{60'000};
  std::uint32_t order_hosts = 4;  ///< actors in which the orders live
  std::uint32_t max_concurrent_recoveries = 64;  ///< orders a host reads back before others get on
  std::uint32_t max_stash_per_order = 64;  ///< commands that wait while one is being written
  std::uint32_t max_live_orders = 200'000;  ///< beyond: busy
  std::uint32_t max_reroutes_per_order = 1;  ///< to another channel, after a listed failure
  std::uint32_t reroute_budget_percent = 10;  ///< of a kind of business's payments a minute
  std::uint64_t min_free_bytes = 256ULL << 20;  ///< below: no new orders
  std::uint64_t memory_limit_bytes = 0;  ///< 0: as the control group says
  millis drain_limit{15'000};
  std::uint32_t scheduler_threads = 0;  ///< 0: one a core
  std::vector<channel_settings> channels{};
  std::vector<host_settings> hosts{};
  std::map<std::string, overload::endpoint_limits> endpoints{};  ///< of "order.create"
  std::vector<merchant_settings> merchants{};
  routing::rulebook routing{};
  merchant::level_rules level_rules{};
  order::risk_rules risk{};
  alarm_settings alarms{};
};

/// What routes and rules must know of these channels.
[[nodiscard]] std::vector<merchant::channel_reach> reach_of(
    const std::vector<channel_settings>& channels);
/// Which channels each of these merchants may use, best first.
[[nodiscard]] std::map<merchant_id, std::vector<std::string>> return_domains_of(
    const std::vector<merchant_settings>& merchants);
[[nodiscard]] routing::merchant_lists lists_of(const std::vector<merchant_settings>& merchants);

/// How this kind of business is asked about, revoked and given up at this channel. A channel that
/// has left the configuration still has open orders: they go by the same kind of business
/// elsewhere.
[[nodiscard]] const attempt_timing& timing_of(const std::vector<channel_settings>& channels,
                                              const channel_id& channel, business_type type);
[[nodiscard]] std::uint32_t most_refunds_of(const std::vector<channel_settings>& channels,
                                            const channel_id& channel) noexcept;

/// Which of them call a host whose calls are limited.
[[nodiscard]] std::map<channel_id, channel::called_host> limited_hosts_of(
    const std::vector<channel_settings>& channels);

}  // namespace sluice
