#pragma once
/// What the values of contracts must be in requests; see value_rules.hpp.

#include "adapters/api/value_rules.hpp"
#include "domain/contract/row_text.hpp"

namespace sluice::api {

inline constexpr auto account_owner_names = std::to_array<std::string_view>({"merchant", "us"});
inline constexpr constant_text account_owner_words("one of ", account_owner_names);
inline constexpr value_rule account_owner_rule =
    one_of(account_owner_names, account_owner_words.view(), rejection_code::setting_out_of_range);

inline constexpr auto billing_names = std::to_array<std::string_view>({"included", "apart"});
inline constexpr constant_text billing_words("one of ", billing_names);
inline constexpr value_rule billing_rule =
    one_of(billing_names, billing_words.view(), rejection_code::setting_out_of_range);

inline constexpr value_rule contract_row_rule{
    .kind = value_kind::text,
    .code = rejection_code::setting_out_of_range,
    .check = check_contract_row,
    .must_be = contract::row_rule,
    .pattern = contract::row_pattern};
inline constexpr constant_text contract_rows_words(
    "1 to ", longest_list, " rows, each words such as channel=alipay parts_per_million=5500");
inline constexpr value_rule contract_rows_rule =
    several(contract_row_rule, contract_rows_words.view());

}  // namespace sluice::api
