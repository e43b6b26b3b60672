#pragma once
/// The engine's clock. Made once by serve, demo, bench and the simulator; may be asked from any
/// thread and does not block.
///
/// The log's time begins with the machine's, but no earlier than the log's last record, and from
/// there on runs with the steady clock alone: whatever is given up or believed "after a while" has
/// really taken that while. When somebody sets the machine's clock, people hear of it, channels are
/// told the new time, and the log's follows at the next start, as far as it need not go back.

#include <atomic>
#include <functional>
#include <memory>

#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"

namespace sluice {

class monotonic_clock final : public clock_port {
 public:
  /// Where time comes from; tests bring their own.
  struct sources {
    std::function<instant()> wall;
    std::function<millis()> steady;  ///< since anything; nobody can set it
  };
  /// A smaller step of the machine's clock is not worth a word.
  static constexpr millis notable_step{1000};

  /// `floor`: the time of the log's last record. `tells` hears of steps; null: nobody does.
  monotonic_clock(instant floor, sources from, std::shared_ptr<observer> tells = {});

  [[nodiscard]] instant now() override;
  [[nodiscard]] instant machine_time() override { return from_.wall(); }

  /// How far this clock is ahead of the machine's; large when the machine's clock was set back.
  [[nodiscard]] millis ahead_of_machine() const;

 private:
  void look_at_machine();

  sources from_;
  millis offset_;  ///< the log's time = steady + offset
  std::shared_ptr<observer> tells_;
  std::atomic<millis::rep> machine_offset_;  ///< the machine's time = steady + this, as last said
  std::atomic<millis::rep> look_again_;  ///< by the steady clock
};

}  // namespace sluice
