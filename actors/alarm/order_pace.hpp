#pragma once
/// Follows the log and tells the rules of alarms how many orders are accepted; of each for which
/// somebody stands and waits when it begins and when it has its result; and of each whose payer is
/// waited for when he was asked and when he has acted. What has no end yet is in its bookmark, so
/// that a restart forgets no order that is late.

#include <memory>
#include <optional>
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
    bool is_watched = false;  ///< somebody waits for its result
    channel_id first{};  ///< empty: it has not begun
    channel_id latest{};
    instant begun{};
    std::optional<instant> asked{};  ///< its payer, who has not acted yet
  };
  using lines = std::unordered_map<alarm::order_key, line>;

  void accepted(instant when);
  void follow(lines::iterator of, const order::event& e, instant when);
  void begin(lines::iterator of, const channel_id& at, instant when);
  void ask_payer(lines::iterator of, const channel_id& by, instant when);
  void payer_acted(lines::iterator of, instant when);
  void settle(lines::iterator of, instant when);
  [[nodiscard]] bool read(const std::string& written, std::uint32_t version);

  std::shared_ptr<alarm_facts> tells_;
  lines open_;
  std::vector<heard_fact> found_;  ///< since the last flush
};

}  // namespace sluice
