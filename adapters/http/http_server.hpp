#pragma once
/// A small HTTP/1.1 server for loopback and trusted networks: channel notifications come in through
/// it, and the simulated channels are reached through it. One I/O thread; the handler answers when
/// it likes, from any thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sluice {

struct http_request {
  std::string method;  ///< "POST"
  std::string target;  ///< "/notify/alipay?x=1"
  std::string content_type;
  std::string body;
};

struct http_response {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body{};
};

class http_server {
 public:
  /// Call exactly once. Nothing: the connection is cut without an answer.
  using respond = std::function<void(std::optional<http_response>)>;
  using handler = std::function<void(http_request, respond)>;

  /// "127.0.0.1:0" takes a free port. Throws std::runtime_error with a sentence when it cannot
  /// listen.
  http_server(const std::string& listen_address, handler on_request,
              std::size_t max_body_bytes = 1U << 20);
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
