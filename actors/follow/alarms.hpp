#pragma once
/// Follows the log and tells people of what they must hear of at once: late money, a contradiction,
/// an order that needs a person, a wallet for which no channel is left. In a log that has never had
/// it, it begins at the head: who wrote that log told of it in another way, and `sluice operator
/// list` has what still waits. Where somebody watches, the rules of alarms hear of it as well, and
/// what they have made of it is durable before it is forgotten here.

#include <memory>

#include "actors/alarm/alarm_facts.hpp"
#include "actors/follow/follower.hpp"
#include "actors/ports/observer.hpp"
#include "domain/alarm/merchant_days.hpp"
#include "domain/channel/wallet_watch.hpp"

namespace sluice {

class alarms final : public follower {
 public:
  struct needs {
    std::shared_ptr<observer> tells;
    std::vector<channel::wallet_channel> channels{};  ///< those that take payment codes
    std::shared_ptr<alarm_facts> facts{};  ///< nothing: nobody watches
    std::int64_t large_amount_minor = 0;  ///< of one order
    std::int64_t large_day_minor = 0;  ///< of a merchant's orders of one day
  };
  explicit alarms(needs own)
      : needs_(std::move(own)), wallets_(needs_.channels), days_(needs_.large_day_minor) {}

  static constexpr std::string_view bookmark = "alarms";

  [[nodiscard]] std::string_view name() const noexcept override { return bookmark; }
  [[nodiscard]] beginning begins() const noexcept override { return beginning::head; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override;
  [[nodiscard]] bool take(const decoded_record& r) override;
  /// What was taken was told, for sure.
  [[nodiscard]] bool flush() override { return true; }
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;
  [[nodiscard]] bool has_changed() const override {
    return needs_.facts != nullptr && needs_.facts->has_changed();
  }

 private:
  [[nodiscard]] bool take_of_order(const order_id& id, const order::event& e,
                                   const store::record& r);
  [[nodiscard]] bool take_of_channel(const channel_id& channel, const channel::event& e,
                                     const store::record& r);
  void hear(std::optional<alarm::fact> what, const store::record& r);

  needs needs_;
  channel::wallet_watch wallets_;
  alarm::merchant_days days_;
};

}  // namespace sluice
