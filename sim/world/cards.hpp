#pragma once
/// The bank card of everybody in a made-up world. Its number and its holder's name have marks in
/// them, so that a judge finds either wherever it must not be.

#include <string>
#include <string_view>
#include <utility>

#include "domain/bank_card.hpp"
#include "sim/world/locksmith.hpp"

namespace sluice::sim {

/// The middle of the number, which nobody is shown.
inline constexpr std::string_view card_mark = "62608246319";

[[nodiscard]] inline const bank_card& made_up_card() {
  static const bank_card card = [] {
    bank_card out;
    out.bank = "ICBC_DEBIT";
    out.number = secret("6216" + std::string(card_mark) + "0015");
    std::string holder(private_mark);
    holder += "a card";
    out.holder_name = secret(std::move(holder));
    return out;
  }();
  return card;
}

}  // namespace sluice::sim
