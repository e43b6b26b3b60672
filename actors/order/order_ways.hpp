#pragma once
/// Where an order may still go: asked by the order's actor when a channel has surely not taken a
/// payment, and told of every payment that begins. Shared by all orders.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "actors/order/reroute_budget.hpp"
#include "actors/ports/board.hpp"
#include "domain/channel/host_door.hpp"
#include "domain/order/decide.hpp"

namespace sluice {

struct reroute_settings {
  std::uint32_t most_an_order = 1;
  std::uint32_t budget_percent = 10;
  millis within{40'000};  ///< the response limit: after it nobody waits for the order
  /// Of the channels whose host has limits. It is full for all that call it from there or for none.
  std::map<channel_id, channel::called_host> hosts{};
};

class order_ways {
 public:
  order_ways(std::shared_ptr<board> standings, reroute_settings settings)
      : standings_(std::move(standings)), settings_(settings), budget_(settings.budget_percent) {}

  /// Any thread. Nothing: what has come leads nowhere else.
  [[nodiscard]] std::optional<order::ways_on> on_from(
      const order::state& o, const order::command& what, instant now) const;
  void payment_called(const order::state& o, attempt_no attempt, instant now);
  /// It was a repeat, or was refused: if it was to be a probe, another may be.
  void never_began(const order::pay& asked);

 private:
  [[nodiscard]] bool is_at_full_host(const channel_id& c, const order::state& o,
                                     const order::attempt_report& last) const;

  std::shared_ptr<board> standings_;
  reroute_settings settings_;
  reroute_budget budget_;
};

}  // namespace sluice
