#include "domain/rejection.hpp"

#include <array>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

struct row {
  rejection_code code;
  std::string_view name;
  int service_error;
};

/// In order of precedence, as in the header.
constexpr auto rows = std::to_array<row>({
    {rejection_code::reply_subject_missing, "reply_subject_missing", 400},
    {rejection_code::message_too_large, "message_too_large", 413},
    {rejection_code::subject_unknown, "subject_unknown", 404},
    {rejection_code::body_empty, "body_empty", 400},
    {rejection_code::body_not_json, "body_not_json", 400},
    {rejection_code::body_not_protobuf, "body_not_protobuf", 400},
    {rejection_code::content_type_unknown, "content_type_unknown", 400},
    {rejection_code::field_duplicated, "field_duplicated", 400},
    {rejection_code::field_unknown, "field_unknown", 400},
    {rejection_code::field_wrong_type, "field_wrong_type", 400},
    {rejection_code::field_missing, "field_missing", 400},
    {rejection_code::command_id_invalid, "command_id_invalid", 400},
    {rejection_code::merchant_invalid, "merchant_invalid", 400},
    {rejection_code::order_no_invalid, "order_no_invalid", 400},
    {rejection_code::refund_no_invalid, "refund_no_invalid", 400},
    {rejection_code::business_type_unknown, "business_type_unknown", 400},
    {rejection_code::amount_must_be_positive, "amount_must_be_positive", 400},
    {rejection_code::amount_too_large, "amount_too_large", 400},
    {rejection_code::currency_unknown, "currency_unknown", 400},
    {rejection_code::payment_code_missing, "payment_code_missing", 400},
    {rejection_code::payment_code_invalid, "payment_code_invalid", 400},
    {rejection_code::description_too_long, "description_too_long", 400},
    {rejection_code::reply_when_unknown, "reply_when_unknown", 400},
    {rejection_code::not_after_invalid, "not_after_invalid", 400},
    {rejection_code::paid_with_invalid, "paid_with_invalid", 400},
    {rejection_code::payer_id_invalid, "payer_id_invalid", 400},
    {rejection_code::payer_ip_invalid, "payer_ip_invalid", 400},
    {rejection_code::return_url_invalid, "return_url_invalid", 400},
    {rejection_code::payer_token_invalid, "payer_token_invalid", 400},
    {rejection_code::agreement_no_invalid, "agreement_no_invalid", 400},
    {rejection_code::signed_with_unknown, "signed_with_unknown", 400},
    {rejection_code::card_phone_invalid, "card_phone_invalid", 400},
    {rejection_code::card_identity_invalid, "card_identity_invalid", 400},
    {rejection_code::card_end_invalid, "card_end_invalid", 400},
    {rejection_code::card_security_code_invalid, "card_security_code_invalid", 400},
    {rejection_code::card_incomplete, "card_incomplete", 400},
    {rejection_code::bank_reference_invalid, "bank_reference_invalid", 400},
    {rejection_code::settlement_result_unknown, "settlement_result_unknown", 400},
    {rejection_code::verification_code_invalid, "verification_code_invalid", 400},
    {rejection_code::risk_verdict_unknown, "risk_verdict_unknown", 400},
    {rejection_code::card_number_invalid, "card_number_invalid", 400},
    {rejection_code::card_holder_invalid, "card_holder_invalid", 400},
    {rejection_code::card_bank_invalid, "card_bank_invalid", 400},
    {rejection_code::operator_missing, "operator_missing", 400},
    {rejection_code::reason_missing, "reason_missing", 400},
    {rejection_code::resolution_unknown, "resolution_unknown", 400},
    {rejection_code::setting_out_of_range, "setting_out_of_range", 400},
    {rejection_code::nothing_to_change, "nothing_to_change", 400},
    {rejection_code::path_invalid, "path_invalid", 400},
    {rejection_code::until_invalid, "until_invalid", 400},
    {rejection_code::switch_unclear, "switch_unclear", 400},
    {rejection_code::level_unknown, "level_unknown", 400},
    {rejection_code::level_unclear, "level_unclear", 400},
    {rejection_code::alarm_kind_unknown, "alarm_kind_unknown", 400},
    {rejection_code::silence_invalid, "silence_invalid", 400},
    {rejection_code::bill_invalid, "bill_invalid", 400},
    {rejection_code::bill_part_invalid, "bill_part_invalid", 400},
    {rejection_code::difference_invalid, "difference_invalid", 400},
    {rejection_code::life_unknown, "life_unknown", 400},
    {rejection_code::document_invalid, "document_invalid", 400},
    {rejection_code::principal_invalid, "principal_invalid", 400},
    {rejection_code::key_invalid, "key_invalid", 400},
    {rejection_code::principal_kind_unknown, "principal_kind_unknown", 400},
    {rejection_code::grant_unknown, "grant_unknown", 400},
    {rejection_code::key_time_invalid, "key_time_invalid", 400},
    {rejection_code::rule_invalid, "rule_invalid", 400},
    {rejection_code::rule_never_holds, "rule_never_holds", 400},
    {rejection_code::merchant_unknown, "merchant_unknown", 404},
    {rejection_code::merchant_disabled, "merchant_disabled", 403},
    {rejection_code::business_type_not_allowed, "business_type_not_allowed", 403},
    {rejection_code::channel_unknown, "channel_unknown", 404},
    {rejection_code::channel_not_allowed, "channel_not_allowed", 403},
    {rejection_code::no_channel_for_payment_code, "no_channel_for_payment_code", 403},
    {rejection_code::currency_not_allowed, "currency_not_allowed", 403},
    {rejection_code::no_channel_left, "no_channel_left", 403},
    {rejection_code::shadow_not_simulated, "shadow_not_simulated", 403},
    {rejection_code::channel_takes_no_agreements, "channel_takes_no_agreements", 403},
    {rejection_code::return_url_not_allowed, "return_url_not_allowed", 403},
    {rejection_code::key_wrong, "key_wrong", 403},
    {rejection_code::not_allowed, "not_allowed", 403},
    {rejection_code::signature_incomplete, "signature_incomplete", 400},
    {rejection_code::signature_wrong, "signature_wrong", 403},
    {rejection_code::signature_outside_window, "signature_outside_window", 403},
    {rejection_code::signature_replayed, "signature_replayed", 403},
    {rejection_code::key_revoked, "key_revoked", 403},
    {rejection_code::key_expired, "key_expired", 403},
    {rejection_code::command_id_missing, "command_id_missing", 400},
    {rejection_code::principal_unknown, "principal_unknown", 404},
    {rejection_code::person_unknown, "person_unknown", 403},
    {rejection_code::key_unknown, "key_unknown", 404},
    {rejection_code::rule_unknown, "rule_unknown", 404},
    {rejection_code::grant_not_allowed, "grant_not_allowed", 403},
    {rejection_code::command_id_reused, "command_id_reused", 409},
    {rejection_code::order_number_reused, "order_number_reused", 409},
    {rejection_code::order_not_found, "order_not_found", 404},
    {rejection_code::order_already_paid, "order_already_paid", 409},
    {rejection_code::order_already_failed, "order_already_failed", 409},
    {rejection_code::order_already_revoked, "order_already_revoked", 409},
    {rejection_code::order_not_revocable, "order_not_revocable", 409},
    {rejection_code::order_not_refundable, "order_not_refundable", 409},
    {rejection_code::order_not_paid, "order_not_paid", 409},
    {rejection_code::verification_not_wanted, "verification_not_wanted", 409},
    {rejection_code::order_needs_no_operator, "order_needs_no_operator", 409},
    {rejection_code::refund_number_reused, "refund_number_reused", 409},
    {rejection_code::refund_currency_differs, "refund_currency_differs", 409},
    {rejection_code::refund_exceeds_paid, "refund_exceeds_paid", 409},
    {rejection_code::refund_not_found, "refund_not_found", 404},
    {rejection_code::too_many_refunds, "too_many_refunds", 409},
    {rejection_code::nothing_to_capture, "nothing_to_capture", 409},
    {rejection_code::webhook_unknown, "webhook_unknown", 404},
    {rejection_code::alarm_unknown, "alarm_unknown", 404},
    {rejection_code::difference_unknown, "difference_unknown", 404},
    {rejection_code::difference_resolved, "difference_resolved", 409},
    {rejection_code::resolution_not_allowed, "resolution_not_allowed", 409},
    {rejection_code::capture_currency_differs, "capture_currency_differs", 409},
    {rejection_code::capture_exceeds_authorized, "capture_exceeds_authorized", 409},
    {rejection_code::engine_restored, "engine_restored", 409},
    {rejection_code::refund_too_late, "refund_too_late", 409},
    {rejection_code::balance_too_low, "balance_too_low", 409},
    {rejection_code::nothing_to_settle, "nothing_to_settle", 409},
    {rejection_code::settlement_unknown, "settlement_unknown", 404},
    {rejection_code::settlement_ended_otherwise, "settlement_ended_otherwise", 409},
    {rejection_code::refund_not_stuck, "refund_not_stuck", 409},
    {rejection_code::card_forgotten, "card_forgotten", 409},
    {rejection_code::agreement_not_found, "agreement_not_found", 404},
    {rejection_code::agreement_number_reused, "agreement_number_reused", 409},
    {rejection_code::agreement_not_in_force, "agreement_not_in_force", 409},
    {rejection_code::agreement_elsewhere, "agreement_elsewhere", 409},
    {rejection_code::risk_question_unknown, "risk_question_unknown", 404},
    {rejection_code::resolved_attempt_unclear, "resolved_attempt_unclear", 409},
    {rejection_code::resolved_amount_missing, "resolved_amount_missing", 409},
    {rejection_code::resolved_amount_impossible, "resolved_amount_impossible", 409},
    {rejection_code::expired, "expired", 409},
    {rejection_code::setting_contradicts, "setting_contradicts", 409},
    {rejection_code::rule_contradicts, "rule_contradicts", 409},
    {rejection_code::merchant_exists, "merchant_exists", 409},
    {rejection_code::life_not_allowed, "life_not_allowed", 409},
    {rejection_code::configuration_wrong, "configuration_wrong", 409},
    {rejection_code::second_person_needed, "second_person_needed", 403},
    {rejection_code::proposal_unknown, "proposal_unknown", 404},
    {rejection_code::position_differs, "position_differs", 409},
    {rejection_code::second_person_is_first, "second_person_is_first", 403},
    {rejection_code::proposal_ended, "proposal_ended", 409},
    {rejection_code::proposal_void, "proposal_void", 409},
    {rejection_code::key_exists, "key_exists", 409},
    {rejection_code::too_many_principals, "too_many_principals", 409},
    {rejection_code::too_many_keys, "too_many_keys", 409},
    {rejection_code::amount_above_limit, "amount_above_limit", 403},
    {rejection_code::limit_exceeded, "limit_exceeded", 503},
    {rejection_code::merchant_degraded, "merchant_degraded", 503},
    {rejection_code::engine_essential, "engine_essential", 503},
    {rejection_code::busy, "busy", 503},
    {rejection_code::unavailable, "unavailable", 503},
    {rejection_code::all_paths_open, "all_paths_open", 503},
    {rejection_code::disk_nearly_full, "disk_nearly_full", 503},
    {rejection_code::order_quarantined, "order_quarantined", 503},
    {rejection_code::draining, "draining", 503},
});

static_assert(has_one_row_each(rows, &row::code), "every rejection has a row");
static_assert(has_each_once(rows, &row::name), "no two rejections share a name");

const row& row_of(rejection_code code) noexcept {
  for (const auto& r : rows)
    if (r.code == code) return r;
  broken_invariant("every rejection has a row", __FILE__, __LINE__);
}

}  // namespace

std::size_t precedence_of(rejection_code code) noexcept {
  return static_cast<std::size_t>(&row_of(code) - rows.data());
}

std::string_view name_of(rejection_code code) noexcept { return row_of(code).name; }

int service_error_code(rejection_code code) noexcept { return row_of(code).service_error; }

bool is_retryable(rejection_code code) noexcept { return row_of(code).service_error == 503; }

}  // namespace sluice
