#include "events/event_type.hpp"

#include <array>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice {
namespace {

struct row {
  event_type type;
  std::string_view name;
};

constexpr auto rows = [] {
  using enum event_type;
  return std::to_array<row>({
      {order_accepted, "order_accepted"},
      {attempt_started, "attempt_started"},
      {payer_asked, "payer_asked"},
      {attempt_in_doubt, "attempt_in_doubt"},
      {attempt_succeeded, "attempt_succeeded"},
      {attempt_failed, "attempt_failed"},
      {order_paid, "order_paid"},
      {order_failed, "order_failed"},
      {revoke_requested, "revoke_requested"},
      {late_payment_found, "late_payment_found"},
      {revoke_answered, "revoke_answered"},
      {order_revoked, "order_revoked"},
      {result_conflicted, "result_conflicted"},
      {refund_requested, "refund_requested"},
      {refund_in_doubt, "refund_in_doubt"},
      {refund_succeeded, "refund_succeeded"},
      {refund_failed, "refund_failed"},
      {operator_needed, "operator_needed"},
      {order_resolved, "order_resolved"},
      {channel_configured, "channel_configured"},
      {merchant_configured, "merchant_configured"},
  });
}();

static_assert(has_one_row_each(rows, &row::type), "every event type has a row");
static_assert(has_each_once(rows, &row::name), "no two event types share a name");

}  // namespace

std::string_view name_of(event_type type) noexcept {
  for (const auto& r : rows)
    if (r.type == type) return r.name;
  broken_invariant("every event type has a name", __FILE__, __LINE__);
}

std::optional<event_type> event_type_from_name(std::string_view name) noexcept {
  for (const auto& r : rows)
    if (r.name == name) return r.type;
  return std::nullopt;
}

std::optional<event_type> event_type_from_number(std::uint16_t number) noexcept {
  for (const auto& r : rows)
    if (static_cast<std::uint16_t>(r.type) == number) return r.type;
  return std::nullopt;
}

event_type type_of(const order_event& event) noexcept {
  return std::visit(
      overloaded{
          [](const order_accepted&) { return event_type::order_accepted; },
          [](const attempt_started&) { return event_type::attempt_started; },
          [](const payer_asked&) { return event_type::payer_asked; },
          [](const attempt_in_doubt&) { return event_type::attempt_in_doubt; },
          [](const attempt_succeeded&) { return event_type::attempt_succeeded; },
          [](const attempt_failed&) { return event_type::attempt_failed; },
          [](const order_paid&) { return event_type::order_paid; },
          [](const order_failed&) { return event_type::order_failed; },
          [](const revoke_requested&) { return event_type::revoke_requested; },
          [](const late_payment_found&) { return event_type::late_payment_found; },
          [](const revoke_answered&) { return event_type::revoke_answered; },
          [](const order_revoked&) { return event_type::order_revoked; },
          [](const result_conflicted&) { return event_type::result_conflicted; },
          [](const refund_requested&) { return event_type::refund_requested; },
          [](const refund_in_doubt&) { return event_type::refund_in_doubt; },
          [](const refund_succeeded&) { return event_type::refund_succeeded; },
          [](const refund_failed&) { return event_type::refund_failed; },
          [](const operator_needed&) { return event_type::operator_needed; },
          [](const order_resolved&) { return event_type::order_resolved; },
      },
      event);
}

}  // namespace sluice
