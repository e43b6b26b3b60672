#pragma once
/// Takes what channels tell unasked: POST /notify/<channel id>. Each is checked in its channel's
/// share of the pool. The channel hears its own word for "understood" only after the engine has
/// said that the news is durable; before that, and when the engine never says so, it hears 500 and
/// comes again. What is not taken hears 4xx; what is not proven to be the channel's is told, at
/// most once a minute a channel. What comes from an address that is none of the channel's is told,
/// each time, and believed or not as ever: its signature decides.
///
/// Who calls it: main, with a function that hands the news to the engine.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/channels/dialect_in_use.hpp"
#include "adapters/channels/signing_pool.hpp"
#include "adapters/http/http_server.hpp"
#include "adapters/http/network.hpp"

namespace sluice {

class notification_listener {
 public:
  /// Any thread; the first call counts. Letting go of it without a call means false.
  using acknowledge = std::function<void(bool durable)>;
  /// Called on the pool's threads: must not block.
  using news = std::variant<channel_notification, agreement_notice>;
  using on_notification = std::function<void(news, acknowledge)>;
  struct listened {
    dialect_in_use speaks;
    signing_pool::share share;
    std::vector<network> comes_from{};  ///< empty: from anywhere
  };
  /// Somebody spoke in a channel's name from that address. Called on the server's thread.
  using on_foreign = std::function<void(const channel_id& channel, const std::string& address)>;
  using listened_channels = std::map<channel_id, listened>;

  /// Throws std::runtime_error with a sentence when it cannot listen.
  /// The clock must outlive it.
  notification_listener(const std::string& listen_address, listened_channels channels,
                        on_notification hand_over, clock_port& clock,
                        http_server_limits limits = {}, std::shared_ptr<observer> tells = {},
                        on_foreign tells_of_foreign = {});

  [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
  void stop() { server_.stop(); }

 private:
  http_server server_;
};

/// Where a channel reaches the listener: "http://10.0.0.5:7070" gives ".../notify/<channel id>".
[[nodiscard]] std::string notify_url(const std::string& base_url, const channel_id& channel);

}  // namespace sluice
