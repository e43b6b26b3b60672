#pragma once
/// What a bill and the log can differ in, as a table: why it happens, where it counts in the proof,
/// and what may be done about it without a person. Documentation prints this table.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/enumerators.hpp"
#include "domain/reconciliation/sides.hpp"

namespace sluice::reconciliation {

/// Names are in what is exported: never change or reuse one.
enum class difference_kind : std::uint8_t {
  paid_here_doubt,
  paid_there_failed_or_revoked,
  refunded_here_doubt,
  refund_closed_later,
  currency_differs,
  amount_here_more,
  amount_here_less,
  refund_amount,
  settled_amount,
  fee_rounding,
  fee_rate,
  fee_missing,
  day_differs,
  unknown_there,
  refund_unknown_there,
  missing_there,
  refund_missing_there,
  missing_there_revoked_quickly,
  duplicate_row,
  repeated,
  seen_before,
  foreign_account,
  foreign_day,
  row_gone,
  row_new,
  row_changed,
};

/// Where a row, or a claim without one, counts in the proof.
enum class place : std::uint8_t {
  matched,  ///< the money is the same; something beside it is not
  differs,
  duplicate,
  foreign,
  version,  ///< of two versions of a bill: in no proof
};

/// What may be done without a person, and only if the bill is proven.
enum class resolution : std::uint8_t {
  allowed,
  allowed_if_identical,  ///< byte by byte what was there before
  after_query,  ///< the channel must have said so first
  by_a_person,
  none,
};
[[nodiscard]] std::string_view name_of(resolution r) noexcept;

struct difference_row {
  difference_kind which;
  std::string_view name;
  place counts;
  resolution may;
  std::string_view why;  ///< how it comes about
  std::string_view then;  ///< what resolves it
};

namespace differences {

using enum difference_kind;

inline constexpr std::array<difference_row, 26> all{{
    {paid_here_doubt, "paid_here_doubt", place::differs, resolution::allowed, "the answer was lost",
     "the attempt is paid; the row is the evidence"},
    {paid_there_failed_or_revoked, "paid_there_failed_or_revoked", place::differs,
     resolution::after_query, "the payer was late", "late money: it is given back"},
    {refunded_here_doubt, "refunded_here_doubt", place::differs, resolution::after_query,
     "the answer was lost; a row says that a refund was accepted, not that it was done",
     "what the query says"},
    {refund_closed_later, "refund_closed_later", place::differs, resolution::after_query,
     "the channel accepted the refund and failed it later",
     "the money comes back in the account's bill, and the payer is still owed it"},
    {currency_differs, "currency_differs", place::differs, resolution::by_a_person,
     "a fault on one side", "a person says which is right"},
    {amount_here_more, "amount_here_more", place::differs, resolution::by_a_person,
     "a coupon, or a fault on one side", "a person says which is right"},
    {amount_here_less, "amount_here_less", place::differs, resolution::by_a_person,
     "a fault on one side", "a person says which is right"},
    {refund_amount, "refund_amount", place::differs, resolution::by_a_person,
     "a coupon's share is rounded otherwise, or a fault on one side",
     "a person says which is right"},
    {settled_amount, "settled_amount", place::differs, resolution::by_a_person,
     "a coupon of which we heard nothing", "a person says which is right"},
    {fee_rounding, "fee_rounding", place::matched, resolution::allowed,
     "the channel rounds otherwise: by no more than one minor unit a row",
     "the channel's fee counts"},
    {fee_rate, "fee_rate", place::differs, resolution::none,
     "the channel's contract is not what it was", "an alarm; a new version of the contract"},
    {fee_missing, "fee_missing", place::matched, resolution::by_a_person,
     "the fee is billed by the month", "the contract says so"},
    {day_differs, "day_differs", place::matched, resolution::allowed,
     "it happened near the end of a day", "the channel's day counts"},
    {unknown_there, "unknown_there", place::differs, resolution::by_a_person,
     "a lost log, somebody else's traffic on our account, a test",
     "held as nobody's until a person says whose it is"},
    {refund_unknown_there, "refund_unknown_there", place::differs, resolution::after_query,
     "somebody refunded at the channel's own desk", "adopted when a query has confirmed it"},
    {missing_there, "missing_there", place::differs, resolution::after_query,
     "the wrong account, or a success that was none",
     "a query; the order is never turned around by the bill alone"},
    {refund_missing_there, "refund_missing_there", place::differs, resolution::after_query,
     "the refund was not carried out", "a query; the payer is still owed it"},
    {missing_there_revoked_quickly, "missing_there_revoked_quickly", place::differs,
     resolution::allowed, "it was taken back before the channel booked it",
     "the revoke's answer is the evidence: no money is anywhere"},
    {duplicate_row, "duplicate_row", place::duplicate, resolution::allowed,
     "the channel wrote a line twice", "it counts once"},
    {repeated, "repeated", place::differs, resolution::by_a_person,
     "two lines of one number say different things", "a person says which is right"},
    {seen_before, "seen_before", place::duplicate, resolution::allowed_if_identical,
     "a bill of another day had it already", "it counts once"},
    {foreign_account, "foreign_account", place::foreign, resolution::none,
     "it is the bill of somebody else, or of another account", "the right file"},
    {foreign_day, "foreign_day", place::matched, resolution::allowed,
     "the channel put it into the bill of another day", "the channel's day counts"},
    {row_gone, "row_gone", place::version, resolution::by_a_person,
     "the channel gave a corrected bill without it", "what rested on it is looked at again"},
    {row_new, "row_new", place::version, resolution::none, "the channel gave a corrected bill",
     "it is compared like any other"},
    {row_changed, "row_changed", place::version, resolution::by_a_person,
     "the channel gave a corrected bill that says something else of it",
     "what rested on it is looked at again"},
}};

static_assert(is_indexed_by(all, &difference_row::which), "every kind has a row");
static_assert(has_each_once(all, &difference_row::name));

}  // namespace differences

[[nodiscard]] constexpr const difference_row& row_of(difference_kind k) noexcept {
  return differences::all[static_cast<std::size_t>(k)];
}
[[nodiscard]] constexpr std::string_view name_of(difference_kind k) noexcept {
  return row_of(k).name;
}

/// The most by which all fees of a day may be rounded otherwise before somebody looks: one unit.
inline constexpr std::int64_t most_rounded_a_day = parts_of_a_unit;
/// Of a bill that is not proven nothing may be resolved without a person. `fees_rounded`: in all
/// rows of the day and the currency.
[[nodiscard]] resolution may_now(difference_kind k, bool is_proven,
                                 std::int64_t fees_rounded) noexcept;

/// SHA-256 of the bill, unpacked.
using file_hash = std::array<std::uint8_t, 32>;

/// One thing in which the two sides are not the same, with all that an event needs to say so.
struct difference {
  difference_kind kind = difference_kind::unknown_there;
  number of{};
  file_hash file{};
  std::optional<bill_line> there{};  ///< nothing: the bill has no row of it
  std::optional<claim> here{};  ///< nothing: the log knows nothing of it
  std::optional<bill_line> before{};  ///< of rows that come again: the first one
  friend bool operator==(const difference&, const difference&) = default;
};

/// Which field is not the same, and both values: "amount: 50.01 CNY there, 50.00 CNY here".
[[nodiscard]] std::string reason_of(const difference& d);

/// "0.60", "0.01500": at least the currency's places, and all five where they say something.
[[nodiscard]] std::string text_of_fee(std::int64_t parts);

}  // namespace sluice::reconciliation
