#pragma once
/// What of a merchant's money becomes available on a day, and what of it is settled: the rules P8
/// to P10 of the books. Whatever becomes available pays back first what was advanced. Nothing is
/// moved here: whoever posts, or pays, does as the plan says, or shows it. Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/settlement/terms.hpp"

namespace sluice::settlement {

/// What was earned on a day, less what has gone back of it: minor units.
struct lot {
  day_number earned_on = 0;
  std::int64_t minor = 0;
  friend bool operator==(const lot&, const lot&) = default;
};
/// Part of the reserve.
struct kept {
  day_number until = 0;  ///< on this day it is released
  std::int64_t minor = 0;
  friend bool operator==(const kept&, const kept&) = default;
};

/// A merchant's money of one currency. No amount is negative.
struct standing {
  std::vector<lot> pending{};  ///< in any order
  std::vector<kept> reserve{};
  std::int64_t available = 0;
  std::int64_t debt = 0;  ///< what was advanced, and not paid back yet
};

// -- the plan ----------------------------------------------------------------------------------

/// P8: what was pending is due. The three parts are the lot.
struct matured {
  lot what;
  day_number due = 0;
  std::int64_t to_debt = 0, to_reserve = 0, to_available = 0;
  day_number kept_until = 0;  ///< what goes to the reserve
};
/// P9. The two parts are what was kept.
struct released {
  kept what;
  std::int64_t to_debt = 0, to_available = 0;
};
/// It cannot be said when it is due; until then it is not.
struct undated {
  lot what;
  unknown_year because;
};

/// Why something is left that is neither retained nor paid out.
enum class why_left : std::uint8_t {
  nothing_is,
  in_debt,       ///< nothing is settled while something is owed
  day_off,       ///< the cycle does not pay on this day
  year_unknown,  ///< nobody can say whether it does
  by_person,     ///< who has not asked for it
  below_least,
  too_many_payouts,  ///< the rest has its turn the day after
};

/// P10: each amount is a payout of its own.
struct settled {
  std::vector<std::int64_t> payouts{};
  std::int64_t left = 0;  ///< available afterwards, what is retained among it
  why_left because = why_left::nothing_is;
  friend bool operator==(const settled&, const settled&) = default;
};

struct plan {
  std::vector<matured> lots{};      ///< as they fell due
  std::vector<released> reserve{};  ///< as they were to be released
  std::vector<undated> undated_lots{};
  std::int64_t available = 0, reserved = 0, debt = 0;  ///< before anything is settled
  settled settles{};
};

/// Amounts that no merchant can have.
struct impossible_standing {
  std::string what;  ///< a sentence
};

/// Lots and the reserve are taken in the order of their days (of the same day first the reserve),
/// so that who comes days late finds what he would have found. Precondition: the terms have no
/// fault.
[[nodiscard]] std::variant<plan, impossible_standing> plan_of(
    const standing& s, const terms& t, const calendar& known, day_number today);

inline constexpr std::size_t most_payouts = 1000;
/// Of what is available, on a day on which it may be settled. Precondition: as above, and the
/// amount is not negative.
[[nodiscard]] settled payouts_of(std::int64_t available, const terms& t);

/// A sentence without its full stop, such as "less than the minimum".
[[nodiscard]] std::string_view says(why_left w) noexcept;
/// "below_least"
[[nodiscard]] std::string_view name_of(why_left w) noexcept;

}  // namespace sluice::settlement
