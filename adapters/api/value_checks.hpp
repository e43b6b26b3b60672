#pragma once
/// Are the values of a request possible at all? Each check says field, problem and what is allowed;
/// the request codec calls them in the order of rejection_code.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/policy.hpp"
#include "domain/rejection.hpp"

namespace sluice::api {

using fault = std::optional<rejection>;

/// For merchant, order_no and refund_no: `code` is the field's own.
[[nodiscard]] fault check_name(rejection_code code, std::string_view field, std::string_view value);
/// Of a refund that may also be one of the engine's own give-backs ("late.1").
[[nodiscard]] fault check_refund_no(std::string_view value);
/// What an attempt holds or a refund gave back: nothing is an amount, too.
[[nodiscard]] fault check_held_amount(std::int64_t minor_units);
[[nodiscard]] fault check_attempt(std::int64_t number);
/// The header Nats-Msg-Id; empty means absent and is fine.
[[nodiscard]] fault check_command_id(std::string_view value);
[[nodiscard]] fault check_business_type(std::string_view value);
[[nodiscard]] fault check_amount(std::int64_t minor_units);
[[nodiscard]] fault check_currency(std::string_view value);
/// Precondition: the business type is known. Never quotes the code.
[[nodiscard]] fault check_payment_code(business_type type, bool given, std::string_view value);
[[nodiscard]] fault check_description(std::string_view value);
[[nodiscard]] fault check_reply_when(std::string_view value);
/// Whether it has passed already is for the order to say: a repeat of a known one hears the truth.
[[nodiscard]] fault check_not_after(std::string_view value);
[[nodiscard]] fault check_operator(std::string_view value);
[[nodiscard]] fault check_reason(std::string_view value);
[[nodiscard]] fault check_resolution(std::string_view value);
[[nodiscard]] fault check_channel(std::string_view value);

}  // namespace sluice::api
