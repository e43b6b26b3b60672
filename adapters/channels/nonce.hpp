#pragma once
/// Text that no other request carries, as most protocols want one.

#include <string>
#include <string_view>

#include "adapters/channels/dialect.hpp"

namespace sluice {

/// 16 hexadecimal digits out of the moment's chance.
[[nodiscard]] inline std::string nonce_of(const moment& at) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (unsigned shift = 0; shift < 64; shift += 4) text += hex[(at.chance >> shift) & 15U];
  return text;
}

}  // namespace sluice
