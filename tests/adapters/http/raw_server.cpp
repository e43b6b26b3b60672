#include "tests/adapters/http/raw_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace sluice::test {
namespace {

/// The length of the first whole request in `text`; 0 when it is not whole yet.
std::size_t whole_request(const std::string& text) {
  const auto head_end = text.find("\r\n\r\n");
  if (head_end == std::string::npos) return 0;
  const auto at = text.find("Content-Length: ");
  const std::size_t body = at < head_end ? std::strtoul(text.c_str() + at + 16, nullptr, 10) : 0;
  const auto length = head_end + 4 + body;
  return text.size() >= length ? length : 0;
}

void wait_for_hang_up(int socket, const std::atomic<bool>& stopping) {
  pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
  while (!stopping && ::poll(&waiting, 1, 20) == 0) continue;
}

}  // namespace

std::string http_answer(const std::string& body, const std::string& status) {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

raw_server::raw_server(script reacts) : reacts_(std::move(reacts)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 128) != 0 ||
      ::getsockname(listener_, generic, &length) != 0)
    throw std::runtime_error("the test server cannot listen");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

void raw_server::stop_listening() { ::shutdown(listener_, SHUT_RDWR); }

raw_server::~raw_server() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  std::list<std::thread> servants;
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    servants.swap(servants_);
  }
  for (auto& servant : servants) servant.join();
}

void raw_server::accept_all() {
  while (true) {
    sockaddr_in caller{};
    socklen_t length = sizeof caller;
    const int socket =
        ::accept4(listener_, reinterpret_cast<sockaddr*>(&caller), &length, SOCK_CLOEXEC);
    if (socket < 0) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    std::array<char, INET_ADDRSTRLEN> text{};
    last_caller_ = ::inet_ntop(AF_INET, &caller.sin_addr, text.data(), text.size());
    sockets_.push_back(socket);
    servants_.emplace_back([this, socket] { serve(socket); });
  }
}

std::string raw_server::last_caller() {
  const std::lock_guard lock(mutex_);
  return last_caller_;
}

void raw_server::serve(int socket) {
  const int now_open = ++open_;
  for (int most = most_at_once_; most < now_open;)
    if (most_at_once_.compare_exchange_weak(most, now_open)) break;
  std::string text;
  std::array<char, 4096> buffer{};
  bool go_on = true;
  while (go_on) {
    const auto got = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (got <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    for (auto length = whole_request(text); go_on && length > 0; length = whole_request(text)) {
      const auto reaction = reacts_(text.substr(0, length), requests_++);
      text.erase(0, length);
      const auto sent = ::send(socket, reaction.bytes.data(), reaction.bytes.size(), MSG_NOSIGNAL);
      if (reaction.next == reaction::then::hang) wait_for_hang_up(socket, stopping_);
      go_on = sent >= 0 && reaction.next == reaction::then::keep_open;
    }
  }
  --open_;
  const std::lock_guard lock(mutex_);
  sockets_.remove(socket);
  ::close(socket);
}

}  // namespace sluice::test
