#include "adapters/config/units.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace sluice {
namespace {

struct unit {
  std::string_view name;
  std::int64_t size;
};
/// Largest first: to_text takes the first that fits exactly.
constexpr std::array<unit, 5> duration_units{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};
constexpr std::array<unit, 4> byte_units{
    {{"GiB", 1LL << 30}, {"MiB", 1LL << 20}, {"KiB", 1LL << 10}, {"B", 1}}};

template <std::size_t N>
std::optional<std::int64_t> parse(std::string_view text,
                                  const std::array<unit, N>& units) noexcept {
  std::int64_t count = 0;
  const auto* const begin = text.data();
  const auto* const end = begin + text.size();
  const auto [rest, error] = std::from_chars(begin, end, count);
  if (error != std::errc{} || count < 0) return std::nullopt;
  const std::string_view name(rest, static_cast<std::size_t>(end - rest));
  for (const auto& u : units) {
    if (u.name != name) continue;
    if (count > std::numeric_limits<std::int64_t>::max() / u.size) return std::nullopt;
    return count * u.size;
  }
  return std::nullopt;
}

template <std::size_t N>
std::string print(std::int64_t value, const std::array<unit, N>& units, std::string_view zero) {
  if (value == 0) return std::string(zero);
  for (const auto& u : units)
    if (value % u.size == 0) return std::to_string(value / u.size) + std::string(u.name);
  return std::to_string(value);
}

}  // namespace

std::optional<millis> duration_from_text(std::string_view text) noexcept {
  const auto parsed = parse(text, duration_units);
  return parsed ? std::optional(millis{*parsed}) : std::nullopt;
}

std::string to_text(millis duration) { return print(duration.count(), duration_units, "0s"); }

std::optional<std::uint64_t> bytes_from_text(std::string_view text) noexcept {
  const auto parsed = parse(text, byte_units);
  return parsed ? std::optional(static_cast<std::uint64_t>(*parsed)) : std::nullopt;
}

std::string bytes_to_text(std::uint64_t bytes) {
  return print(static_cast<std::int64_t>(bytes), byte_units, "0B");
}

}  // namespace sluice
