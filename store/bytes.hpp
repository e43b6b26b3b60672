#pragma once
/// Integers as they are stored: little-endian in values, big-endian in keys (so that keys sort).
/// No loops: of an expression the compiler makes one instruction. And arrays of bytes seen as text.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sluice::store {

namespace detail {

template <std::unsigned_integral T>
using places_of = std::make_index_sequence<sizeof(T)>;

/// How far the byte at `place` is shifted when the lowest, or else the highest, comes first.
template <std::unsigned_integral T, bool LowestFirst>
[[nodiscard]] constexpr std::size_t shift_of(std::size_t place) noexcept {
  return 8 * (LowestFirst ? place : sizeof(T) - 1 - place);
}

template <std::unsigned_integral T, bool LowestFirst, std::size_t... Place>
[[nodiscard]] constexpr T load(const char* from, std::index_sequence<Place...>) noexcept {
  return static_cast<T>(
      ((std::uint64_t{static_cast<unsigned char>(from[Place])} << shift_of<T, LowestFirst>(Place)) |
       ...));
}

template <std::unsigned_integral T, bool LowestFirst, std::size_t... Place>
constexpr void store(char* to, T value, std::index_sequence<Place...>) noexcept {
  ((to[Place] = static_cast<char>(
        static_cast<unsigned char>(std::uint64_t{value} >> shift_of<T, LowestFirst>(Place)))),
   ...);
}

}  // namespace detail

/// Precondition: `bytes` has sizeof(T) bytes from `offset` on.
template <std::unsigned_integral T>
[[nodiscard]] constexpr T load_little(std::string_view bytes, std::size_t offset) noexcept {
  return detail::load<T, true>(bytes.data() + offset, detail::places_of<T>{});
}

/// Precondition: `to` has room for sizeof(T) bytes.
template <std::unsigned_integral T>
constexpr void store_little(char* to, T value) noexcept {
  detail::store<T, true>(to, value, detail::places_of<T>{});
}

template <std::unsigned_integral T>
[[nodiscard]] constexpr T load_big(std::string_view bytes, std::size_t offset) noexcept {
  return detail::load<T, false>(bytes.data() + offset, detail::places_of<T>{});
}

template <std::unsigned_integral T>
constexpr void store_big(char* to, T value) noexcept {
  detail::store<T, false>(to, value, detail::places_of<T>{});
}

template <std::size_t N>
[[nodiscard]] constexpr std::string_view view(const std::array<char, N>& bytes) noexcept {
  return {bytes.data(), N};
}

}  // namespace sluice::store
