#pragma once
/// What one order has asked its supervisors to remind it of: each is told only what has changed.

#include <algorithm>
#include <array>
#include <optional>

#include "domain/order/agenda.hpp"

namespace sluice {

class order_reminders {
 public:
  /// `tell(duty, time)` for each duty whose time is another than it was; no time: forget it.
  template <class Tell>
  void update(const order::agenda& next, Tell&& tell) {
    const auto set = [&](order::duty d, const std::optional<instant>& at) {
      auto& known = at_[static_cast<std::size_t>(d)];
      if (known == at) return;
      known = at;
      tell(d, at);
    };
    set(order::duty::query, next.query);
    set(order::duty::revoke, next.revoke);
    set(order::duty::retry, next.retry);
  }
  void has_come(order::duty d) noexcept { at_[static_cast<std::size_t>(d)].reset(); }
  /// The supervisors are told everything anew.
  void forget_all() noexcept { at_ = {}; }
  [[nodiscard]] bool any_until(instant soon) const noexcept {
    return std::any_of(at_.begin(), at_.end(), [&](const auto& at) { return at && *at <= soon; });
  }

 private:
  std::array<std::optional<instant>, 3> at_{};
};

}  // namespace sluice
