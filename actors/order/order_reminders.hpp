#pragma once
/// What one order has asked its supervisors to remind it of, and has told of waiting for a person:
/// each is told only what has changed.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

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
  /// `tell(waits)` if that is another than it was.
  template <class Tell>
  void note_person(bool waits, Tell&& tell) {
    if (waits != std::exchange(waits_for_person_, waits)) tell(waits);
  }
  void has_come(order::duty d) noexcept { at_[static_cast<std::size_t>(d)].reset(); }
  /// All are told everything anew.
  void forget_all() noexcept {
    at_ = {};
    waits_for_person_ = false;
  }
  [[nodiscard]] bool any_until(instant soon) const noexcept {
    return std::any_of(at_.begin(), at_.end(), [&](const auto& at) { return at && *at <= soon; });
  }

 private:
  std::array<std::optional<instant>, 3> at_{};
  bool waits_for_person_ = false;
};

}  // namespace sluice
