#pragma once
/// A disk that forgets nothing and never fails: what was appended is durable at once.

#include "sim/disk/disk.hpp"
#include "sim/disk/mortal_log.hpp"
#include "store/memory_event_log.hpp"

namespace sluice::sim {

class memory_disk final : public disk {
 public:
  opened open() override {
    living_ = std::make_shared<mortal_log>(log_);
    return living_;
  }
  void crash() override {
    if (living_) living_->die();
    living_.reset();
  }

  /// For what a test wants to see or to break below the log.
  [[nodiscard]] store::memory_event_log& log() noexcept { return *log_; }

 private:
  std::shared_ptr<store::memory_event_log> log_ = std::make_shared<store::memory_event_log>();
  std::shared_ptr<mortal_log> living_;
};

}  // namespace sluice::sim
