#pragma once
/// Is the value of a field possible at all? A check says field, problem and what is allowed. Rules
/// name them (value_rules.hpp); the request codec calls them in the order of rejection_code.

#include <optional>
#include <string_view>

#include "adapters/api/field_definition.hpp"
#include "domain/merchant/event.hpp"

namespace sluice::api {

[[nodiscard]] fault check_name(const field_definition& field, const field_value& value);
/// A payer's: what it is stays unsaid.
[[nodiscard]] fault check_code(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_payer_id(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_ip_address(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_return_url(const field_definition& field, const field_value& value);
/// Never quotes it.
[[nodiscard]] fault check_payer_token(const field_definition& field, const field_value& value);
/// Of a card: what is wrong is said, and never the value.
[[nodiscard]] fault check_card_number(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_phone(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_identity_number(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_card_end(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_security_code(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_holder_name(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_bank_name(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_paid_with(const field_definition& field, const field_value& value);
/// Of a refund that may also be one of the engine's own give-backs ("late.1").
[[nodiscard]] fault check_known_refund(const field_definition& field, const field_value& value);
/// Empty: the whole channel.
[[nodiscard]] fault check_path(const field_definition& field, const field_value& value);
/// "22:00-06:00"
[[nodiscard]] fault check_hours(const field_definition& field, const field_value& value);
/// "2026-01-02"
[[nodiscard]] fault check_day(const field_definition& field, const field_value& value);
/// "+08:00"
[[nodiscard]] fault check_utc_offset(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_number(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_choice(const field_definition& field, const field_value& value);
/// Plain characters, `least` to `most`; where there must be any, not only blanks.
[[nodiscard]] fault check_words(const field_definition& field, const field_value& value);
/// Whether it has passed already is for the order to say: a repeat of a known one hears the truth.
[[nodiscard]] fault check_time(const field_definition& field, const field_value& value);
/// Never quotes the code.
[[nodiscard]] fault check_payment_code(const field_definition& field, const field_value& value);
/// No more than `most`, and each as its own rule says.
[[nodiscard]] fault check_each(const field_definition& field, const field_value& values);
[[nodiscard]] fault check_document(const field_definition& field, const field_value& value);
/// "payment_code.commands_per_second=50"
[[nodiscard]] fault check_contract_row(const field_definition& field, const field_value& value);
/// Of bills: domain/reconciliation/difference_text.hpp.
[[nodiscard]] fault check_difference(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_bill_row(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_bill_sum(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_merchant_limit(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_sha256(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_scope_of_one(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_grant(const field_definition& field, const field_value& value);
[[nodiscard]] fault check_public_key(const field_definition& field, const field_value& value);
/// Never quotes it.
[[nodiscard]] fault check_plain_key(const field_definition& field, const field_value& value);
/// Its meaning is checked by the engine.
[[nodiscard]] fault check_nothing(const field_definition& field, const field_value& value);

inline constexpr std::size_t longest_document_name = 128;
/// As sha256sum prints it: "<64 hexadecimal digits>  <name>".
[[nodiscard]] std::optional<merchant::document> document_from_text(std::string_view text);

/// The header Nats-Msg-Id; empty means absent and is fine.
[[nodiscard]] fault check_command_id(std::string_view value);

}  // namespace sluice::api
