#pragma once
/// The chart of accounts. Each currency has a book of its own, and in it each account is one of
/// these kinds, of one owner where the kind has owners, of one day where it has days. Nothing is a
/// row that anybody locks: an account is what its journals say.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/enumerators.hpp"
#include "domain/ledger/day.hpp"

namespace sluice::ledger {

/// The books are made anew from the log: numbers may change, words and names may not.
enum class account_kind : std::uint8_t {
  clearing,        ///< expected from a channel for a day, less its cost
  fees_due,        ///< fees that are billed apart, until the merchant has paid them
  pending,         ///< a merchant's money of one day, not due yet
  available,       ///< of a merchant: what is due, and can be paid to it
  refund_hold,     ///< of a merchant: kept for refunds that are under way
  payout_hold,     ///< of a merchant: kept for settlements that are under way
  payout_clearing, ///< what is to leave our bank accounts of a day
  owed_to_payers,  ///< money that came though its order had ended, until it is given back
  fee_income,
  channel_cost,
};

enum class account_class : std::uint8_t { asset, liability, income, expense };
enum class owned_by : std::uint8_t { nobody, merchant, channel };

struct account_row {
  account_kind which;
  std::string_view word;     ///< what rules call it; in bookmarks: never change one
  std::string_view name;     ///< the last part of its name
  std::string_view begins;   ///< the parts before its owner's name
  account_class is;
  owned_by owner;
  bool has_days;
  std::string_view says;
};

inline constexpr std::array<account_row, 10> account_rows{{
    {account_kind::clearing, "clearing", "", "assets:clearing", account_class::asset,
     owned_by::channel, true, "what a channel is to settle with us of a day, less its cost"},
    {account_kind::fees_due, "fees_due", "fees", "assets:merchant", account_class::asset,
     owned_by::merchant, false, "fees that are billed apart, until they are paid"},
    {account_kind::pending, "pending", "pending", "liabilities:merchant", account_class::liability,
     owned_by::merchant, true, "what a merchant has earned on a day, and is not due yet"},
    {account_kind::available, "available", "available", "liabilities:merchant",
     account_class::liability, owned_by::merchant, false,
     "what is due to a merchant, and can be paid to it"},
    {account_kind::refund_hold, "refund_hold", "refund_hold", "liabilities:merchant",
     account_class::liability, owned_by::merchant, false,
     "what is kept back of it for refunds that are under way"},
    {account_kind::payout_hold, "payout_hold", "payout_hold", "liabilities:merchant",
     account_class::liability, owned_by::merchant, false,
     "what is kept back of it for settlements that are under way"},
    {account_kind::payout_clearing, "payout_clearing", "payout", "assets:clearing",
     account_class::asset, owned_by::nobody, true,
     "what was paid to merchants on a day, until the bank's statement has it; below nothing"},
    {account_kind::owed_to_payers, "owed_to_payers", "payer_return", "liabilities",
     account_class::liability, owned_by::nobody, false,
     "what payers paid for nothing, until it is given back"},
    {account_kind::fee_income, "fee_income", "fee", "income", account_class::income,
     owned_by::nobody, false, "what merchants pay us"},
    {account_kind::channel_cost, "channel_cost", "channel", "expenses", account_class::expense,
     owned_by::channel, false, "what channels take"},
}};
static_assert(is_indexed_by(account_rows, &account_row::which), "every kind has a row");
static_assert(has_each_once(account_rows, &account_row::word));

[[nodiscard]] constexpr const account_row& row_of(account_kind k) noexcept {
  return account_rows[static_cast<std::size_t>(k)];
}
/// More of it stands on the debit side.
[[nodiscard]] constexpr bool grows_by_debit(account_class c) noexcept {
  return c == account_class::asset || c == account_class::expense;
}

struct account {
  account_kind kind = account_kind::clearing;
  std::string owner{};  ///< a merchant's or a channel's name; empty where there are none
  day_number day = 0;   ///< 0 where there are none
  friend auto operator<=>(const account&, const account&) = default;
};
/// "assets:clearing:wechat:2026-01-02", "liabilities:merchant:m1:pending:2026-01-02", as
/// plain-text accounting programs write them.
[[nodiscard]] std::string to_string(const account& a);

}  // namespace sluice::ledger

template <>
struct std::hash<sluice::ledger::account> {
  std::size_t operator()(const sluice::ledger::account& a) const {
    const auto rest = static_cast<std::size_t>(a.day) * 31 + static_cast<std::size_t>(a.kind);
    return std::hash<std::string>{}(a.owner) * 1099511628211U ^ rest;
  }
};
