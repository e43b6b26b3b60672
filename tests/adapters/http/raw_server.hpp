#pragma once
/// A server that misbehaves on command: it reads one HTTP request after another from a socket and
/// sends back the bytes that the script gives it, or hangs, or cuts the connection. What a
/// well-behaved server library cannot do.

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace sluice::test {

struct reaction {
  enum class then : std::uint8_t { keep_open, cut, hang };
  std::string bytes{};
  then next = then::keep_open;
};

/// A whole HTTP answer with this body.
[[nodiscard]] std::string http_answer(const std::string& body,
                                      const std::string& status = "200 OK");

class raw_server {
 public:
  /// Gets a whole request, head and body, and its number, counted from 0.
  using script = std::function<reaction(const std::string& request, int number)>;

  explicit raw_server(script reacts);
  ~raw_server();
  raw_server(const raw_server&) = delete;
  raw_server& operator=(const raw_server&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// From now on connections are refused; open ones go on.
  void stop_listening();
  [[nodiscard]] int requests() const noexcept { return requests_; }
  [[nodiscard]] int connections() const noexcept { return connections_; }
  /// From which address the last connection came.
  [[nodiscard]] std::string last_caller();
  [[nodiscard]] int most_at_once() const noexcept { return most_at_once_; }

 private:
  void accept_all();
  void serve(int socket);

  script reacts_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> requests_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<int> open_ = 0;
  std::atomic<int> most_at_once_ = 0;
  std::mutex mutex_;
  std::string last_caller_;          // guarded by mutex_
  std::list<int> sockets_;           // guarded by mutex_
  std::list<std::thread> servants_;  // guarded by mutex_
  std::atomic<bool> stopping_ = false;
  std::thread acceptor_;
};

}  // namespace sluice::test
