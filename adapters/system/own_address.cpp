#include "adapters/system/own_address.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice {

bool is_own_address(const std::string& address) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), nullptr, &hints, &found) != 0) return false;
  const int probe = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_ours = probe >= 0 && ::bind(probe, found->ai_addr, found->ai_addrlen) == 0;
  if (probe >= 0) ::close(probe);
  ::freeaddrinfo(found);
  return is_ours;
}

}  // namespace sluice
