#include "sim/world/cards.hpp"

#include <string>

#include "sim/world/locksmith.hpp"

namespace sluice::sim {
namespace {

/// Not inlined: GCC 12 warns of how a text would be moved if it were short, though it knows that
/// this one is long.
[[gnu::noinline]] secret around(std::string_view before, std::string_view mark,
                                std::string_view after) {
  std::string out(before);
  out += mark;
  out += after;
  return secret(std::move(out));
}

}  // namespace

const bank_card& made_up_card() {
  static const bank_card card{.bank = "ICBC_DEBIT",
                              .number = around("6216", card_mark, "0015"),
                              .holder_name = around("", private_mark, "a card")};
  return card;
}

}  // namespace sluice::sim
