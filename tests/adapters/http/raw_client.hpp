#pragma once
/// A client made of one socket, for looking at what really comes over the wire. Tests only.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace sluice {

/// A free port for a server that such clients call.
inline const std::string anywhere = "127.0.0.1:0";

struct raw_answer {
  int status = 0;
  std::string head{};
  std::string body{};
};

class raw_client {
 public:
  /// `from`: another address of this machine, such as 127.0.0.2.
  explicit raw_client(std::uint16_t port, const char* from = "127.0.0.1")
      : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const timeval limit{
        .tv_sec = 10, .tv_usec = 0};  // a test that hangs is worse than one that fails
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, from, &address.sin_addr);
    const bool bound =
        ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        bound &&
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~raw_client() { ::close(socket_); }
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;

  [[nodiscard]] bool connected() const noexcept { return connected_; }

  void send(const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
      const auto n = ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      if (n <= 0) return;
      done += static_cast<std::size_t>(n);
    }
  }
  void post(const std::string& target, const std::string& body,
            const std::string& type = "application/x-www-form-urlencoded") {
    send("POST " + target + " HTTP/1.1\r\nHost: here\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  /// Nothing: the connection was cut before a whole answer came.
  [[nodiscard]] std::optional<raw_answer> receive() {
    raw_answer out;
    std::size_t end = std::string::npos;
    while ((end = waiting_.find("\r\n\r\n")) == std::string::npos)
      if (!more()) return std::nullopt;
    out.head = waiting_.substr(0, end);
    waiting_.erase(0, end + 4);
    out.status = std::stoi(out.head.substr(9, 3));
    const auto length = out.head.find("Content-Length: ");
    const auto bytes = length == std::string::npos ? 0U : std::stoul(out.head.substr(length + 16));
    while (waiting_.size() < bytes)
      if (!more()) return std::nullopt;
    out.body = waiting_.substr(0, bytes);
    waiting_.erase(0, bytes);
    return out;
  }
  /// The other side closed, and sent nothing before.
  [[nodiscard]] bool is_cut() { return waiting_.empty() && !more(); }

 private:
  bool more() {
    std::array<char, 4096> part{};
    const auto n = ::recv(socket_, part.data(), part.size(), 0);
    if (n <= 0) return false;
    waiting_.append(part.data(), static_cast<std::size_t>(n));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string waiting_{};
};

}  // namespace sluice
