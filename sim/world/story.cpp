#include "sim/world/story.hpp"

#include <array>
#include <cstdio>

namespace sluice::sim {

void story::mix(std::string_view text) noexcept {
  std::uint64_t word = text.size();
  std::size_t filled = 0;
  for (const char c : text) {  // eight bytes at a time, the same on every byte order
    word = (word << 8U) | static_cast<unsigned char>(c);
    if (++filled % 8 == 0) mix(word);
  }
  mix(word);
  hash_ ^= hash_ >> 29U;
}

std::string story::line_of(std::initializer_list<std::string_view> parts) const {
  const auto t = time_->now().count();
  std::array<char, 32> stamp{};
  std::snprintf(stamp.data(), stamp.size(), "%02lld:%02lld:%02lld.%03lld",
                static_cast<long long>(t / 3'600'000), static_cast<long long>(t / 60'000 % 60),
                static_cast<long long>(t / 1000 % 60), static_cast<long long>(t % 1000));
  std::string line = stamp.data();
  for (const auto part : parts) line.append(" ").append(part);
  return line;
}

}  // namespace sluice::sim
