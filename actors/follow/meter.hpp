#pragma once
/// Follows the log and counts: events of each type, orders in each phase, money that moved. It
/// counts from the first record on, and what it has counted is in its bookmark, so that a restart
/// goes on counting.

#include <array>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "actors/follow/follower.hpp"
#include "actors/follow/order_watch.hpp"
#include "events/event_type.hpp"

namespace sluice {

/// Numbers of types are below.
inline constexpr std::uint16_t most_event_types = 2048;
/// All types of events that there are, by number.
[[nodiscard]] const std::vector<event_type>& all_event_types();

class meter final : public follower {
 public:
  struct figures {
    std::vector<std::pair<event_type, std::uint64_t>> events;  ///< of every type
    order_counts orders;
  };
  /// Any thread. As of the last flush.
  [[nodiscard]] figures now() const;

  [[nodiscard]] std::string_view name() const noexcept override { return "meter"; }
  [[nodiscard]] bool is_heard() const noexcept override { return false; }
  [[nodiscard]] bool concerns(std::uint16_t) const noexcept override { return true; }
  [[nodiscard]] bool take(const decoded_record& r) override;
  [[nodiscard]] bool flush() override;
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;

 private:
  using by_type = std::array<std::uint64_t, most_event_types>;

  by_type events_{};
  order_watch orders_;

  mutable std::mutex lock_;  ///< of what is shown
  by_type shown_events_{};
  order_counts shown_orders_;
};

}  // namespace sluice
