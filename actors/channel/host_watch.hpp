#pragma once
/// Counts the connections of one provider's host at its door. Made where the door is (cast.cpp),
/// and only for a host whose connections are limited.

#include <memory>
#include <utility>

#include "actors/ports/clock.hpp"
#include "actors/ports/connection_watch.hpp"
#include "domain/channel/host_door.hpp"

namespace sluice {

class host_watch final : public connection_watch {
 public:
  host_watch(std::shared_ptr<channel::host_door> door, std::shared_ptr<clock_port> clock)
      : door_(std::move(door)), clock_(std::move(clock)) {}

  [[nodiscard]] bool may_open(number which) override {
    return door_->open_connection(which, clock_->now());
  }
  void is_idle(number which) override { door_->connection_is_idle(which, clock_->now()); }
  void closed(number which) override { door_->connection_closed(which); }

 private:
  std::shared_ptr<channel::host_door> door_;
  std::shared_ptr<clock_port> clock_;
};

}  // namespace sluice
