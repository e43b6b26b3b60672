#pragma once
/// A small HTTP/1.1 server: channel notifications come in through it, and the simulated channels
/// are reached through it. One I/O thread; the handler answers when it likes, from any thread.
///
/// Whoever can reach the port may try to hold on to it. So connections are limited, in all and of
/// one address; a request has to arrive in time; and the last descriptors of the process are left
/// to the rest of it. At a limit the connection that has been silent for longest makes way
/// (admission.hpp).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "base/instant.hpp"

namespace sluice {

struct http_server_limits {
  std::size_t body_bytes = 1U << 20;
  std::uint32_t connections = 4096;
  std::uint32_t connections_per_peer = 4096;  ///< of one IPv4 address, or one IPv6 network (/64)
  std::uint32_t descriptor_reserve = 64;  ///< open files that are left to the rest of the process
  millis idle{60'000};  ///< between requests, and before the first one
  millis head{10'000};  ///< from a request's first byte to the end of its headers
  millis body{20'000};  ///< from there to the end of the request
  millis answer{30'000};  ///< for a client to take it
};

/// What a limit has led to since it was last told.
struct http_crowding {
  std::string_view limit{};  ///< the last one reached
  std::size_t open = 0;  ///< connections now
  std::uint64_t closed = 0;  ///< silent ones that made way
  std::uint64_t refused = 0;  ///< newcomers for whom nobody could
};

class http_server {
 public:
  /// Call exactly once. Nothing: the connection is cut without an answer.
  using respond = std::function<void(std::optional<http_response>)>;
  using handler = std::function<void(http_request, respond)>;

  /// Called on the server's thread when a limit is reached, then at most every ten seconds: must
  /// not block.
  using on_crowding = std::function<void(const http_crowding&)>;

  /// "127.0.0.1:0" takes a free port. Throws std::runtime_error with a sentence when it cannot
  /// listen.
  http_server(const std::string& listen_address, handler on_request, http_server_limits limits = {},
              on_crowding tells = {});
  ~http_server();  ///< stops
  http_server(const http_server&) = delete;
  http_server& operator=(const http_server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  void stop();

 private:
  struct inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace sluice
