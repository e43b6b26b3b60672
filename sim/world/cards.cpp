#include "sim/world/cards.hpp"

#include <string>

#include "sim/world/locksmith.hpp"

namespace sluice::sim {
namespace {

/// Not inlined: GCC 12 warns of how a text would be moved if it were short, though it knows that
/// this one is long.
[[gnu::noinline]] secret kept(std::string text) { return secret(std::move(text)); }

}  // namespace

const bank_card& made_up_card() {
  static const bank_card card{.bank = "ICBC_DEBIT",
                              .number = kept("6216" + std::string(card_mark) + "0015"),
                              .holder_name = kept(std::string(private_mark) + "a card")};
  return card;
}

}  // namespace sluice::sim
