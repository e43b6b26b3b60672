#pragma once
/// Every row, and a list of the events to walk them by.

#include <utility>
#include <variant>

#include "events/codec.hpp"
#include "events/forms/attempt_forms.hpp"
#include "events/forms/configuration_forms.hpp"
#include "events/forms/order_forms.hpp"
#include "events/forms/refund_forms.hpp"
#include "events/forms/revoke_forms.hpp"

namespace sluice::codec {

template <class... Events>
struct event_list {
  /// True if one of them says so; the rest is not asked.
  template <class Ask>
  static bool any(const Ask& ask) {
    return (ask(std::in_place_type<Events>) || ...);
  }
};

template <class... OfOrders>
consteval event_list<OfOrders..., channel::configured, merchant::configured> listed(
    const std::variant<OfOrders...>*) {
  static_assert(
      ((static_cast<int>(form<OfOrders>::number) == static_cast<int>(event_type_of<OfOrders>)) &&
       ...),
      "an event's field in payload.proto has the number of its type");
  return {};
}

using all_events = decltype(listed(static_cast<const order::event*>(nullptr)));

}  // namespace sluice::codec
