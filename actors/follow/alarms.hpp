#pragma once
/// Follows the log and tells people of what they must hear of at once: late money, a contradiction,
/// an order that needs a person. In a log that has never had it, it begins at the head: who wrote
/// that log told of it in another way, and `sluice operator list` has what still waits.

#include <memory>

#include "actors/follow/follower.hpp"
#include "actors/ports/observer.hpp"

namespace sluice {

class alarms final : public follower {
 public:
  explicit alarms(std::shared_ptr<observer> tells) : tells_(std::move(tells)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "alarms"; }
  [[nodiscard]] beginning begins() const noexcept override { return beginning::head; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override;
  [[nodiscard]] bool take(const decoded_record& r) override;
  /// What was taken was told, for sure.
  [[nodiscard]] bool flush() override { return true; }

 private:
  std::shared_ptr<observer> tells_;
};

}  // namespace sluice
