#pragma once
/// What the values of settlements must be in requests; see value_rules.hpp.

#include "adapters/api/value_rules.hpp"

namespace sluice::api {

inline constexpr value_rule day_rule{
    .kind = value_kind::text,
    .code = rejection_code::setting_out_of_range,
    .check = check_day,
    .must_be = "a day such as 2026-01-02, from 1970 to 2999",
    .pattern = "^(19[7-9][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"};

inline constexpr std::int64_t last_settlement = 4'294'967'295;
inline constexpr constant_text settlement_no_words("1 to ", last_settlement);
inline constexpr value_rule settlement_no_rule{
    .kind = value_kind::number,
    .code = rejection_code::settlement_unknown,
    .check = check_number,
    .must_be = settlement_no_words.view(),
    .least = 1,
    .most = last_settlement};

inline constexpr auto settlement_results =
    std::to_array<std::string_view>({"paid", "not_paid", "returned"});
inline constexpr constant_text settlement_result_words("one of ", settlement_results);
inline constexpr value_rule settlement_result_rule = one_of(
    settlement_results, settlement_result_words.view(), rejection_code::settlement_result_unknown);

inline constexpr value_rule bank_reference_rule = a_name(rejection_code::bank_reference_invalid);

}  // namespace sluice::api
