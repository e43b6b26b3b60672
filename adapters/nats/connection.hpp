#pragma once
/// One connection to a NATS server. The first connect must succeed; afterwards nats.c reconnects
/// for ever and the observer is told. Made by serve, req and tests; outlives everything that uses
/// it.

#include <nats/nats.h>

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "actors/ports/observer.hpp"
#include "adapters/nats/refusals.hpp"
#include "adapters/nats/traffic_figures.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"
#include "base/secret_url.hpp"

namespace sluice::nats {

struct connection_options {
  secret_url url = "nats://127.0.0.1:4222";  ///< several: separated by commas
  std::string name = "sluice";                ///< shows in the server's list of connections
  std::string credentials_file{};             ///< JWT and seed, as nsc writes them
  std::string nkey_seed_file{};
  std::string user{};
  secret password{};
  secret token{};
  std::string tls_ca_file{}, tls_certificate_file{}, tls_key_file{};
  millis connect_timeout{2000};
  /// Each message leaves at once. Otherwise they are gathered for a moment, which the library
  /// measures by the machine's clock, and so takes longer when that is set.
  bool send_at_once = false;
};

/// A sentence that says what was tried, what went wrong and what to do.
struct connect_failed {
  std::string what;
};

class connection {
 public:
  [[nodiscard]] static std::variant<std::shared_ptr<connection>, connect_failed> open(
      const connection_options& options, std::shared_ptr<observer> tells);

  /// Flushes what is buffered, closes, and waits until no callback can come any more.
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  [[nodiscard]] natsConnection* handle() const noexcept { return handle_; }
  [[nodiscard]] bool is_connected() const;
  /// For good: the server has said something after which the library does not try again.
  [[nodiscard]] bool is_closed() const;
  /// Several are configured, or the server has told of others. Servers that do not advertise each
  /// other, and those behind gateways and leaf nodes, are not known.
  [[nodiscard]] bool knows_several_servers() const;
  /// Everything published so far has reached the server: one round trip.
  [[nodiscard]] bool flush(millis limit) const;
  /// Counts from now on what the server refuses to take on subjects that begin so.
  [[nodiscard]] std::shared_ptr<const refusals> watch_refusals(std::string prefix);
  /// The last error that the server has spoken of, also before refusals count it: it is known when
  /// flush returns. Empty: none.
  [[nodiscard]] std::string last_error() const;
  /// What the server takes at most, headers included; it may change with a reconnect.
  [[nodiscard]] std::size_t max_payload() const;
  /// How often the connection was lost and made again.
  [[nodiscard]] std::uint64_t reconnects() const;
  [[nodiscard]] traffic_figures traffic() const;
  /// Calls `call` each time the connection was lost and made again, on a thread of nats.c's: it
  /// must not block, and must know itself whether it is still wanted.
  void when_reconnected(std::function<void()> call);
  /// A token that is nobody else's.
  [[nodiscard]] static std::string unique_token();

 private:
  struct callbacks;
  connection() = default;

  natsConnection* handle_ = nullptr;
  bool several_configured_ = false;
  std::unique_ptr<callbacks> callbacks_;
};

}  // namespace sluice::nats
