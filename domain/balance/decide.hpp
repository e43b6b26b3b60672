#pragma once
/// Whether a merchant's money covers what is asked of it, and of which account that is taken. Pure;
/// the balance's entity asks. Decided from debits alone: credits come by the books.

#include <variant>
#include <vector>

#include "domain/balance/command.hpp"
#include "domain/balance/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::balance {

/// How the merchant stands in the books, in the currency in question.
struct standing {
  std::uint64_t books_at = 0;  ///< up to this place of the log
  std::int64_t available = 0;  ///< minor units
  std::vector<lot> pending{};  ///< by day; also such as are below zero
};

/// What of that is not taken yet: the books do not have all debits.
[[nodiscard]] standing left_of(const state& s, standing books, currency unit);

/// The events, none where it is so already, or why not.
[[nodiscard]] std::variant<std::vector<event>, rejection> decide(const state& s, const command& c,
                                                                 const standing& books);

}  // namespace sluice::balance
