#include "base/keyed_hash.hpp"

#include <bit>

namespace sluice {
namespace {

constexpr std::size_t word_size = 8;

template <class Bytes>
std::uint64_t word_at(const Bytes& bytes, std::size_t at, std::size_t count = word_size) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i)
    word |= std::uint64_t{static_cast<std::uint8_t>(bytes[at + i])} << (8 * i);
  return word;
}

/// Names and numbers as in the paper, section 2; where 128 bits differ, as in its reference code.
struct sip_state {
  std::uint64_t v0, v1, v2, v3;

  explicit sip_state(const hash_key& key) noexcept
      : v0(word_at(key, 0) ^ 0x736f6d6570736575U),
        v1(word_at(key, word_size) ^ 0x646f72616e646f6dU ^ 0xeeU),
        v2(word_at(key, 0) ^ 0x6c7967656e657261U),
        v3(word_at(key, word_size) ^ 0x7465646279746573U) {}

  void rounds(int count) noexcept {
    for (; count > 0; --count) {
      v0 += v1;
      v1 = std::rotl(v1, 13) ^ v0;
      v0 = std::rotl(v0, 32);
      v2 += v3;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 += v3;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 += v1;
      v1 = std::rotl(v1, 17) ^ v2;
      v2 = std::rotl(v2, 32);
    }
  }
  void take(std::uint64_t word) noexcept {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  [[nodiscard]] std::uint64_t give() noexcept {
    rounds(4);
    return v0 ^ v1 ^ v2 ^ v3;
  }
};

}  // namespace

std::array<std::uint8_t, 16> keyed_hash(const hash_key& key, std::string_view text) noexcept {
  sip_state s{key};
  std::size_t at = 0;
  for (; text.size() - at >= word_size; at += word_size) s.take(word_at(text, at));
  s.take(word_at(text, at, text.size() - at) | std::uint64_t{text.size()} << 56U);

  std::array<std::uint8_t, 16> out{};
  const auto put = [&](std::size_t first, std::uint64_t word) {
    for (std::size_t i = 0; i < word_size; ++i, word >>= 8U)
      out[first + i] = static_cast<std::uint8_t>(word);
  };
  s.v2 ^= 0xeeU;
  put(0, s.give());
  s.v1 ^= 0xddU;
  put(word_size, s.give());
  return out;
}

}  // namespace sluice
