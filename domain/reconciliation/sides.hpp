#pragma once
/// The two sides of a reconciliation: a line of a channel's bill, and what the log knows of the
/// same payment or refund. Both without text, so that ten million need little memory; who shows one
/// finds its texts by its number or its row.

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/ledger/day.hpp"
#include "domain/money.hpp"
#include "domain/reconciliation/number.hpp"

namespace sluice::reconciliation {

using ledger::day_number;

/// Fees are counted finer than in minor units, as WeChat Pay prints them: in hundred-thousandths of
/// a yuan, a dollar, ….
inline constexpr std::int64_t parts_of_a_unit = 100'000;

enum class movement : std::uint8_t {
  payment,
  refund,
  reversal,  ///< of a payment as a whole, under the payment's own number
};
[[nodiscard]] std::string_view name_of(movement m) noexcept;
[[nodiscard]] constexpr bool goes_back(movement m) noexcept { return m != movement::payment; }

struct bill_line {
  std::uint32_t row = 0;  ///< of its file, from 1
  number of{};  ///< ours: by it the log knows what this is about. None: it names no number of ours
  movement what = movement::payment;
  currency unit = currency::cny;
  std::int64_t amount = 0;  ///< minor units; below zero: it left the account
  std::optional<std::int64_t> settled{};  ///< likewise; nothing: not said
  std::optional<std::int64_t> fee{};  ///< parts_of_a_unit; below zero: given back to us
  std::optional<day_number> day{};
  bool is_foreign = false;  ///< it names another account
  std::uint64_t bytes = 0;  ///< a hash of the line, of 40 bits
  friend bool operator==(const bill_line&, const bill_line&) = default;
};

/// What the log says. Only the first two are money; what is held and not taken has no claim.
enum class claim_state : std::uint8_t {
  done,  ///< paid, or refunded
  returned,  ///< paid and taken back: the channel's books have both
  in_doubt,
  failed,
  revoked,  ///< whether money had moved before nobody has said
};
[[nodiscard]] std::string_view name_of(claim_state s) noexcept;

/// Why this bill should have it.
enum class standing : std::uint8_t {
  due,  ///< it is of the bill's day
  carried,  ///< a bill before should have had it
  other_day,  ///< it need not be there
  seen,  ///< a bill before had it already
};

struct claim {
  number of{};
  movement what = movement::payment;
  claim_state state = claim_state::in_doubt;
  currency unit = currency::cny;
  std::int64_t amount = 0;  ///< minor units; below zero: it leaves the account
  std::optional<std::int64_t> settled{};  ///< nothing: the amount
  std::optional<std::int64_t> fee{};  ///< parts_of_a_unit, by the channel's contract; none: none
  day_number day = 0;  ///< on which the channel should count it
  standing stands = standing::other_day;
  std::uint8_t waits = 0;  ///< carried: for so many bills more, this one among them
  friend bool operator==(const claim&, const claim&) = default;
};

[[nodiscard]] constexpr bool is_money(claim_state s) noexcept {
  return s == claim_state::done || s == claim_state::returned;
}
/// A bill without it would lack something.
[[nodiscard]] constexpr bool is_expected(const claim& c) noexcept {
  return is_money(c.state) && (c.stands == standing::due || c.stands == standing::carried);
}

}  // namespace sluice::reconciliation
