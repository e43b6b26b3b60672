#include "domain/channel/open_time.hpp"

#include <algorithm>
#include <string>

#include "base/keyed_hash.hpp"

namespace sluice::channel {
namespace {

/// 0 to 65535.
std::uint32_t drawn_from(std::string_view channel, const path& where, std::uint32_t generation) {
  const auto who = std::string(channel) + '/' + where.text() + '#' + std::to_string(generation);
  const auto hash = keyed_hash({}, who);
  return hash[0] * 256U + hash[1];
}

}  // namespace

millis open_time(const breaker_rules& rules, std::string_view channel, const path& where,
                 std::uint32_t generation, std::uint32_t times_opened) {
  auto time = std::min(rules.open_first, rules.open_most);
  for (auto n = times_opened; n > 1 && time < rules.open_most; --n)
    time = std::min(2 * time, rules.open_most);
  const auto widest = time * rules.jitter_percent / 100;
  return time - widest + 2 * widest * drawn_from(channel, where, generation) / 65'535;
}

}  // namespace sluice::channel
