#pragma once
/// The numbers by which the log knows its events. They stand in the header of every record and are
/// the field numbers of events/v1/payload.proto: do not change or reuse one.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

#include "domain/access/event.hpp"
#include "domain/agreement/event.hpp"
#include "domain/alarm/event.hpp"
#include "domain/approval/event.hpp"
#include "domain/balance/event.hpp"
#include "domain/channel/event.hpp"
#include "domain/contract/event.hpp"
#include "domain/degradation/event.hpp"
#include "domain/merchant/event.hpp"
#include "domain/order/event.hpp"
#include "domain/reconciliation/event.hpp"
#include "domain/routing/event.hpp"
#include "domain/webhook/event.hpp"

namespace sluice {

/// The events of an aggregate are numbered as its `event` lists them: that list grows at its end
/// only.
enum class event_type : std::uint16_t {
  first_of_order = 10,
  last_of_order = first_of_order + std::variant_size_v<order::event> - 1,
  first_of_channel = 100,
  first_of_merchant = 200,
  first_of_access = 300,
  first_of_proposal = 400,
  first_of_routing = 500,
  first_of_engine = 600,
  first_of_agreement = 700,
  first_of_alarm = 800,
  first_of_webhook = 900,
  first_of_contract = 1000,
  first_of_balance = 1200,
  first_of_reconciliation = 1300,
};

namespace event_type_detail {

template <class Events>
inline constexpr event_type first_of = event_type::first_of_order;
template <>
inline constexpr event_type first_of<channel::event> = event_type::first_of_channel;
template <>
inline constexpr event_type first_of<merchant::event> = event_type::first_of_merchant;
template <>
inline constexpr event_type first_of<approval::event> = event_type::first_of_proposal;
template <>
inline constexpr event_type first_of<access::event> = event_type::first_of_access;
template <>
inline constexpr event_type first_of<routing::event> = event_type::first_of_routing;
template <>
inline constexpr event_type first_of<degradation::event> = event_type::first_of_engine;

template <>
inline constexpr event_type first_of<agreement::event> = event_type::first_of_agreement;
template <>
inline constexpr event_type first_of<alarm::event> = event_type::first_of_alarm;
template <>
inline constexpr event_type first_of<contract::event> = event_type::first_of_contract;
template <>
inline constexpr event_type first_of<balance::event> = event_type::first_of_balance;
template <>
inline constexpr event_type first_of<webhook::event> = event_type::first_of_webhook;

template <>
inline constexpr event_type first_of<reconciliation::event> = event_type::first_of_reconciliation;

template <class Events>
constexpr event_type at(std::size_t place) noexcept {
  return static_cast<event_type>(static_cast<std::size_t>(first_of<Events>) + place);
}

/// Its place in the list; the list's length if it is not there.
template <class Event, class... Listed>
consteval std::size_t place_in(const std::variant<Listed...>*) {
  std::size_t place = 0;
  (void)((std::is_same_v<Event, Listed> || (++place, false)) || ...);
  return place;
}

template <class Event, class First, class... Others>
consteval event_type among() {
  constexpr auto place = place_in<Event>(static_cast<const First*>(nullptr));
  if constexpr (place < std::variant_size_v<First>) {
    return at<First>(place);
  } else {
    static_assert(sizeof...(Others) > 0, "one of the log's events");
    return among<Event, Others...>();
  }
}

}  // namespace event_type_detail

/// event_type_of<order::order_paid>
template <class Event>
inline constexpr event_type event_type_of =
    event_type_detail::among<Event, order::event, channel::event, merchant::event, access::event,
                             approval::event, routing::event, degradation::event, agreement::event,
                             alarm::event, webhook::event, contract::event, balance::event,
                             reconciliation::event>();

/// "order_accepted": as published and exported, and the field's name in payload.proto.
[[nodiscard]] std::string_view name_of(event_type type) noexcept;
[[nodiscard]] std::optional<event_type> event_type_from_number(std::uint16_t number) noexcept;

/// Of an order's, a channel's, a merchant's, the register's, a proposal's, the routing rules',
/// the engine's level's, an agreement's, the alarms', a webhook endpoint's, the contracts', a
/// merchant's balance's or a reconciliation's.
template <class... Events>
[[nodiscard]] event_type type_of(const std::variant<Events...>& event) noexcept {
  return event_type_detail::at<std::variant<Events...>>(event.index());
}

}  // namespace sluice
