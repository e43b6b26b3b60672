#pragma once
/// What may be said of a bank card. None of it is told back or logged, but for its bank.

#include "adapters/api/constant_text.hpp"
#include "adapters/api/plain_text.hpp"
#include "adapters/api/value_checks.hpp"
#include "domain/card_to_open.hpp"

namespace sluice::api {

inline constexpr value_rule card_number_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_number_invalid,
    .check = check_card_number,
    .must_be = card_number_rule,
    .pattern = card_number_pattern,
    .is_secret = true};

/// Plain text that is not blank, and has no digit.
inline constexpr constant_text card_holder_pattern(R"(^(?![\s\S]*[0-9]))",
                                                   not_blank_pattern.substr(1));
inline constexpr value_rule card_holder_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_holder_invalid,
    .check = check_holder_name,
    .must_be = holder_name_rule,
    .least = 1,
    .most = longest_holder_name,
    .pattern = card_holder_pattern.view(),
    .is_secret = true};

inline constexpr value_rule card_bank_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_bank_invalid,
    .check = check_bank_name,
    .must_be = bank_name_rule,
    .pattern = bank_name_pattern};

inline constexpr value_rule card_phone_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_phone_invalid,
    .check = check_phone,
    .must_be = phone_rule,
    .pattern = phone_pattern,
    .is_secret = true};

inline constexpr value_rule card_identity_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_identity_invalid,
    .check = check_identity_number,
    .must_be = identity_number_rule,
    .pattern = identity_number_pattern,
    .is_secret = true};

inline constexpr value_rule card_expires_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_end_invalid,
    .check = check_card_end,
    .must_be = card_end_rule,
    .pattern = card_end_pattern,
    .is_secret = true};

inline constexpr value_rule card_security_code_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::card_security_code_invalid,
    .check = check_security_code,
    .must_be = security_code_rule,
    .pattern = security_code_pattern,
    .is_secret = true};

}  // namespace sluice::api
