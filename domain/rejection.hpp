#pragma once
/// Refusals: a command that asks for something the rules do not allow. A value, not an error: it
/// says which field, what was wrong, what is allowed, and whether the same request may succeed
/// later.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

/// In order of precedence: of several faults the first one is reported. Sent to callers: a number
/// or name is never changed or reused; new ones take the next free number wherever they stand.
enum class rejection_code : std::uint16_t {
  // -- the message itself
  reply_subject_missing = 1,
  message_too_large = 2,
  subject_unknown = 3,
  body_empty = 4,
  body_not_json = 5,
  body_not_protobuf = 6,
  content_type_unknown = 7,
  field_duplicated = 8,
  field_unknown = 9,
  field_wrong_type = 10,
  field_missing = 11,
  // -- values
  command_id_invalid = 12,
  merchant_invalid = 13,
  order_no_invalid = 14,
  refund_no_invalid = 15,
  business_type_unknown = 16,
  amount_must_be_positive = 17,
  amount_too_large = 18,
  currency_unknown = 19,
  payment_code_missing = 20,
  payment_code_invalid = 21,
  description_too_long = 22,
  reply_when_unknown = 23,
  not_after_invalid = 27,
  paid_with_invalid = 113,
  payer_id_invalid = 135,
  payer_ip_invalid = 136,
  return_url_invalid = 137,
  payer_token_invalid = 138,
  agreement_no_invalid = 139,
  signed_with_unknown = 166,
  card_phone_invalid = 167,
  card_identity_invalid = 168,
  card_end_invalid = 169,
  card_security_code_invalid = 170,
  card_incomplete = 171,
  bank_reference_invalid = 176,
  settlement_result_unknown = 177,
  verification_code_invalid = 121,
  risk_verdict_unknown = 134,
  card_number_invalid = 161,
  card_holder_invalid = 162,
  card_bank_invalid = 163,
  operator_missing = 24,
  reason_missing = 25,
  resolution_unknown = 26,
  setting_out_of_range = 28,
  nothing_to_change = 29,
  path_invalid = 97,
  until_invalid = 98,
  switch_unclear = 99,
  level_unknown = 122,
  level_unclear = 123,
  alarm_kind_unknown = 159,
  silence_invalid = 160,
  bill_invalid = 183,
  bill_part_invalid = 184,
  difference_invalid = 185,
  life_unknown = 30,
  document_invalid = 31,
  principal_invalid = 32,
  key_invalid = 33,
  principal_kind_unknown = 34,
  grant_unknown = 35,
  key_time_invalid = 36,
  rule_invalid = 106,
  rule_never_holds = 107,
  // -- who may do what
  merchant_unknown = 40,
  merchant_disabled = 41,
  business_type_not_allowed = 42,
  channel_unknown = 43,
  channel_not_allowed = 44,
  no_channel_for_payment_code = 45,
  currency_not_allowed = 46,
  no_channel_left = 109,  ///< by the routing rules
  shadow_not_simulated = 110,
  channel_takes_no_agreements = 150,
  return_url_not_allowed = 146,  ///< it leads elsewhere than to the merchant
  key_wrong = 47,  ///< a plain key as services once sent it; they sign now
  not_allowed = 48,
  signature_incomplete = 49,
  signature_wrong = 50,
  signature_outside_window = 51,
  signature_replayed = 52,
  key_revoked = 53,
  key_expired = 54,
  command_id_missing = 55,
  principal_unknown = 56,
  person_unknown = 57,
  key_unknown = 58,
  rule_unknown = 111,
  grant_not_allowed = 59,
  // -- what has happened before
  command_id_reused = 60,
  order_number_reused = 61,
  order_not_found = 62,
  order_already_paid = 63,
  order_already_failed = 64,
  order_already_revoked = 65,
  order_not_revocable = 66,
  order_not_refundable = 67,
  order_not_paid = 68,
  verification_not_wanted = 124,
  order_needs_no_operator = 69,
  refund_number_reused = 70,
  refund_currency_differs = 71,
  refund_exceeds_paid = 72,
  refund_not_found = 73,
  too_many_refunds = 74,
  nothing_to_capture = 149,
  webhook_unknown = 147,  ///< the merchant has no endpoint of this name
  alarm_unknown = 158,    ///< none of this number fires
  difference_unknown = 180,
  difference_resolved = 181,     ///< already
  resolution_not_allowed = 182,  ///< of a difference of this kind
  capture_currency_differs = 151,
  capture_exceeds_authorized = 152,
  engine_restored = 153,  ///< only who names the end of the log that was put back opens it
  refund_too_late = 145,  ///< the channel takes no refund of it any more
  balance_too_low = 172,  ///< of the merchant, for a refund of what it has been paid
  nothing_to_settle = 173,
  settlement_unknown = 174,
  settlement_ended_otherwise = 175,
  refund_not_stuck = 164,  ///< or its channel sends it nowhere else
  card_forgotten = 165,    ///< it was given before the engine began
  agreement_not_found = 140,
  agreement_number_reused = 141,
  agreement_not_in_force = 142,
  agreement_elsewhere = 143,  ///< it is at another channel than the one that was named
  risk_question_unknown = 125,  ///< it was answered, or its time is over
  resolved_attempt_unclear = 75,
  resolved_amount_missing = 76,
  resolved_amount_impossible = 77,
  expired = 78,
  setting_contradicts = 79,
  rule_contradicts = 108,
  merchant_exists = 80,
  life_not_allowed = 81,
  configuration_wrong = 82,
  second_person_needed = 83,  ///< it is proposed, and not done yet
  proposal_unknown = 84,
  position_differs = 85,
  second_person_is_first = 86,
  proposal_ended = 87,
  proposal_void = 88,
  key_exists = 89,
  too_many_principals = 95,
  too_many_keys = 96,
  amount_above_limit = 101,
  limit_exceeded = 100,  ///< more orders a second, or open, than a merchant or all may have
  merchant_degraded = 120,  ///< a person wants less taken from it for a while
  // -- the engine at this moment
  engine_essential = 126,  ///< people want only what they have listed taken on for a while
  busy = 90,
  unavailable = 91,
  all_paths_open = 105,
  disk_nearly_full = 92,
  order_quarantined = 93,
  draining = 94,
};

struct rejection {
  rejection_code code;
  std::string field;    ///< the request's field at fault; empty when none is
  std::string message;  ///< a sentence for people
  friend bool operator==(const rejection&, const rejection&) = default;
};

/// Where it stands in the table above: of several faults the one with the least is reported.
[[nodiscard]] std::size_t precedence_of(rejection_code code) noexcept;
/// "amount_must_be_positive"
[[nodiscard]] std::string_view name_of(rejection_code code) noexcept;
/// The same request may succeed later.
[[nodiscard]] bool is_retryable(rejection_code code) noexcept;
/// For Nats-Service-Error-Code; numbers in the manner of HTTP: 400, 403, 404, 409, 413, 503.
[[nodiscard]] int service_error_code(rejection_code code) noexcept;

}  // namespace sluice
