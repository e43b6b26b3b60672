#pragma once
/// What the values of routing rules must be in requests; see value_rules.hpp.

#include "adapters/api/value_rules.hpp"
#include "domain/routing/rule_words.hpp"

namespace sluice::api {

inline constexpr value_rule rule_name_rule = a_name(rejection_code::rule_invalid);

inline constexpr constant_text rule_merchants_words("at most ", longest_list,
                                                    " names of merchants");
inline constexpr value_rule merchants_rule = several(merchant_rule, rule_merchants_words.view());
inline constexpr constant_text rule_channels_words("at most ", longest_list, " names of channels");
inline constexpr value_rule rule_channels_rule = several(channel_rule, rule_channels_words.view());

inline constexpr auto wallet_names =
    std::to_array<std::string_view>({"wechat", "alipay", "unionpay"});
inline constexpr constant_text wallet_words("one of ", wallet_names);
inline constexpr value_rule wallet_rule =
    one_of(wallet_names, wallet_words.view(), rejection_code::rule_invalid);

inline constexpr value_rule hours_rule{
    .kind = value_kind::text,
    .code = rejection_code::rule_invalid,
    .check = check_hours,
    .must_be = routing::hours_rule,
    .pattern = routing::hours_pattern};

inline constexpr constant_text weekday_words("one of ", routing::weekdays);
inline constexpr value_rule weekday_rule =
    one_of(routing::weekdays, weekday_words.view(), rejection_code::rule_invalid);
inline constexpr constant_text weekdays_words("some of ", routing::weekdays);
inline constexpr value_rule weekdays_rule = several(weekday_rule, weekdays_words.view());

inline constexpr value_rule utc_offset_rule{
    .kind = value_kind::text,
    .code = rejection_code::rule_invalid,
    .check = check_utc_offset,
    .must_be = routing::utc_offset_rule,
    .pattern = routing::utc_offset_pattern};

inline constexpr value_rule rule_amount_rule{
    .kind = value_kind::number,
    .code = rejection_code::rule_invalid,
    .check = check_number,
    .must_be = amount_words.view(),
    .least = 1,
    .most = max_amount_minor};

inline constexpr value_rule share_rule{
    .kind = value_kind::number,
    .code = rejection_code::rule_invalid,
    .check = check_number,
    .must_be = "1 to 256",
    .least = 1,
    .most = 256};

}  // namespace sluice::api
