#pragma once
/// The numbers by which the log knows its events. They stand in the header of every record and are
/// the field numbers of events/v1/payload.proto: do not change or reuse one.

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/order/event.hpp"

namespace sluice {

enum class event_type : std::uint16_t {
  order_accepted = 10,
  attempt_started = 11,
  payer_asked = 12,
  attempt_in_doubt = 13,
  attempt_succeeded = 14,
  attempt_failed = 15,
  order_paid = 16,
  order_failed = 17,
  revoke_requested = 18,
  late_payment_found = 19,
  revoke_answered = 20,
  order_revoked = 21,
  result_conflicted = 22,
  refund_requested = 23,
  refund_in_doubt = 24,
  refund_succeeded = 25,
  refund_failed = 26,
  operator_needed = 27,
  order_resolved = 28,
  channel_configured = 100,
  merchant_configured = 200,
};

/// "order_accepted": as published and exported.
[[nodiscard]] std::string_view name_of(event_type type) noexcept;
[[nodiscard]] std::optional<event_type> event_type_from_name(std::string_view name) noexcept;
[[nodiscard]] std::optional<event_type> event_type_from_number(std::uint16_t number) noexcept;
[[nodiscard]] event_type type_of(const order_event& event) noexcept;

}  // namespace sluice
