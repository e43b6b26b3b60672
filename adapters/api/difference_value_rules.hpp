#pragma once
/// What the values of bills and their differences must be in requests; see value_rules.hpp.

#include "adapters/api/value_rules.hpp"
#include "domain/reconciliation/choice.hpp"
#include "domain/reconciliation/command.hpp"
#include "domain/reconciliation/difference_text.hpp"

namespace sluice::api {

inline constexpr value_rule bill_day_rule{
    .kind = value_kind::text,
    .code = rejection_code::bill_invalid,
    .check = check_day,
    .must_be = "a day, such as 2026-01-02",
    .pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"};

inline constexpr value_rule bill_file_rule{
    .kind = value_kind::text,
    .code = rejection_code::bill_invalid,
    .check = check_sha256,
    .must_be = "the SHA-256 of the file, unpacked: 64 lower-case hexadecimal digits",
    .pattern = "^[0-9a-f]{64}$"};

inline constexpr value_rule bill_proven_rule{
    .kind = value_kind::truth,
    .code = rejection_code::bill_invalid,
    .check = check_nothing,
    .must_be = "true or false"};

inline constexpr constant_text bill_part_words("1 to ", std::int64_t{reconciliation::most_parts});
inline constexpr value_rule bill_part_rule{
    .kind = value_kind::number,
    .code = rejection_code::bill_part_invalid,
    .check = check_number,
    .must_be = bill_part_words.view(),
    .least = 1,
    .most = reconciliation::most_parts};

[[nodiscard]] consteval value_rule words_of_a_bill(
    fault (*check)(const field_definition&, const field_value&), std::string_view must_be,
    rejection_code code) {
  return {.kind = value_kind::text,
          .code = code,
          .check = check,
          .must_be = must_be,
          .pattern = reconciliation::words_pattern};
}
inline constexpr value_rule difference_rule = words_of_a_bill(
    check_difference, reconciliation::difference_rule, rejection_code::difference_invalid);
inline constexpr value_rule bill_row_rule = words_of_a_bill(
    check_bill_row, reconciliation::bill_row_rule, rejection_code::difference_invalid);
inline constexpr value_rule bill_sum_rule =
    words_of_a_bill(check_bill_sum, reconciliation::bill_sum_rule, rejection_code::bill_invalid);

static_assert(reconciliation::most_in_a_part == longest_list);
inline constexpr constant_text differences_words("at most ", longest_list, " differences, each ",
                                                 reconciliation::difference_rule);
inline constexpr value_rule differences_rule = several(difference_rule, differences_words.view());
inline constexpr constant_text bill_rows_words("at most ", longest_list, " rows, each ",
                                               reconciliation::bill_row_rule);
inline constexpr value_rule bill_rows_rule = several(bill_row_rule, bill_rows_words.view());
inline constexpr constant_text bill_sums_words("one of each currency, each ",
                                               reconciliation::bill_sum_rule);
inline constexpr value_rule bill_sums_rule = several(bill_sum_rule, bill_sums_words.view());

inline constexpr value_rule difference_id_rule = a_name(rejection_code::difference_unknown);

/// What people may say; what the engine says by itself is none of these.
inline constexpr auto difference_resolution_names = std::to_array<std::string_view>(
    {"bill_is_right", "log_is_right", "counts_once", "is_ours", "is_not_ours", "seen_to"});
inline constexpr constant_text difference_resolution_words("one of ", difference_resolution_names);
inline constexpr value_rule difference_resolution_rule =
    one_of(difference_resolution_names, difference_resolution_words.view(),
           rejection_code::resolution_unknown);

}  // namespace sluice::api
