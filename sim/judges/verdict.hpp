#pragma once
/// What a world is guilty of. The judges write it, the world stops at the first entry.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/invariant.hpp"

namespace sluice::sim {

/// The twelve promises of the engine; every judge speaks of one of them.
enum class promise : std::uint8_t {
  nothing_lost = 1,  ///< no acknowledged command is lost; the log is decodable, chained, gap-free
  paid_once = 2,  ///< at most one success an order keeps its money
  books_agree = 3,  ///< what channels really moved is what the engine says
  states_stand = 4,  ///< states change along the written table only; replay equals live state
  limits_hold = 5,  ///< calls in flight never exceed a channel's limit; no permit leaks
  refunds_fit = 6,  ///< refunds done or unknown never exceed what was paid
  everything_ends = 7,  ///< every order ends, or waits in a person's queue with a reason
  one_reply = 8,  ///< one reply a command, the same on repetition
  neighbours_unharmed = 9,  ///< a sick channel delays nobody else's orders
  only_the_entitled = 10,  ///< nobody without a grant gets anything done or told
  everybody_hears = 11,  ///< whoever must hear hears of everything durable at least once
  books_balance = 12,  ///< the books have the money that moved, whose it is and our fee, no doubt
};

struct violation {
  promise broken;
  std::string what;
};

[[nodiscard]] constexpr std::string_view name_of(promise p) noexcept {
  switch (p) {
    case promise::nothing_lost: return "nothing_lost";
    case promise::paid_once: return "paid_once";
    case promise::books_agree: return "books_agree";
    case promise::states_stand: return "states_stand";
    case promise::limits_hold: return "limits_hold";
    case promise::refunds_fit: return "refunds_fit";
    case promise::everything_ends: return "everything_ends";
    case promise::one_reply: return "one_reply";
    case promise::neighbours_unharmed: return "neighbours_unharmed";
    case promise::only_the_entitled: return "only_the_entitled";
    case promise::everybody_hears: return "everybody_hears";
    case promise::books_balance: return "books_balance";
  }
  broken_invariant("every promise has a name", __FILE__, __LINE__);
}

class verdict {
 public:
  void guilty(promise p, std::string what) {
    if (!first_) first_ = violation{p, std::move(what)};
  }
  [[nodiscard]] bool is_guilty() const noexcept { return first_.has_value(); }
  [[nodiscard]] const std::optional<violation>& first() const noexcept { return first_; }

 private:
  std::optional<violation> first_;
};

}  // namespace sluice::sim
