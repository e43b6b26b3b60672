#pragma once
/// Every row, and a list of the events to walk them by.

#include <utility>
#include <variant>

#include "events/codec.hpp"
#include "events/forms/access_forms.hpp"
#include "events/forms/attempt_forms.hpp"
#include "events/forms/channel_forms.hpp"
#include "events/forms/merchant_forms.hpp"
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

template <class... OfOrders, class... OfChannels, class... OfMerchants, class... OfAccess>
consteval event_list<OfOrders..., OfChannels..., OfMerchants..., OfAccess...> listed(
    const std::variant<std::variant<OfOrders...>, std::variant<OfChannels...>,
                       std::variant<OfMerchants...>, std::variant<OfAccess...>>*) {
  constexpr auto has_its_number = []<class Event>(std::in_place_type_t<Event>) {
    return static_cast<int>(form<Event>::number) == static_cast<int>(event_type_of<Event>);
  };
  static_assert((has_its_number(std::in_place_type<OfOrders>) && ...) &&
                    (has_its_number(std::in_place_type<OfChannels>) && ...) &&
                    (has_its_number(std::in_place_type<OfMerchants>) && ...) &&
                    (has_its_number(std::in_place_type<OfAccess>) && ...),
                "an event's field in payload.proto has the number of its type");
  return {};
}

using all_events = decltype(listed(static_cast<const any_event*>(nullptr)));

}  // namespace sluice::codec
