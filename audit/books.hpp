#pragma once
/// The books of a log at any place of it or moment: made anew from its first record, so that they
/// are what the log says and nothing else. `sluice books …`.

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <variant>

#include "base/instant.hpp"
#include "domain/ledger/books.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// Which journals are wanted. What is not said fits all.
struct books_wish {
  std::optional<store::sequence> up_to{};  ///< this one is the last
  std::optional<instant> at{};             ///< of what was posted by then
  bool by_effective = false;               ///< of what had moved by then, whenever it was posted
  std::string merchant{}, channel{};
  std::optional<order_id> order{};
};
/// "4711", or a time in RFC 3339. False: it is neither.
[[nodiscard]] bool take_moment(std::string_view text, books_wish& into);

struct books_found {
  ledger::books all{};
  store::sequence last = 0;  ///< the last record of which something is wanted
  store::sequence end = 0;   ///< the last one that there is, as far as it was read
  std::uint64_t not_posted = 0;  ///< payouts: money out is not in these books yet
};
using journal_visitor = std::function<void(const ledger::journal&)>;

/// `visit` may be empty.
[[nodiscard]] std::variant<books_found, store::damage> books_of(
    const store::event_log& log, const books_wish& wish, const journal_visitor& visit = {});

// -- as a person or a program reads them ---------------------------------------------------------

struct books_form {
  bool json = false;
  bool with_nothing = false;  ///< also accounts that stand at nothing
};
void print_balances(const books_found& found, const books_form& how, std::ostream& out);
/// What stands on both sides of each class of accounts.
void print_trial(const books_found& found, const books_form& how, std::ostream& out);
void print_journal(const ledger::journal& j, const books_form& how, std::ostream& out);
/// A line of one account, with what stood on it afterwards.
void print_posting(const ledger::journal& j, const ledger::posting& p, std::int64_t balance,
                   const books_form& how, std::ostream& out);
/// The chart of accounts and the posting rules, which are one table with the program's own.
void print_rules(std::ostream& out);

}  // namespace sluice
