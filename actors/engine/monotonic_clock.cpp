#include "actors/engine/monotonic_clock.hpp"

#include <algorithm>
#include <string>

namespace sluice {
namespace {

constexpr millis look_every{1000};
/// Two clocks cannot be read at once. When this much lies between, the thread was interrupted, and
/// comparing them would tell of a step that nobody made.
constexpr millis at_once{100};

note step_of(millis by) {
  const bool ahead = by > millis{0};
  const auto size = std::to_string((ahead ? by : -by).count());
  return {.level = severity::critical,
          .event = "machine_clock_stepped",
          .message = "The machine's clock was set " + std::string(ahead ? "ahead" : "back") +
                     " by " + size +
                     " ms. Channels are told the new time; the log's time goes on "
                     "as before until the next start.",
          .fields = {{"by_ms", std::to_string(by.count())}}};
}

}  // namespace

monotonic_clock::monotonic_clock(instant floor, sources from, std::shared_ptr<observer> tells)
    : from_(std::move(from)), tells_(std::move(tells)) {
  const auto wall = from_.wall();
  const auto steady = from_.steady();
  offset_ = std::max(wall, floor).time_since_epoch() - steady;
  machine_offset_ = (wall.time_since_epoch() - steady).count();
  look_again_ = (steady + look_every).count();
}

instant monotonic_clock::now() {
  const auto steady = from_.steady();
  if (tells_ && steady.count() >= look_again_.load(std::memory_order_relaxed)) look_at_machine();
  return instant{steady + offset_};
}

void monotonic_clock::look_at_machine() {
  const auto before = from_.steady();
  const auto wall = from_.wall();
  if (from_.steady() - before > at_once) return;
  look_again_.store((before + look_every).count(), std::memory_order_relaxed);
  const auto found = (wall.time_since_epoch() - before).count();
  auto known = machine_offset_.load();
  const millis step{found - known};
  if (step < notable_step && step > -notable_step) return;
  // Of several threads that see it one tells.
  if (machine_offset_.compare_exchange_strong(known, found)) tells_->tell(step_of(step));
}

millis monotonic_clock::ahead_of_machine() const {
  return instant{from_.steady() + offset_} - from_.wall();
}

}  // namespace sluice
