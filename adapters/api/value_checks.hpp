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
/// The header Nats-Msg-Id; empty means absent and is fine.
[[nodiscard]] fault check_command_id(std::string_view value);
[[nodiscard]] fault check_business_type(std::string_view value);
[[nodiscard]] fault check_amount(std::int64_t minor_units);
[[nodiscard]] fault check_currency(std::string_view value);
/// Precondition: the business type is known. Never quotes the code.
[[nodiscard]] fault check_payment_code(business_type type, bool given, std::string_view value);
[[nodiscard]] fault check_description(std::string_view value);
[[nodiscard]] fault check_reply_when(std::string_view value);
[[nodiscard]] fault check_operator(std::string_view value);
[[nodiscard]] fault check_reason(std::string_view value);
[[nodiscard]] fault check_resolution(std::string_view value);
[[nodiscard]] fault check_channel(std::string_view value);

}  // namespace sluice::api
