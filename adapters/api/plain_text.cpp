#include "adapters/api/plain_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::api {
namespace {

struct range {
  char32_t first, last;
};

/// Unicode 15's categories Cc, Cf, Zl and Zp, and what XML 1.0 has no place for (section 2.2). In
/// order. From U+110BD on a pattern of JSON Schema, which knows the basic plane only, is silent.
constexpr std::array odd_ones{
    range{0x0000, 0x001F},   range{0x007F, 0x009F},   range{0x00AD, 0x00AD},
    range{0x0600, 0x0605},   range{0x061C, 0x061C},   range{0x06DD, 0x06DD},
    range{0x070F, 0x070F},   range{0x0890, 0x0891},   range{0x08E2, 0x08E2},
    range{0x180E, 0x180E},   range{0x200B, 0x200F},   range{0x2028, 0x202E},
    range{0x2060, 0x2064},   range{0x2066, 0x206F},   range{0xD800, 0xDFFF},
    range{0xFEFF, 0xFEFF},   range{0xFFF9, 0xFFFB},   range{0xFFFE, 0xFFFF},
    range{0x110BD, 0x110BD}, range{0x110CD, 0x110CD}, range{0x13430, 0x1343F},
    range{0x1BCA0, 0x1BCA3}, range{0x1D173, 0x1D17A}, range{0xE0001, 0xE0001},
    range{0xE0020, 0xE007F}};
static_assert(std::is_sorted(odd_ones.begin(), odd_ones.end(), [](const range& a, const range& b) {
  return a.last < b.first;
}));

bool is_odd(char32_t c) noexcept {
  const auto* const at = std::partition_point(
      odd_ones.begin(), odd_ones.end(), [&](const range& r) { return r.last < c; });
  return at != odd_ones.end() && at->first <= c;
}

/// Takes the first character off. Precondition: there is one.
char32_t take_character(std::string_view& from) noexcept {
  const auto first = static_cast<unsigned char>(from.front());
  const std::size_t size = first < 0xC0U ? 1 : first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
  char32_t out = size == 1 ? first : first & (0x7FU >> size);
  for (const char c : from.substr(1, size - 1))
    out = out << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  from.remove_prefix(std::min(size, from.size()));
  return out;
}

}  // namespace

std::optional<char32_t> odd_character_in(std::string_view text) noexcept {
  while (!text.empty())
    if (const auto c = take_character(text); is_odd(c)) return c;
  return std::nullopt;
}

std::string name_of_character(char32_t c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::size_t fewest = 4;
  std::string out;
  for (auto rest = static_cast<std::uint32_t>(c); rest != 0 || out.size() < fewest; rest >>= 4U)
    out.insert(out.begin(), digits[rest & 0xFU]);
  return "U+" + out;
}

}  // namespace sluice::api
