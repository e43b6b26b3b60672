#pragma once
/// A simulated channel's own number of a thing, made from the merchant's: the same after a restart
/// and in a repeated simulation. Used by the models of trades and of agreements.

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace sluice::sim {

[[nodiscard]] inline std::string made_reference(const std::string& prefix, std::string_view key) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  std::array<char, 24> digits{};
  std::snprintf(digits.data(), digits.size(), "%018llu",
                static_cast<unsigned long long>(hash % 1'000'000'000'000'000'000U));
  return prefix + digits.data();
}

}  // namespace sluice::sim
