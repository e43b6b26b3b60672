#pragma once
/// Follows the log and hands every event to the event sink.

#include <memory>

#include "actors/follow/follower.hpp"
#include "actors/ports/event_sink.hpp"

namespace sluice {

class publisher final : public follower {
 public:
  explicit publisher(std::shared_ptr<event_sink> to) : to_(std::move(to)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "publisher"; }
  [[nodiscard]] bool concerns(std::uint16_t) const noexcept override { return true; }
  [[nodiscard]] bool take(const decoded_record& r) override { return to_->publish(r); }
  [[nodiscard]] bool flush() override { return to_->flush(); }

 private:
  std::shared_ptr<event_sink> to_;
};

}  // namespace sluice
