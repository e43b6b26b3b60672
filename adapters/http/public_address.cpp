#include "adapters/http/public_address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace sluice {
namespace {

using ipv4 = std::uint32_t;
using ipv6 = std::array<std::uint8_t, 16>;

constexpr ipv4 ipv4_of(ipv4 a, ipv4 b, ipv4 c, ipv4 d) { return a << 24 | b << 16 | c << 8 | d; }

struct ipv4_block {
  ipv4 from;
  int bits;
};
constexpr std::array not_public_v4{
    ipv4_block{ipv4_of(0, 0, 0, 0), 8},        // this network
    ipv4_block{ipv4_of(10, 0, 0, 0), 8},       // private
    ipv4_block{ipv4_of(100, 64, 0, 0), 10},    // behind a provider's NAT
    ipv4_block{ipv4_of(127, 0, 0, 0), 8},      // this machine
    ipv4_block{ipv4_of(169, 254, 0, 0), 16},   // this link; clouds' metadata
    ipv4_block{ipv4_of(172, 16, 0, 0), 12},    // private
    ipv4_block{ipv4_of(192, 0, 0, 0), 24},     // protocols
    ipv4_block{ipv4_of(192, 0, 2, 0), 24},     // examples
    ipv4_block{ipv4_of(192, 88, 99, 0), 24},   // 6to4 relays that were
    ipv4_block{ipv4_of(192, 168, 0, 0), 16},   // private
    ipv4_block{ipv4_of(198, 18, 0, 0), 15},    // benchmarks
    ipv4_block{ipv4_of(198, 51, 100, 0), 24},  // examples
    ipv4_block{ipv4_of(203, 0, 113, 0), 24},   // examples
    ipv4_block{ipv4_of(224, 0, 0, 0), 4},      // groups
    ipv4_block{ipv4_of(240, 0, 0, 0), 4},      // nobody, and everybody
};

bool is_public_v4(ipv4 address) noexcept {
  return std::ranges::none_of(not_public_v4, [&](const ipv4_block& block) {
    return (address ^ block.from) >> (32 - block.bits) == 0;
  });
}

struct ipv6_block {
  ipv6 from;
  int bits;
};
constexpr std::array not_public_v6{
    ipv6_block{{}, 96},                                      // nobody, this machine; IPv4 of old
    ipv6_block{{0x00, 0x64, 0xff, 0x9b}, 96},                // translated: whereto, others say
    ipv6_block{{0x01, 0x00, 0, 0, 0, 0, 0, 0}, 64},          // thrown away
    ipv6_block{{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48},    // translated within a network
    ipv6_block{{0x20, 0x01, 0x00, 0x02, 0x00, 0x00}, 48},    // benchmarks
    ipv6_block{{0x20, 0x01, 0x00, 0x10}, 28},                // ORCHID
    ipv6_block{{0x20, 0x01, 0x00, 0x20}, 28},                // ORCHIDv2
    ipv6_block{{0x20, 0x01, 0x0d, 0xb8}, 32},                // examples
    ipv6_block{{0x3f, 0xff}, 20},                            // examples
    ipv6_block{{0x5f, 0x00}, 16},                            // segment routing
    ipv6_block{{0xfc}, 7},                                   // private
    ipv6_block{{0xfe, 0x80}, 10},                            // this link
    ipv6_block{{0xfe, 0xc0}, 10},                            // this site, as it once was
    ipv6_block{{0xff}, 8},                                   // groups
};

bool begins_with(const ipv6& address, const ipv6& from, int bits) noexcept {
  const auto whole = static_cast<std::size_t>(bits / 8);
  const int rest = bits % 8;
  if (!std::equal(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(whole), address.begin()))
    return false;
  return rest == 0 || (address[whole] ^ from[whole]) >> (8 - rest) == 0;
}

ipv4 ipv4_at(const ipv6& address, std::size_t at) noexcept {
  return ipv4_of(address[at], address[at + 1], address[at + 2], address[at + 3]);
}

/// The IPv4 address to which a packet goes in the end.
std::optional<ipv4> carried_by(const ipv6& address) noexcept {
  constexpr ipv6 mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr ipv6 translated{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr ipv6 six_to_four{0x20, 0x02};
  constexpr ipv6 teredo{0x20, 0x01, 0x00, 0x00};
  if (begins_with(address, mapped, 96) || begins_with(address, translated, 96))
    return ipv4_at(address, 12);
  if (begins_with(address, six_to_four, 16)) return ipv4_at(address, 2);
  if (begins_with(address, teredo, 32)) return ~ipv4_at(address, 12);  // as it travels: inverted
  return std::nullopt;
}

bool is_public_v6(const ipv6& address) noexcept {
  if (const auto inner = carried_by(address)) return is_public_v4(*inner);
  return std::ranges::none_of(not_public_v6, [&](const ipv6_block& block) {
    return begins_with(address, block.from, block.bits);
  });
}

}  // namespace

bool is_public(const sockaddr& address) noexcept {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  ipv6 bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return is_public_v6(bytes);
}

std::string text_of(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* inner = nullptr;
  if (address.sa_family == AF_INET)
    inner = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  else if (address.sa_family == AF_INET6)
    inner = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  const bool is_written =
      inner != nullptr &&
      ::inet_ntop(address.sa_family, inner, text.data(), static_cast<socklen_t>(text.size()));
  return is_written ? text.data() : "?";
}

std::optional<bool> is_public_literal(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string text(host.substr(0, host.find('%')));  // without the zone
  sockaddr_in v4{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {}, .sin_zero = {}};
  if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
    return is_public(reinterpret_cast<const sockaddr&>(v4));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1)
    return is_public(reinterpret_cast<const sockaddr&>(v6));
  return std::nullopt;
}

}  // namespace sluice
