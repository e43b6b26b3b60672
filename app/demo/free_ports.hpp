#pragma once
/// TCP ports of 127.0.0.1 that nobody uses. They lie below the ports that the system gives to
/// outgoing connections, so that a server which is killed finds its port free when it comes back.
///
/// Called by the fleet. Throws std::runtime_error when there are none.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sluice::demo {

[[nodiscard]] std::vector<std::uint16_t> free_ports(std::size_t count);

/// A server could listen there now, also when one has just ended.
[[nodiscard]] bool can_listen(std::uint16_t port);

/// Somebody accepts connections there.
[[nodiscard]] bool is_listening(std::uint16_t port);

/// Between finding a port free and listening there somebody else may take it. While one of these
/// lives, no other of this machine's that is asked for goes on: programs that begin at the same
/// moment choose one after the other. Who waits for too long goes on without.
class turn_to_choose_ports {
 public:
  turn_to_choose_ports();
  ~turn_to_choose_ports();
  turn_to_choose_ports(const turn_to_choose_ports&) = delete;
  turn_to_choose_ports& operator=(const turn_to_choose_ports&) = delete;

 private:
  int descriptor_;
};

}  // namespace sluice::demo
