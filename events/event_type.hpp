#pragma once
/// The numbers by which the log knows its events. They stand in the header of every record and are
/// the field numbers of events/v1/payload.proto: do not change or reuse one.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

#include "domain/channel/event.hpp"
#include "domain/merchant/event.hpp"
#include "domain/order/event.hpp"

namespace sluice {

/// The events of orders are numbered as `order::event` lists them: that list grows at its end only.
enum class event_type : std::uint16_t {
  first_of_order = 10,
  last_of_order = first_of_order + std::variant_size_v<order::event> - 1,
  channel_configured = 100,
  merchant_configured = 200,
};

namespace event_type_detail {

template <class Event, class... Listed>
consteval event_type of_order(const std::variant<Listed...>*) {
  static_assert((std::is_same_v<Event, Listed> || ...), "one of the log's events");
  std::uint16_t place = 0;
  (void)((std::is_same_v<Event, Listed> || (++place, false)) || ...);
  return static_cast<event_type>(static_cast<std::uint16_t>(event_type::first_of_order) + place);
}

}  // namespace event_type_detail

/// event_type_of<order::order_paid>
template <class Event>
inline constexpr event_type event_type_of =
    event_type_detail::of_order<Event>(static_cast<const order::event*>(nullptr));
template <>
inline constexpr event_type event_type_of<channel::configured> = event_type::channel_configured;
template <>
inline constexpr event_type event_type_of<merchant::configured> = event_type::merchant_configured;

/// "order_accepted": as published and exported, and the field's name in payload.proto.
[[nodiscard]] std::string_view name_of(event_type type) noexcept;
[[nodiscard]] std::optional<event_type> event_type_from_number(std::uint16_t number) noexcept;

[[nodiscard]] inline event_type type_of(const order::event& event) noexcept {
  return static_cast<event_type>(
      static_cast<std::size_t>(event_type::first_of_order) + event.index());
}

}  // namespace sluice
