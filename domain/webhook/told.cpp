#include "domain/webhook/told.hpp"

#include "base/overloaded.hpp"

namespace sluice::webhook {
namespace {

constexpr std::string_view not_told{};

}  // namespace

std::string_view name_of(const order::event& e) noexcept {
  using namespace order;
  return std::visit(
      overloaded{
          [](const order_paid&) -> std::string_view { return "order.paid"; },
          [](const order_authorized&) -> std::string_view { return "order.authorized"; },
          [](const order_failed&) -> std::string_view { return "order.failed"; },
          [](const order_revoked&) -> std::string_view { return "order.revoked"; },
          [](const late_payment_found&) -> std::string_view { return "order.paid_late"; },
          [](const order_resolved&) -> std::string_view { return "order.resolved"; },
          [](const refund_succeeded&) -> std::string_view { return "refund.succeeded"; },
          [](const refund_failed&) -> std::string_view { return "refund.failed"; },
          // What has not ended yet, or concerns ourselves.
          [](const order_accepted&) { return not_told; },
          [](const attempt_started&) { return not_told; },
          [](const payer_asked&) { return not_told; },
          [](const attempt_in_doubt&) { return not_told; },
          [](const attempt_succeeded&) { return not_told; },
          [](const attempt_failed&) { return not_told; },
          [](const capture_requested&) { return not_told; },
          [](const revoke_requested&) { return not_told; },
          [](const revoke_answered&) { return not_told; },
          [](const result_conflicted&) { return not_told; },
          [](const refund_requested&) { return not_told; },
          [](const refund_in_doubt&) { return not_told; },
          [](const refund_sent_on&) { return not_told; },
          [](const operator_needed&) { return not_told; },
          [](const risk_judged&) { return not_told; },
          [](const code_tried&) { return not_told; },
          [](const code_judged&) { return not_told; },
          [](const route_renewed&) { return not_told; },
          [](const code_given&) { return not_told; },
      },
      e);
}

}  // namespace sluice::webhook
