#pragma once
/// Takes what channels tell unasked: POST /notify/<channel id>. The channel hears its own word for
/// "understood" only after the engine has said that the news is durable; before that, and when the
/// engine never says so, it hears 500 and comes again.
///
/// Who calls it: main, with a function that hands the news to the engine.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "actors/ports/observer.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/http/http_server.hpp"

namespace sluice {

class notification_listener {
 public:
  /// Any thread; the first call counts. Letting go of it without a call means false.
  using acknowledge = std::function<void(bool durable)>;
  /// Called on the server's thread: must not block.
  using on_notification = std::function<void(channel_notification, acknowledge)>;
  using dialects_by_channel = std::map<channel_id, std::shared_ptr<const dialect>>;

  /// Throws std::runtime_error with a sentence when it cannot listen.
  notification_listener(const std::string& listen_address, dialects_by_channel channels,
                        on_notification hand_over, http_server_limits limits = {},
                        std::shared_ptr<observer> tells = {});

  [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
  void stop() { server_.stop(); }

 private:
  http_server server_;
};

/// Where a channel reaches the listener: "http://10.0.0.5:7070" gives ".../notify/<channel id>".
[[nodiscard]] std::string notify_url(const std::string& base_url, const channel_id& channel);

}  // namespace sluice
