#pragma once
/// The log in memory: what is appended is durable at once.

#include "sim/disk/disk.hpp"
#include "store/memory_event_log.hpp"

namespace sluice::sim {

class memory_disk final : public disk {
 public:
  std::variant<std::shared_ptr<store::event_log>, std::string> open() override { return log_; }
  void crash() override {}

 private:
  std::shared_ptr<store::event_log> log_ = std::make_shared<store::memory_event_log>();
};

}  // namespace sluice::sim
