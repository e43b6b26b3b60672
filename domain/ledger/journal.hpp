#pragma once
/// One movement in the books: what a rule has made of an event. It is named by the event's place in
/// the log and the rule, so that making it again gives the same one. It is never changed; a
/// correction is one more.

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/ledger/account.hpp"
#include "domain/ledger/quantity.hpp"
#include "domain/ledger/rule.hpp"
#include "domain/money.hpp"

namespace sluice::ledger {

struct posting {
  account where;
  std::int64_t minor = 0;  ///< debit; a credit is negative
  friend bool operator==(const posting&, const posting&) = default;
};

struct journal {
  std::uint64_t sequence = 0;  ///< of the event
  ledger::rule rule = ledger::rule::payment;
  currency unit = currency::cny;
  instant effective{};  ///< when the money moved, as far as it was said
  instant posted{};  ///< when we knew
  order_id order;  ///< without a number: it is about the merchant itself
  channel_id channel;
  attempt_no attempt{};
  refund_no refund{};  ///< empty: it is about none
  std::vector<posting> postings{};
};

/// Whose accounts a rule is about.
struct parties {
  const merchant_id& merchant;
  const channel_id& channel;
  day_number clearing_day = 0;
  day_number earned_on = 0;  ///< the day of the merchant's money
};

/// What the rule moves; a line of nothing is left out. Adds up to nothing.
[[nodiscard]] std::vector<posting> postings_of(rule r, const parties& of, const amounts& how_much);
/// "P1/4711"
[[nodiscard]] std::string name_of(const journal& j);
/// What it is about: "m1/A-1001", "m1/A-1001 refund R-1", or "m1".
[[nodiscard]] std::string subject_of(const journal& j);

}  // namespace sluice::ledger
