#include "domain/overload/endpoint_door.hpp"

#include <utility>

#include "base/invariant.hpp"

namespace sluice::overload {
namespace {

std::uint32_t burst_of(const endpoint_limits& l) noexcept {
  return l.burst != 0 ? l.burst : l.per_second;
}

}  // namespace

endpoint_door::endpoint_door(std::string name, const endpoint_limits& limits)
    : name_(std::move(name)), limits_(limits), bucket_(limits.per_second, burst_of(limits)) {}

std::optional<rejection> endpoint_door::take(instant now) {
  if (limits_.max_in_flight != 0 && in_flight_ >= limits_.max_in_flight)
    return rejection{rejection_code::busy, "",
                     std::to_string(limits_.max_in_flight) + " requests of " + name_ +
                         " may be in work at once, and as many are; send it again when one of them "
                         "has been answered"};
  if (const auto at = limits_.per_second != 0 ? bucket_.take(now) : std::nullopt)
    return rejection{
        rejection_code::limit_exceeded, "",
        std::to_string(limits_.per_second) + " requests a second of " + name_ + " are taken, and " +
            std::to_string(burst_of(limits_)) + " at once; send it again in " +
            std::to_string((*at - now).count()) + " ms"};
  ++in_flight_;
  return std::nullopt;
}

void endpoint_door::give_back() {
  SLUICE_INVARIANT(in_flight_ > 0);
  --in_flight_;
}

}  // namespace sluice::overload
