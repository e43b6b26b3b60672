#pragma once
/// Judges what the engine publishes: every event, in the order of the log, at least once, and each
/// as it is in the log.

#include <string>
#include <utility>
#include <vector>

#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class publication_judge {
 public:
  explicit publication_judge(verdict& says) : verdict_(&says) {}

  /// In the order of the log.
  void durable(const store::record& r) { in_log_.push_back(fingerprint_of(r)); }
  void published(const store::record& r) {
    if (r.position == 0 || r.position > in_log_.size())
      verdict_->guilty(promise::nothing_lost, "event " + std::to_string(r.position) +
                                                  " is published before it is durable");
    else if (in_log_[r.position - 1] != fingerprint_of(r))
      verdict_->guilty(promise::nothing_lost, "event " + std::to_string(r.position) +
                                                  " is published as another than the log has");
  }
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
  static std::size_t fingerprint_of(const store::record& r) {
    return std::hash<std::string>{}(r.stream + '\n' + std::to_string(r.type) + '\n' + r.payload);
  }

  verdict* verdict_;
  store::sequence stored_ = 0;
  std::vector<std::size_t> in_log_;
};

}  // namespace sluice::sim
