#pragma once
/// Terms of settlement as people write them, in requests and in what answers show:
///   "cycle=T+1 least_minor=50000 reserve_parts_per_million=50000 reserve_days=180"
/// Words in any order, each at most once; what is not said is as usual.

#include <string>
#include <string_view>
#include <variant>

#include "domain/settlement/terms.hpp"

namespace sluice::settlement {

inline constexpr std::string_view terms_rule =
    "words such as cycle=T+1, between blanks: cycle (T+n or D+n), days_off (settle, wait), "
    "make_up_days (settle, wait), least_minor, most_minor, retained_minor, "
    "reserve_parts_per_million, reserve_days, advance_limit_minor (whole numbers, minor units), "
    "shortage (refuse, reserve, advance), begins (schedule, person)";

/// The terms, which may still have a fault, or which word is wrong and why: a sentence without its
/// subject.
[[nodiscard]] std::variant<terms, std::string> terms_from_text(std::string_view text);
/// The cycle, and what differs from terms of which nothing else is said.
[[nodiscard]] std::string to_text(const terms& t);

}  // namespace sluice::settlement
