#pragma once
/// A row of a contract as people write it, in requests and in what answers show:
///   "channel=wechat business_type=payment_code parts_per_million=6000 least_minor=1"
/// Words in any order, each at most once; what is not said fits any payment, or is 0.

#include <string>
#include <string_view>
#include <variant>

#include "domain/contract/terms.hpp"

namespace sluice::contract {

inline constexpr std::string_view row_rule =
    "words such as parts_per_million=6000, between blanks: channel, business_type, paid_with (a "
    "method, or method/bank), amount_from, amount_below, parts_per_million, fixed_minor, "
    "least_minor, most_minor (whole numbers, minor units), rounding (half_up, half_even, down), "
    "fee_return (cumulative, per_refund, none)";
inline constexpr std::string_view row_pattern =
    "^[a-z_]+=[A-Za-z0-9_/-]+( [a-z_]+=[A-Za-z0-9_/-]+)*$";

/// The row, or which word is wrong and why: a sentence without its subject.
[[nodiscard]] std::variant<row, std::string> row_from_text(std::string_view text);
/// Says what differs from a row of which nothing is said.
[[nodiscard]] std::string to_text(const row& r);

}  // namespace sluice::contract
