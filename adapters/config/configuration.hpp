#pragma once
/// What an operator writes into the TOML file, checked. serve, channels, demo and `config check`
/// read it; everything in here may be used without further doubt.
///
/// All faults are reported at once, each with file, line, column, key, what is wrong and what is
/// allowed. The file's keys and defaults are shown by `sluice config example` (example.toml).

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "actors/engine/settings.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/channels/account.hpp"
#include "adapters/config/key_sources.hpp"
#include "adapters/http/network.hpp"
#include "adapters/http/tls_identity.hpp"
#include "adapters/notices/way.hpp"
#include "adapters/webhooks/endpoint.hpp"
#include "base/secret.hpp"
#include "base/secret_url.hpp"
#include "domain/access/book.hpp"

namespace sluice {

struct nats_settings {
  secret_url url = "nats://127.0.0.1:4222";  ///< several: separated by commas
  std::string prefix = "pay";  ///< of every subject
  std::string name = "sluice";  ///< of the connection and the service
  std::string credentials_file{};  ///< JWT and seed, as nsc writes them
  std::string nkey_seed_file{};
  std::string user{};
  secret password{};
  secret token{};
  std::string tls_ca_file{}, tls_certificate_file{}, tls_key_file{};
  std::uint32_t max_message_bytes = 65'536;  ///< a longer request is refused
  std::string lease_stream{};  ///< a JetStream stream that says who owns; empty: none
};

/// How a channel is reached; how much it may be asked is in engine_settings.
struct channel_access {
  channel_id id;
  std::string dialect{};   ///< the name of a row in adapters/channels/dialects.hpp
  std::string base_url{};   ///< without a slash at the end
  std::string spare_url{};  ///< another way to the same; empty: none
  std::string exit_address{};  ///< of this machine, to call from; empty: it chooses
  std::vector<network>
      notification_networks{};  ///< where its notifications come from; empty: anywhere
  std::shared_ptr<const tls_identity> tls{};  ///< null: as the machine has it
  dialect_account account{};  ///< its keys fit the dialect
};

struct notification_settings {
  std::string listen{};  ///< "127.0.0.1:18900"; empty: channels cannot notify
  std::string public_url{};  ///< as channels see it; without a slash at the end
  std::uint32_t max_connections = 256;
  std::uint32_t max_connections_per_address = 64;
};

struct metrics_settings {
  std::string listen{};  ///< "127.0.0.1:18903"; port 0: one that is free; empty: nobody can ask
};

/// What is kept of each call to a channel, beside the log.
struct call_record_settings {
  std::uint32_t keep_days = 7;  ///< 0: none are
  std::uint64_t max_bytes = 256ULL << 20;
  bool messages = true;  ///< also what was sent and answered
};

struct simulated_settings {
  std::string listen = "127.0.0.1:18901";
  std::string books = "sluice-channels.books";
  millis payer_delay{2000};  ///< how long a payer types a password
  millis slow_answer{15'000};  ///< of the order whose answer is too slow
  millis visibility_delay{0};  ///< queries find nothing for so long
};

/// Who may ask, as far as the file says: keys that are secret are in the keystore alone.
struct access_settings {
  std::string keystore{};  ///< empty: the data folder's name and ".keys"
  std::string master_key_file{};  ///< empty: a credential of systemd's, or the environment
  access::book book{};  ///< principals, what is granted, open merchants, and the keys of these:
  std::map<access::key_id, access::ed25519_public> public_keys{};
  std::string demo_keys{};  ///< where the demo has put its callers' keys; never in the file
};

/// Where merchants hear of their orders; which endpoints a merchant has is in engine_settings too.
struct webhook_settings {
  bool allow_private_addresses = false;  ///< and http://; for tests and demonstrations
  std::vector<webhooks::endpoint> endpoints{};
};

struct configuration {
  std::string file{};  ///< its path; empty: embedded
  secret text{};  ///< all that stands in it
  std::string data_dir{};  ///< empty: must come from the command line
  severity log_level = severity::info;
  engine_settings engine{};
  nats_settings nats{};
  access_settings access{};
  std::string risk_prefix = "risk";  ///< of the questions to the risk service, if there are any
  std::vector<channel_access> channels{};
  notification_settings notifications{};
  webhook_settings webhooks{};
  std::vector<notices::named_way> receivers{};  ///< the ways to engine.alarms.receivers
  metrics_settings metrics{};
  std::optional<simulated_settings> simulated_channels{};
  call_record_settings call_records{};
};

struct config_problem {
  std::string file;
  std::uint32_t line = 0, column = 0;  ///< from 1
  std::string key;  ///< "channels.alipay.timing.call_timeout"; empty: syntax
  std::string what;  ///< "\"10\" is not a duration"
  std::string allowed;  ///< "a duration from 1ms to 10m, such as \"10s\""
};

/// "engine.toml:14:11: channels.alipay.timing.call_timeout: … (allowed: …)"
[[nodiscard]] std::string to_string(const config_problem& p);

using config_result = std::variant<configuration, std::vector<config_problem>>;

/// `file` is used in messages, and for where files begin that it names.
[[nodiscard]] config_result read_configuration(std::string_view text, const std::string& file,
                                               const key_sources& secrets = {});

/// One or more subject tokens: "pay", "acme.pay".
[[nodiscard]] bool is_subject_prefix(std::string_view text) noexcept;
[[nodiscard]] config_result load_configuration(const std::string& path,
                                               const key_sources& secrets = {});

/// Only where the engine tells metrics: who asks there may read none of the keys that it names.
[[nodiscard]] std::variant<metrics_settings, std::vector<config_problem>> load_metrics_settings(
    const std::string& path);

/// The configuration used when none is given: simulated channels, short waiting times.
[[nodiscard]] std::string_view demo_configuration();
/// Every key with its default and a comment.
[[nodiscard]] std::string_view example_configuration();

/// Waiting times for a channel that configures none.
[[nodiscard]] attempt_timing default_timing(business_type type);

}  // namespace sluice
