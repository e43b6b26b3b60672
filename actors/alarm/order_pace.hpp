#pragma once
/// Follows the log and tells the rules of alarms how many orders are accepted, and of each for
/// which somebody stands and waits when it begins and when it has its result. What has begun and
/// has none is in its bookmark, so that a restart forgets no order that is late.

#include <memory>
#include <unordered_map>
#include <vector>

#include "actors/alarm/alarm_facts.hpp"
#include "actors/follow/follower.hpp"
#include "domain/order/event.hpp"

namespace sluice {

class order_pace final : public follower {
 public:
  explicit order_pace(std::shared_ptr<alarm_facts> tells) : tells_(std::move(tells)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "order_pace"; }
  [[nodiscard]] beginning begins() const noexcept override { return beginning::head; }
  [[nodiscard]] bool is_heard() const noexcept override { return false; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override;
  [[nodiscard]] bool take(const decoded_record& r) override;
  [[nodiscard]] bool flush() override;
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;

 private:
  struct line {
    business_type type = business_type::payment_code;
    channel_id channel{};  ///< empty: it has not begun
    instant begun{};
  };
  void accepted(instant when);
  void begin(alarm::order_key of, const channel_id& at, instant when);
  void end(alarm::order_key of, instant when);

  std::shared_ptr<alarm_facts> tells_;
  std::unordered_map<alarm::order_key, line> open_;
  std::vector<heard_fact> found_;  ///< since the last flush
};

}  // namespace sluice
