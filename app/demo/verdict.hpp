#pragma once
/// Compares what the engine says with what the channels' books say, order by order. The books are
/// the truth. Pure: no clock, no file.
///
/// Called by the demo and by crash tests when everything is quiet. What must hold of every order:
///   - no key has more than one pay request in the books (nothing is sent twice);
///   - at most one of its attempts keeps money;
///   - paid: what is kept is the amount minus the refunds; failed and revoked: nothing is kept;
///   - nothing is held for an order that is not authorized;
///   - a final state that was answered once is still the state.
/// And of the books: all money is under keys that some order knows.

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "app/demo/shopkeeper.hpp"
#include "sim/providers/books.hpp"

namespace sluice::demo {

struct fate_row {
  const sim::fate* fate = nullptr;
  int orders = 0;
  std::map<std::string, int> states{};  ///< what the engine says
  int conflicts = 0;                    ///< orders with a contradiction recorded
  int undisturbed = 0;  ///< not under way when the engine was killed: should end as planned
  int as_planned = 0;   ///< of those
  int requests = 0;     ///< pay requests that the channels received
  std::int64_t paid_minor = 0, returned_minor = 0;  ///< in the books
  std::int64_t claimed_minor = 0;                   ///< what the engine says is kept
  bool agrees = true;
};

struct verdict {
  std::vector<fate_row> rows{};
  std::vector<std::string> problems{};
  std::vector<std::string> stuck{};  ///< orders that have not ended: "m1/D1-17"
  [[nodiscard]] bool agrees() const noexcept { return problems.empty() && stuck.empty(); }
};

/// What the books say about one order, all its attempts together.
struct order_books {
  int requests = 0;
  int most_requests_of_a_key = 0;
  int keys_with_money = 0;
  std::int64_t paid_minor = 0, returned_minor = 0;
  std::int64_t held_minor = 0;
};

[[nodiscard]] order_books books_of(const order_seen& o, const sim::book_totals& books);

/// Nothing is left to wait for: it has ended, so have its refunds, and the books agree.
[[nodiscard]] bool is_settled(const order_record& r, const sim::book_totals& books);

[[nodiscard]] verdict judge(const std::deque<order_record>& records, const sim::book_totals& books);

}  // namespace sluice::demo
