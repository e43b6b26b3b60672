#pragma once
/// Bytes as lower-case hexadecimal text, as exports and reports show them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

[[nodiscard]] inline std::string hex(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 0xf];
  }
  return out;
}

}  // namespace sluice
