#pragma once
/// A bank card that money is sent to, or that a payer signs an agreement with: a secret that lives
/// in memory until the channel has it. The log and people see its last four digits.
///
/// What is wrong with a part of it is said without repeating it. Called by the checks of requests;
/// what a channel's own charset can carry is asked by its dialect.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace sluice {

struct bank_card {
  std::string bank{};  ///< as its channel names it: "ICBC_DEBIT"
  secret number{};
  secret holder_name{};
};

/// "ICBC_DEBIT ************0018": what the log and people see.
[[nodiscard]] std::string shown(const bank_card& card);

/// Somebody has written the card's number, or its holder, where it would be kept.
[[nodiscard]] bool names_card(std::string_view text, const bank_card& card);

// -- what its parts must be ----------------------------------------------------------------------

/// Nothing: it is one. Otherwise what is wrong, after "it ": "has 11 digits". ISO/IEC 7812-1: 13 to
/// 19 digits, the last of which is Luhn's check digit.
[[nodiscard]] std::optional<std::string> fault_in_card_number(std::string_view text);
inline constexpr std::string_view card_number_rule =
    "13 to 19 digits of which the last is the check digit, without blanks";
inline constexpr std::string_view card_number_pattern = "^[0-9]{13,19}$";

/// A name as it is printed on the card: 1 to 64 bytes of UTF-8, no more than WeChat Pay and
/// UnionPay take, with no control characters and no digits.
[[nodiscard]] std::optional<std::string> fault_in_holder_name(std::string_view text);
inline constexpr std::size_t longest_holder_name = 64;
inline constexpr std::string_view holder_name_rule =
    "the name of the card's holder: at most 64 bytes in UTF-8, not only blanks, without control "
    "characters or digits";

/// As channels name the card's bank.
[[nodiscard]] bool is_bank_name(std::string_view text) noexcept;
inline constexpr std::string_view bank_name_rule =
    "the card's bank as the channel names it, such as ICBC_DEBIT: 1 to 32 upper-case letters, "
    "digits or '_'";
inline constexpr std::string_view bank_name_pattern = "^[A-Z0-9_]{1,32}$";

}  // namespace sluice
