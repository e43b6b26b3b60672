#pragma once
/// Follows the log and counts what was paid through each link, and how soon refunds come through.
/// What an order has come to the order_watch says, which is compared with the orders' own rules by
/// a test; this one knows besides where its money went.
///
/// Its bookmark has the minutes of all links, those of calls too, which no log has: it is saved a
/// minute later than the last time, so that a crash costs no more than that of them. What was paid
/// is read again, and so neither lost nor counted twice.

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "actors/figures/link_figures.hpp"
#include "actors/follow/follower.hpp"
#include "actors/follow/order_watch.hpp"
#include "actors/ports/clock.hpp"
#include "domain/order/event.hpp"
#include "store/event_log.hpp"

namespace sluice {

class link_meter final : public follower {
 public:
  struct needs {
    std::shared_ptr<link_figures> into;
    std::shared_ptr<const store::event_log> log;  ///< where an order went that is refunded
    std::shared_ptr<clock_port> clock;
  };
  explicit link_meter(needs own);

  [[nodiscard]] std::string_view name() const noexcept override { return "link_figures"; }
  [[nodiscard]] bool is_heard() const noexcept override { return false; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override;
  [[nodiscard]] bool take(const decoded_record& r) override;
  [[nodiscard]] bool flush() override;
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool has_changed() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;

 private:
  /// Where the current attempt of an order went.
  struct line {
    business_type type = business_type::payment_code;
    channel_id channel{};
  };
  struct origin_of_money {
    channel_id channel{};
    bool is_shadow = false;
  };
  void follow(const order_id& order, const store::record& r, const order::event& e);
  void note_refund(const order_id& order, const store::record& r, const order::event& e);
  [[nodiscard]] std::optional<origin_of_money> origin_of(const std::string& stream,
                                                         attempt_no attempt) const;
  [[nodiscard]] bool read_order(const std::string& text);

  needs needs_;
  order_watch orders_;
  std::unordered_map<std::uint64_t, line> open_;  ///< by alarm::key_of
  figures::refund_book refunds_;
  std::vector<link_figures::paid_order> found_;  ///< since the last flush
  mutable instant saved_at_{};
  mutable std::uint64_t saved_heard_ = 0;
};

}  // namespace sluice
