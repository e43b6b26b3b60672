#pragma once
/// The bank card of everybody in a made-up world. Its number and its holder's name have marks in
/// them, so that a judge finds either wherever it must not be.

#include <string_view>

#include "domain/bank_card.hpp"

namespace sluice::sim {

/// The middle of the number, which nobody is shown.
inline constexpr std::string_view card_mark = "62608246319";

[[nodiscard]] const bank_card& made_up_card();

}  // namespace sluice::sim
