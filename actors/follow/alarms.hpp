#pragma once
/// Follows the log and tells people of what they must hear of at once: late money, a contradiction,
/// an order that needs a person, a wallet for which no channel is left. In a log that has never had
/// it, it begins at the head: who wrote that log told of it in another way, and `sluice operator
/// list` has what still waits.

#include <memory>

#include "actors/follow/follower.hpp"
#include "actors/ports/observer.hpp"
#include "domain/channel/wallet_watch.hpp"

namespace sluice {

class alarms final : public follower {
 public:
  /// `channels`: those that take payment codes.
  explicit alarms(std::shared_ptr<observer> tells,
                  const std::vector<channel::wallet_channel>& channels = {})
      : tells_(std::move(tells)), wallets_(channels) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "alarms"; }
  [[nodiscard]] beginning begins() const noexcept override { return beginning::head; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override;
  [[nodiscard]] bool take(const decoded_record& r) override;
  /// What was taken was told, for sure.
  [[nodiscard]] bool flush() override { return true; }
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;

 private:
  [[nodiscard]] bool take_of_channel(const channel_id& channel, const channel::event& e);

  std::shared_ptr<observer> tells_;
  channel::wallet_watch wallets_;
};

}  // namespace sluice
