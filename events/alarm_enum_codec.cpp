#include "base/invariant.hpp"
#include "events/enum_codec.hpp"

namespace sluice::codec {

v1::AlarmKind to_proto(alarm::kind k) noexcept {
  switch (k) {
    case alarm::kind::network_channel: return v1::ALARM_KIND_NETWORK_CHANNEL;
    case alarm::kind::network_minutes: return v1::ALARM_KIND_NETWORK_MINUTES;
    case alarm::kind::network_total: return v1::ALARM_KIND_NETWORK_TOTAL;
    case alarm::kind::order_overdue: return v1::ALARM_KIND_ORDER_OVERDUE;
    case alarm::kind::success_rate: return v1::ALARM_KIND_SUCCESS_RATE;
    case alarm::kind::code_frequent: return v1::ALARM_KIND_CODE_FREQUENT;
    case alarm::kind::abnormal_failure: return v1::ALARM_KIND_ABNORMAL_FAILURE;
    case alarm::kind::abnormal_state: return v1::ALARM_KIND_ABNORMAL_STATE;
    case alarm::kind::special_state: return v1::ALARM_KIND_SPECIAL_STATE;
    case alarm::kind::wallet_shut: return v1::ALARM_KIND_WALLET_SHUT;
    case alarm::kind::notification_failing: return v1::ALARM_KIND_NOTIFICATION_FAILING;
    case alarm::kind::single_person: return v1::ALARM_KIND_SINGLE_PERSON;
    case alarm::kind::receiver_failing: return v1::ALARM_KIND_RECEIVER_FAILING;
    case alarm::kind::system: return v1::ALARM_KIND_SYSTEM;
    case alarm::kind::foreign_flood: return v1::ALARM_KIND_FOREIGN_FLOOD;
    case alarm::kind::volume: return v1::ALARM_KIND_VOLUME;
    case alarm::kind::large_amount: return v1::ALARM_KIND_LARGE_AMOUNT;
    case alarm::kind::payer_slow: return v1::ALARM_KIND_PAYER_SLOW;
    case alarm::kind::foreign_address: return v1::ALARM_KIND_FOREIGN_ADDRESS;
  }
  broken_invariant("every kind of alarm has a written form", __FILE__, __LINE__);
}

std::optional<alarm::kind> from_proto(v1::AlarmKind k) noexcept {
  if (k == v1::ALARM_KIND_UNSPECIFIED || !v1::AlarmKind_IsValid(k)) return std::nullopt;
  return static_cast<alarm::kind>(k);
}

/// Nobody is no reason: such an event is never written.
v1::DisabledBy to_proto(webhook::disabled_by d) noexcept {
  switch (d) {
    case webhook::disabled_by::nobody: return v1::DISABLED_BY_UNSPECIFIED;
    case webhook::disabled_by::gone: return v1::DISABLED_BY_GONE;
    case webhook::disabled_by::failing: return v1::DISABLED_BY_FAILING;
  }
  broken_invariant("every reason has a written form", __FILE__, __LINE__);
}

std::optional<webhook::disabled_by> from_proto(v1::DisabledBy d) noexcept {
  if (d == v1::DISABLED_BY_UNSPECIFIED || !v1::DisabledBy_IsValid(d)) return std::nullopt;
  return static_cast<webhook::disabled_by>(d);
}

}  // namespace sluice::codec
