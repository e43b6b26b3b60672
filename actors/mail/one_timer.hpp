#pragma once
/// The one timer of an actor that has many things due: is it set early enough, and which of its
/// ticks counts? It measures in CAF's own time, in which its ticks come: the engine's clock may be
/// set ahead while a tick is on its way, and a tick that looks overdue then would come late.

#include <caf/all.hpp>
#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "base/invariant.hpp"

namespace sluice {

class one_timer {
 public:
  using time_point = caf::actor_clock::time_point;

  [[nodiscard]] bool fires_within(millis wait, time_point now) const {
    // The engine's clock counts whole milliseconds.
    return fires_at_ && *fires_at_ <= now + wait + millis{1};
  }
  /// The generation that the new tick must carry; older ticks are void.
  [[nodiscard]] std::uint64_t set(millis wait, time_point now) {
    fires_at_ = now + wait;
    return ++generation_;
  }
  /// True: this is the tick that was waited for; nothing is set any more.
  [[nodiscard]] bool fired(std::uint64_t generation) {
    if (generation != generation_) return false;
    SLUICE_INVARIANT(fires_at_.has_value());
    fires_at_.reset();
    return true;
  }

 private:
  std::optional<time_point> fires_at_;
  std::uint64_t generation_ = 0;
};

}  // namespace sluice
