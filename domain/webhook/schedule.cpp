#include "domain/webhook/schedule.hpp"

#include <algorithm>
#include <array>

#include "base/invariant.hpp"

namespace sluice::webhook {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<millis, most_tries - 1> pauses{
    seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5},
    hours{10},  hours{14},  hours{20},   hours{24}};

/// From -1/5 to +1/5 of it, in thousandths.
constexpr std::uint64_t spread = 400;

}  // namespace

std::optional<millis> pause_after(std::uint8_t tries, std::uint64_t luck) noexcept {
  SLUICE_INVARIANT(tries > 0);
  if (tries > pauses.size()) return std::nullopt;
  const auto parts = static_cast<millis::rep>(1000 - spread / 2 + luck % (spread + 1));
  return std::min(pauses[tries - 1U] * parts / 1000, longest_pause);
}

}  // namespace sluice::webhook
