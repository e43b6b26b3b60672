#pragma once
/// What is brought of a bill as programs write it, in requests and in what answers show:
///   "kind=amount_here_less number=A1 there=payment,CNY,5001,-,30000,2026-01-02,12,1a2b
///    here=payment,done,CNY,5000,-,30000,2026-01-02"
/// Words in any order, each at most once. A side is its movement, (of ours: its state,) currency,
/// amount, settled amount, fee, day, (of a bill's row: its place in the file and the hash of the
/// line); "-" is not said. A number is as it is, or hash:… where only its hash is known.

#include <string>
#include <string_view>
#include <variant>

#include "domain/reconciliation/event.hpp"

namespace sluice::reconciliation {

inline constexpr std::string_view difference_rule =
    "words such as kind=unknown_there, between blanks: kind, number, there and before "
    "(movement,currency,amount,settled,fee,day,row,hash), here "
    "(movement,state,currency,amount,settled,fee,day); - for what is not said";
inline constexpr std::string_view bill_row_rule =
    "number=… and there=movement,currency,amount,settled,fee,day,row,hash; - for what is not said";
inline constexpr std::string_view bill_sum_rule =
    "words such as rows=12, between blanks: unit (a currency), rows, amount (minor units), fee and "
    "fees_rounded (hundred-thousandths of a unit)";
inline constexpr std::string_view words_pattern =
    "^[a-z_]+=[A-Za-z0-9_:,-]+( [a-z_]+=[A-Za-z0-9_:,-]+)*$";

/// What it is, or what is wrong with it: a sentence without its subject.
[[nodiscard]] std::variant<difference, std::string> difference_from_text(std::string_view text);
[[nodiscard]] std::variant<bill_line, std::string> row_from_text(std::string_view text);
[[nodiscard]] std::variant<bill_sum, std::string> sum_from_text(std::string_view text);

[[nodiscard]] std::string to_text(const difference& d);
[[nodiscard]] std::string to_text(const bill_line& row);
[[nodiscard]] std::string to_text(const bill_sum& s);

/// A number for people: as it is, or "hash:…"; empty: none.
[[nodiscard]] std::string text_of(const number& n);
/// "payment,CNY,5001,-,30000,2026-01-02,12,1a2b"
[[nodiscard]] std::string text_of_side(const bill_line& l);
[[nodiscard]] std::string text_of_side(const claim& c);

}  // namespace sluice::reconciliation
