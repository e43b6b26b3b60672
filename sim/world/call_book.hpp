#pragma once
/// Replaces the recorder's thread and its disk: writes what calls leave, usually at once; where it
/// is slow a short queue fills, and the rest is dropped. What a process has not written dies with
/// it.

#include <memory>

#include "actors/ports/call_recorder.hpp"
#include "actors/ports/clock.hpp"
#include "events/records/bounded_queue.hpp"
#include "events/records/memory_store.hpp"
#include "events/records/record_writer.hpp"
#include "sim/world/dice.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class call_book final : public call_recorder {
 public:
  struct outside {
    std::shared_ptr<records::memory_store> disk;
    std::shared_ptr<clock_port> clock;
    const timeline* time;
    dice* luck;
  };
  explicit call_book(outside from);

  void record(call_record one) noexcept override;
  void write_all();
  /// What would have been written by now.
  void catch_up();

 private:
  outside from_;
  records::bounded_queue<call_record> queue_;
  records::record_writer writer_;
  world_time writes_next_at_{0};
  world_time segment_began_;
};

}  // namespace sluice::sim
