#pragma once
/// What may be said of the payer, beside his payment code (value_rules.hpp).

#include "adapters/api/value_checks.hpp"
#include "domain/payer_details.hpp"

namespace sluice::api {

inline constexpr value_rule payer_id_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::payer_id_invalid,
    .check = check_payer_id,
    .must_be = payer_id_rule,
    .pattern = payer_id_pattern};

inline constexpr value_rule payer_ip_rule{
    .kind = value_kind::text,
    .code = rejection_code::payer_ip_invalid,
    .check = check_ip_address,
    .must_be = "an IPv4 or IPv6 address, such as 203.0.113.7: that of the payer's machine",
    .pattern = "^[0-9A-Fa-f.:]{2,45}$"};

inline constexpr value_rule return_url_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::return_url_invalid,
    .check = check_return_url,
    .must_be = return_url_rule,
    .pattern = return_url_pattern};

inline constexpr value_rule payer_token_value_rule{
    .kind = value_kind::text,
    .code = rejection_code::payer_token_invalid,
    .check = check_payer_token,
    .must_be = payer_token_rule,
    .pattern = payer_token_pattern,
    .is_secret = true};

inline constexpr std::int64_t longest_code = 32;
inline constexpr constant_text code_words("1 to ", longest_code, " letters, digits, - or _");
inline constexpr constant_text code_pattern("^[A-Za-z0-9_-]{1,", longest_code, "}$");
inline constexpr value_rule payers_code_rule{
    .kind = value_kind::text,
    .code = rejection_code::verification_code_invalid,
    .check = check_code,
    .must_be = code_words.view(),
    .most = longest_code,
    .pattern = code_pattern.view(),
    .is_secret = true};

}  // namespace sluice::api
