#pragma once
/// Integers as they are stored: little-endian in values, big-endian in keys (so that keys sort).
/// The compiler turns each loop into one instruction. And arrays of bytes seen as text.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::store {

/// Precondition: `bytes` has sizeof(T) bytes from `offset` on.
template <std::unsigned_integral T>
[[nodiscard]] constexpr T load_little(std::string_view bytes, std::size_t offset) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[offset + i])} << (8 * i);
  }
  return static_cast<T>(value);
}

/// Precondition: `to` has room for sizeof(T) bytes.
template <std::unsigned_integral T>
constexpr void store_little(char* to, T value) noexcept {
  const std::uint64_t wide = value;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    to[i] = static_cast<char>(static_cast<unsigned char>(wide >> (8 * i)));
  }
}

template <std::unsigned_integral T>
[[nodiscard]] constexpr T load_big(std::string_view bytes, std::size_t offset) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
  }
  return static_cast<T>(value);
}

template <std::unsigned_integral T>
constexpr void store_big(char* to, T value) noexcept {
  const std::uint64_t wide = value;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    to[i] = static_cast<char>(static_cast<unsigned char>(wide >> (8 * (sizeof(T) - 1 - i))));
  }
}

template <std::size_t N>
[[nodiscard]] constexpr std::string_view view(const std::array<char, N>& bytes) noexcept {
  return {bytes.data(), N};
}

}  // namespace sluice::store
