#pragma once
/// What becomes of an agreement at a simulated channel, as data: the second table of FATES.md. An
/// agreement has no amount, and the engine makes its number at the channel, so that nobody can
/// choose that one: the last two digits of the payer's name choose the row. Read by
/// payer_agreements; a test keeps table and page in step.

#include <algorithm>
#include <array>
#include <string_view>

namespace sluice::sim {

struct agreement_fate {
  int digits = 0;
  bool signs = true;
  bool ends_at_once = false;  ///< the payer, soon after he has signed
  int ends_in_vain = 0;  ///< so often the merchant hears of a system error instead
  std::string_view happens{};  ///< second column of FATES.md
  std::string_view agreement_ends{};  ///< third column
};

inline constexpr std::array<agreement_fate, 4> agreement_fates{{
    {.digits = 0,
     .happens = "signed a little later, until the merchant ends it",
     .agreement_ends = "in_force, then ended"},
    {.digits = 2, .signs = false, .happens = "never signed", .agreement_ends = "lapsed"},
    {.digits = 6,
     .ends_at_once = true,
     .happens = "signed, and soon ended by the payer",
     .agreement_ends = "in_force, then ended"},
    {.digits = 7,
     .ends_in_vain = 3,
     .happens = "signed; ending it fails three times with a system error",
     .agreement_ends = "in_force, then ending, then ended"},
}};

/// Row 00 where the name does not end in two digits that have a row.
[[nodiscard]] constexpr const agreement_fate& fate_of_payer(std::string_view name) noexcept {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (name.size() < 2) return agreement_fates[0];
  const auto last = name.substr(name.size() - 2);
  if (!std::ranges::all_of(last, is_digit)) return agreement_fates[0];
  const int digits = (last[0] - '0') * 10 + (last[1] - '0');
  for (const auto& row : agreement_fates)
    if (row.digits == digits) return row;
  return agreement_fates[0];
}

}  // namespace sluice::sim
