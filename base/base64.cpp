#include "base/base64.hpp"

#include <array>
#include <cstdint>

namespace sluice {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_letter = 64;

constexpr auto values = [] {
  std::array<std::uint8_t, 256> out{};
  out.fill(no_letter);
  for (std::size_t i = 0; i < letters.size(); ++i)
    out[static_cast<unsigned char>(letters[i])] = static_cast<std::uint8_t>(i);
  return out;
}();

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t n = 0; n < 3; ++n)
      bits = bits << 8U | (n < group.size() ? static_cast<unsigned char>(group[n]) : 0U);
    for (std::size_t n = 0; n < 4; ++n)
      out += n <= group.size() ? letters[bits >> (18 - 6 * n) & 63U] : '=';
  }
  return out;
}

std::optional<std::string> bytes_from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int n = 0; n < 2 && text.ends_with('='); ++n) text.remove_suffix(1);
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  unsigned held = 0;  // bits of the next byte
  for (const char c : text) {
    const auto value = values[static_cast<unsigned char>(c)];
    if (value == no_letter) return std::nullopt;
    bits = bits << 6U | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 255U);
    bits &= (1U << held) - 1;
  }
  if (held == 6 || bits != 0) return std::nullopt;
  return out;
}

}  // namespace sluice
