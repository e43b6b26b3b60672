#pragma once
/// Judges what the engine publishes: every event, in the order of the log, at least once.

#include <string>

#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class publication_judge {
 public:
  explicit publication_judge(verdict& says) : verdict_(&says) {}

  /// Everything up to here has reached whoever follows.
  void stored(store::sequence first, store::sequence last) {
    if (first > stored_ + 1)
      verdict_->guilty(
          promise::nothing_lost, "events after " + std::to_string(stored_) + " are not published");
    if (last > stored_) stored_ = last;
  }
  void all_arrived(store::sequence head) {
    if (stored_ != head)
      verdict_->guilty(promise::nothing_lost, "published up to " + std::to_string(stored_) +
                                                  ", but the log ends at " + std::to_string(head));
  }

 private:
  verdict* verdict_;
  store::sequence stored_ = 0;
};

}  // namespace sluice::sim
