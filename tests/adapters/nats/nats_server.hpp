#pragma once
/// A real nats-server on a free loopback port for the time of a test. Killed at the end.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sluice::testing {

/// A port that nobody listens on at this moment.
inline std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool ok = ::bind(probe, generic, size) == 0 && ::getsockname(probe, generic, &size) == 0;
  ::close(probe);
  if (!ok) throw std::runtime_error("no free port on the loopback interface");
  return ntohs(address.sin_port);
}

inline bool somebody_listens_on(std::uint16_t port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const bool yes = ::connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return yes;
}

class nats_server {
 public:
  explicit nats_server(std::vector<std::string> arguments = {})
      : nats_server(free_port(), std::move(arguments)) {}
  nats_server(std::uint16_t port, std::vector<std::string> arguments)
      : port_(port), arguments_(std::move(arguments)) {
    start();
  }
  ~nats_server() { stop(); }
  nats_server(const nats_server&) = delete;
  nats_server& operator=(const nats_server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::string url() const { return "nats://127.0.0.1:" + std::to_string(port_); }

  void start() {
    std::vector<std::string> words{"nats-server", "-a", "127.0.0.1", "-p", std::to_string(port_)};
    words.insert(words.end(), arguments_.begin(), arguments_.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      const int quiet = ::open("/dev/null", O_WRONLY);
      ::dup2(quiet, STDOUT_FILENO);
      ::dup2(quiet, STDERR_FILENO);
      ::execvp(argv[0], argv.data());
      ::_exit(127);
    }
    wait_until_it_listens();
  }

  /// Reads its configuration again. It is done a moment later.
  void reload() const { ::kill(process_, SIGHUP); }

  void stop() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  void wait_until_it_listens() {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!somebody_listens_on(port_)) {
      int status = 0;
      if (::waitpid(process_, &status, WNOHANG) == process_) {
        process_ = -1;
        throw std::runtime_error(
            "nats-server ended at once; is the package nats-server installed?");
      }
      if (std::chrono::steady_clock::now() > limit)
        throw std::runtime_error("nats-server does not listen after 20 s");
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  std::uint16_t port_;
  std::vector<std::string> arguments_;
  pid_t process_ = -1;
};

}  // namespace sluice::testing
