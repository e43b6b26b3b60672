#include "app/demo/free_ports.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace sluice::demo {
namespace {

constexpr int lowest = 20'000;
constexpr int highest = 31'999;  ///< Linux gives 32768 and above to outgoing connections

class tcp_socket {
 public:
  tcp_socket() : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {}
  ~tcp_socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  tcp_socket(const tcp_socket&) = delete;
  tcp_socket& operator=(const tcp_socket&) = delete;

  [[nodiscard]] int get() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// The socket calls take the general address type, and C has no other way to say so.
const sockaddr* as_general(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

bool is_free(std::uint16_t port) {
  const tcp_socket probe;
  const auto address = loopback(port);
  return ::bind(probe.get(), as_general(address), sizeof address) == 0;
}

}  // namespace

std::vector<std::uint16_t> free_ports(std::size_t count) {
  std::vector<std::uint16_t> found;
  constexpr int span = highest - lowest + 1;
  // Two demos that start together begin their search at different places.
  const int start = static_cast<int>(::getpid() % 1000) * 11;
  for (int i = 0; i < span && found.size() < count; ++i) {
    const auto port = static_cast<std::uint16_t>(lowest + (start + i) % span);
    if (is_free(port)) found.push_back(port);
  }
  if (found.size() < count)
    throw std::runtime_error{"no free TCP port from 20000 to 31999 on 127.0.0.1"};
  return found;
}

bool can_listen(std::uint16_t port) {
  const tcp_socket probe;
  const auto address = loopback(port);
  const int yes = 1;
  ::setsockopt(probe.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  return ::bind(probe.get(), as_general(address), sizeof address) == 0 &&
         ::listen(probe.get(), 1) == 0;
}

bool is_listening(std::uint16_t port) {
  const tcp_socket probe;
  const auto address = loopback(port);
  return ::connect(probe.get(), as_general(address), sizeof address) == 0;
}

// An abstract name: the system forgets it with the process, however that ends.
turn_to_choose_ports::turn_to_choose_ports()
    : descriptor_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
  constexpr std::string_view name = "sluice chooses ports";
  constexpr int tries = 1500;
  constexpr std::chrono::milliseconds between{20};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::copy(name.begin(), name.end(), address.sun_path + 1);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  for (int i = 0; i < tries; ++i) {
    if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), size) == 0) return;
    std::this_thread::sleep_for(between);
  }
}

turn_to_choose_ports::~turn_to_choose_ports() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace sluice::demo
