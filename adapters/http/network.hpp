#pragma once
/// Addresses from which somebody may be expected to call: "203.0.113.0/24", "2001:db8::/32", or one
/// address alone. An IPv6 address that carries an IPv4 one is that one.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice {

class network {
 public:
  /// Nothing: it is none, or has bits behind its prefix, so that somebody meant another one.
  [[nodiscard]] static std::optional<network> read(std::string_view text);

  /// False also of what is no address.
  [[nodiscard]] bool contains(std::string_view address) const;
  friend bool operator==(const network&, const network&) = default;

 private:
  /// IPv4 as IPv6 carries it.
  using bytes = std::array<std::uint8_t, 16>;
  static std::optional<bytes> bytes_of(std::string_view address);

  network(bytes begins, unsigned bits) : begins_(begins), bits_(bits) {}
  [[nodiscard]] static bytes without_tail(bytes address, unsigned bits);

  bytes begins_;
  unsigned bits_;  ///< of 128
};

}  // namespace sluice
