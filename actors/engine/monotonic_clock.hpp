#pragma once
/// The engine's clock: UTC milliseconds that never go backwards. Made once by serve, demo,
/// bench and the simulator; now() may be called from any thread and does not block.
///
/// It is the steady clock plus an offset that only grows. When the machine's clock is set back,
/// time simply goes on; when the machine's clock is set ahead (or the machine slept), time jumps
/// forward with it. After a restart it begins no earlier than the log's last record.

#include <atomic>
#include <functional>

#include "actors/ports/clock.hpp"

namespace sluice {

class monotonic_clock final : public clock_port {
 public:
  /// Where time comes from; tests bring their own.
  struct sources {
    std::function<instant()> wall;
    std::function<millis()> steady;  ///< since anything; must not go backwards
  };
  /// The machine's clock is followed only when it is ahead by more than this: smaller differences
  /// are ordinary clock discipline and would make time jitter.
  static constexpr millis tolerated_lag{50};

  /// `floor`: the time of the log's last record.
  monotonic_clock(instant floor, sources from);

  [[nodiscard]] instant now() override;

  /// How far this clock is ahead of the machine's; large when the machine's clock was set back.
  [[nodiscard]] millis ahead_of_machine() const;

 private:
  sources from_;
  std::atomic<millis::rep> offset_;  ///< engine time = steady + offset; only grows
};

}  // namespace sluice
