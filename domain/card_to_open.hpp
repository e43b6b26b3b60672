#pragma once
/// A bank card that its payer has opened for a merchant (开通), so that he can be charged by an
/// agreement: what its bank asks of him beside a code that it sends to his phone. All of it is
/// secret, and lives in memory until the channel has it.
///
/// What is wrong with a part of it is said without repeating it, as in bank_card.hpp.

#include <optional>
#include <string>
#include <string_view>

#include "domain/bank_card.hpp"

namespace sluice {

struct card_to_open {
  bank_card card;
  secret phone{};            ///< which the bank knows
  secret identity_number{};  ///< of the holder's identity card
  secret expires{};          ///< of a credit card, "MMYY"; empty: a debit card
  secret security_code{};    ///< likewise
};

/// Nothing: it is one. Otherwise what is wrong, after "it ". A mobile number in mainland China: 11
/// digits, of which the first is 1.
[[nodiscard]] std::optional<std::string> fault_in_phone(std::string_view text);
inline constexpr std::string_view phone_rule =
    "the 11 digits of a mobile number of mainland China, which begins with 1";
inline constexpr std::string_view phone_pattern = "^1[0-9]{10}$";

/// Likewise. GB 11643-1999: 17 digits and a check character (ISO 7064, MOD 11-2).
[[nodiscard]] std::optional<std::string> fault_in_identity_number(std::string_view text);
inline constexpr std::string_view identity_number_rule =
    "the 18 characters of an identity card's number, of which the last is the check character";
inline constexpr std::string_view identity_number_pattern = "^[0-9]{17}[0-9X]$";

/// Likewise: month and year as they are printed on the card, "0729".
[[nodiscard]] std::optional<std::string> fault_in_card_end(std::string_view text);
inline constexpr std::string_view card_end_rule =
    "month and year as on the card: four digits, such as 0729";
inline constexpr std::string_view card_end_pattern = "^(0[1-9]|1[0-2])[0-9]{2}$";

[[nodiscard]] std::optional<std::string> fault_in_security_code(std::string_view text);
inline constexpr std::string_view security_code_rule = "the 3 digits on the back of the card";
inline constexpr std::string_view security_code_pattern = "^[0-9]{3}$";

}  // namespace sluice
