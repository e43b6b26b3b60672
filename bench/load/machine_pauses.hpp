#pragma once
/// A control beside a measurement: sees when the machine itself stood still (a virtual machine
/// whose host did something else). Used by the open loops, so that a percentile can be told with
/// and without what no program on this machine could have avoided.
///
/// One process a core, pinned to it, at the highest real-time priority: it wakes every millisecond,
/// and a wake-up that is more than a millisecond late is a pause. No ordinary process can hold it
/// up, so the engine's own load is never taken for a pause. Without the right to that priority it
/// could, and there is no control: permitted() is false then, and nothing may be left out.

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "bench/load/load.hpp"

namespace sluice::bench {

struct pause {
  nanoseconds begin;  ///< when the control should have woken
  nanoseconds end;  ///< when it did
};

/// Pauses of all cores in order, those that overlap made one.
class pause_record {
 public:
  pause_record() = default;
  explicit pause_record(std::vector<pause> of_all_cores);

  [[nodiscard]] bool overlaps(nanoseconds begin, nanoseconds end) const;

  struct summary {
    std::uint64_t count = 0;
    nanoseconds covered = 0;
    nanoseconds longest = 0;
  };
  [[nodiscard]] summary within(nanoseconds begin, nanoseconds end) const;

 private:
  std::vector<pause> pauses_;  ///< apart from each other, in order
};

class pause_control {
 public:
  /// Starts the children. Throws std::runtime_error when there is no memory or no process left.
  pause_control();
  /// Ends them.
  ~pause_control();
  pause_control(const pause_control&) = delete;
  pause_control& operator=(const pause_control&) = delete;

  /// Every core is watched at real-time priority.
  [[nodiscard]] bool permitted() const noexcept;
  /// What has been seen so far.
  [[nodiscard]] pause_record seen() const;

 private:
  struct core_log;

  core_log* logs_ = nullptr;  ///< one a core, shared with the children
  std::vector<pid_t> children_;
};

}  // namespace sluice::bench
