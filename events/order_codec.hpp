#pragma once
/// Order events and their Protobuf messages. Private to the event codec: order_codec.cpp knows the
/// fields, codec.cpp what stands around them.

#include "domain/order/event.hpp"
#include "events/field_codec.hpp"
#include "events/v1/payload.pb.h"

namespace sluice::codec {

/// Sets the payload's event: every field of it, whatever the payload held before.
void to_proto(const order_event& event, v1::Payload& out);

[[nodiscard]] order_accepted from_proto(const v1::OrderAccepted& m, field_check& check);
[[nodiscard]] attempt_started from_proto(const v1::AttemptStarted& m, field_check& check);
[[nodiscard]] payer_asked from_proto(const v1::PayerAsked& m, field_check& check);
[[nodiscard]] attempt_in_doubt from_proto(const v1::AttemptInDoubt& m, field_check& check);
[[nodiscard]] attempt_succeeded from_proto(const v1::AttemptSucceeded& m, field_check& check);
[[nodiscard]] attempt_failed from_proto(const v1::AttemptFailed& m, field_check& check);
[[nodiscard]] order_paid from_proto(const v1::OrderPaid& m, field_check& check);
[[nodiscard]] order_failed from_proto(const v1::OrderFailed& m, field_check& check);
[[nodiscard]] revoke_requested from_proto(const v1::RevokeRequested& m, field_check& check);
[[nodiscard]] late_payment_found from_proto(const v1::LatePaymentFound& m, field_check& check);
[[nodiscard]] revoke_answered from_proto(const v1::RevokeAnswered& m, field_check& check);
[[nodiscard]] order_revoked from_proto(const v1::OrderRevoked& m, field_check& check);
[[nodiscard]] result_conflicted from_proto(const v1::ResultConflicted& m, field_check& check);
[[nodiscard]] refund_requested from_proto(const v1::RefundRequested& m, field_check& check);
[[nodiscard]] refund_in_doubt from_proto(const v1::RefundInDoubt& m, field_check& check);
[[nodiscard]] refund_succeeded from_proto(const v1::RefundSucceeded& m, field_check& check);
[[nodiscard]] refund_failed from_proto(const v1::RefundFailed& m, field_check& check);
[[nodiscard]] operator_needed from_proto(const v1::OperatorNeeded& m, field_check& check);
[[nodiscard]] order_resolved from_proto(const v1::OrderResolved& m, field_check& check);

}  // namespace sluice::codec
