#pragma once
/// The promises in words, for people who read what a world is guilty of.

#include <string_view>

#include "sim/judges/verdict.hpp"

namespace sluice::sim {

[[nodiscard]] constexpr std::string_view meaning_of(promise p) noexcept {
  switch (p) {
    case promise::nothing_lost:
      return "no acknowledged command is lost; the log is decodable, chained and without gaps";
    case promise::paid_once: return "at most one success an order keeps its money";
    case promise::books_agree: return "what channels really moved is what the engine says";
    case promise::states_stand:
      return "states change along the written table only, and a restart finds the same states";
    case promise::limits_hold:
      return "calls in flight never exceed a channel's limit, and no permit leaks";
    case promise::refunds_fit: return "refunds done or unknown never exceed what was paid";
    case promise::everything_ends: return "every order ends, or waits for a person with a reason";
    case promise::one_reply: return "one reply a command, and the same one when it is repeated";
    case promise::neighbours_unharmed: return "a sick channel delays nobody else's orders";
    case promise::only_the_entitled: return "nobody without a grant gets anything done or told";
    case promise::everybody_hears:
      return "whoever must hear hears of everything durable at least once, through crashes";
    case promise::books_balance:
      return "the books have the money that moved, whose it is and our fee, and nothing on doubt";
  }
  broken_invariant("every promise has a meaning", __FILE__, __LINE__);
}

}  // namespace sluice::sim
