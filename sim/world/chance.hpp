#pragma once
/// Where every choice of a simulated world comes from: one seed, whole numbers only, so that a seed
/// means the same world on every machine. Each simulated thing has a stream of its own (fork), so
/// that one more choice in one of them does not change the choices of the others.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/instant.hpp"

namespace sluice::sim {

/// xoshiro256** (Blackman and Vigna, 2018), seeded through splitmix64 as its authors ask.
class chance {
 public:
  explicit chance(std::uint64_t seed) noexcept {
    for (auto& word : state_) {
      seed += 0x9E3779B97F4A7C15U;
      auto z = seed;
      z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
      z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
      word = z ^ (z >> 31U);
    }
  }

  std::uint64_t next() noexcept {
    const auto result = std::rotl(state_[1] * 5, 7) * 9;
    const auto t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// 0 … count - 1; count must not be 0. The bias for counts far below 2^32 does not matter here.
  std::uint64_t below(std::uint64_t count) noexcept { return ((next() >> 32U) * count) >> 32U; }
  bool one_in(std::uint64_t count) noexcept { return below(count) == 0; }
  millis between(millis least, millis most) noexcept {
    return least + millis{static_cast<std::int64_t>(
                       below(static_cast<std::uint64_t>((most - least).count()) + 1))};
  }
  template <class T, std::size_t N>
  const T& any_of(const std::array<T, N>& list) noexcept {
    return list[below(N)];
  }

  chance fork() noexcept { return chance{next()}; }
  /// A stream of its own for whoever has this name: always the same one, and nothing is drawn here.
  [[nodiscard]] chance of(std::string_view name) const noexcept {
    auto seed = state_[0];
    for (const char c : name)  // FNV-1a
      seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return chance{seed};
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace sluice::sim
