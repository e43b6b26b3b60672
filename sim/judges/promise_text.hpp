#pragma once
/// The promises in words, for people who read what a world is guilty of.

#include <array>
#include <string_view>

#include "sim/judges/verdict.hpp"

namespace sluice::sim {

[[nodiscard]] constexpr std::string_view meaning_of(promise p) noexcept {
  constexpr std::array<std::string_view, 10> meanings{
      "",
      "no acknowledged command is lost; the log is decodable, chained and without gaps",
      "at most one success an order keeps its money",
      "what channels really moved is what the engine says",
      "states change along the written table only, and a restart finds the same states",
      "calls in flight never exceed a channel's limit, and no permit leaks",
      "refunds done or unknown never exceed what was paid",
      "every order ends, or waits for a person with a reason",
      "one reply a command, and the same one when it is repeated",
      "a sick channel delays nobody else's orders"};
  return meanings[static_cast<std::size_t>(p)];
}

}  // namespace sluice::sim
