#pragma once
/// Every row, and a list of the events to walk them by.

#include <utility>
#include <variant>

#include "events/codec.hpp"
#include "events/forms/access_forms.hpp"
#include "events/forms/agreement_forms.hpp"
#include "events/forms/alarm_forms.hpp"
#include "events/forms/approval_forms.hpp"
#include "events/forms/attempt_forms.hpp"
#include "events/forms/channel_forms.hpp"
#include "events/forms/balance_forms.hpp"
#include "events/forms/contract_forms.hpp"
#include "events/forms/engine_forms.hpp"
#include "events/forms/level_rule_forms.hpp"
#include "events/forms/measure_forms.hpp"
#include "events/forms/merchant_forms.hpp"
#include "events/forms/order_forms.hpp"
#include "events/forms/path_forms.hpp"
#include "events/forms/reconciliation_forms.hpp"
#include "events/forms/refund_forms.hpp"
#include "events/forms/revoke_forms.hpp"
#include "events/forms/risk_forms.hpp"
#include "events/forms/risk_rule_forms.hpp"
#include "events/forms/routing_forms.hpp"
#include "events/forms/webhook_forms.hpp"

namespace sluice::codec {

template <class... Events>
struct event_list {
  /// True if one of them says so; the rest is not asked.
  template <class Ask>
  static bool any(const Ask& ask) {
    return (ask(std::in_place_type<Events>) || ...);
  }
};

template <class... Some, class... Others>
consteval event_list<Some..., Others...> operator+(event_list<Some...>, event_list<Others...>) {
  return {};
}

template <class... Events>
consteval event_list<Events...> listed_in_family(const std::variant<Events...>*) {
  static_assert(
      ((static_cast<int>(form<Events>::number) == static_cast<int>(event_type_of<Events>)) && ...),
      "an event's field in payload.proto has the number of its type");
  return {};
}

template <class... Families>
consteval auto listed(const std::variant<Families...>*) {
  return (listed_in_family(static_cast<const Families*>(nullptr)) + ...);
}

using all_events = decltype(listed(static_cast<const any_event*>(nullptr)));

}  // namespace sluice::codec
