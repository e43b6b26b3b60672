#pragma once
/// How a difference can be resolved, and by what, as a table: what people may say of each kind, and
/// whether the row, the order or only a person ends it. Money is moved by none of these: an order
/// in doubt is ended by its channel, or by a person's word about the order.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/enumerators.hpp"
#include "domain/reconciliation/difference.hpp"

namespace sluice::reconciliation {

/// Stored in the log: never change or reuse a number.
enum class choice : std::uint8_t {
  bill_is_right = 1,
  log_is_right = 2,
  counts_once = 3,  ///< a row that is there more than once
  is_ours = 4,
  is_not_ours = 5,
  seen_to = 6,  ///< what had to be done about it is done, elsewhere
  order_agrees = 7,  ///< never a person's: the order says by now what the bill says
  corrected = 8,  ///< never a person's: a corrected bill has it no more
};

struct choice_row {
  choice which;
  std::string_view name;
};
inline constexpr std::array<choice_row, 8> choices{{
    {choice::bill_is_right, "bill_is_right"},
    {choice::log_is_right, "log_is_right"},
    {choice::counts_once, "counts_once"},
    {choice::is_ours, "is_ours"},
    {choice::is_not_ours, "is_not_ours"},
    {choice::seen_to, "seen_to"},
    {choice::order_agrees, "order_agrees"},
    {choice::corrected, "corrected"},
}};
static_assert(has_each_once(choices, &choice_row::name));

[[nodiscard]] std::string_view name_of(choice c) noexcept;
[[nodiscard]] std::optional<choice> choice_from_name(std::string_view name) noexcept;

enum class ended_by : std::uint8_t {
  itself,  ///< the row is all that is needed, where the bill is proven
  order,  ///< the channel is asked about the order, and the order says how it is
  person,
};

struct ending_row {
  difference_kind which;
  ended_by by;
  std::array<choice, 3> may{};  ///< a person; from the first one, which also is its own
  std::size_t count = 0;
};

namespace endings {

using enum difference_kind;
using enum ended_by;
using enum choice;

consteval ending_row row(difference_kind which, ended_by by, choice first) {
  return {which, by, {first, first, first}, 1};
}
consteval ending_row row(difference_kind which, ended_by by, choice first, choice second) {
  return {which, by, {first, second, second}, 2};
}
consteval ending_row row(difference_kind which, ended_by by, choice first, choice second,
                         choice third) {
  return {which, by, {first, second, third}, 3};
}

inline constexpr std::array<ending_row, differences::all.size()> all{{
    row(paid_here_doubt, order, bill_is_right, log_is_right),
    row(paid_there_failed_or_revoked, order, bill_is_right, log_is_right),
    row(refunded_here_doubt, order, bill_is_right, log_is_right),
    row(refund_closed_later, order, bill_is_right, log_is_right),
    row(currency_differs, person, bill_is_right, log_is_right),
    row(amount_here_more, person, bill_is_right, log_is_right),
    row(amount_here_less, person, bill_is_right, log_is_right),
    row(refund_amount, person, bill_is_right, log_is_right),
    row(settled_amount, person, bill_is_right, log_is_right),
    row(fee_rounding, itself, bill_is_right, log_is_right),
    row(fee_rate, person, seen_to, bill_is_right, log_is_right),
    row(fee_missing, person, bill_is_right, log_is_right),
    row(day_differs, itself, bill_is_right, log_is_right),
    row(unknown_there, person, is_ours, is_not_ours),
    row(refund_unknown_there, person, is_ours, is_not_ours),
    row(missing_there, order, bill_is_right, log_is_right),
    row(refund_missing_there, order, bill_is_right, log_is_right),
    row(missing_there_revoked_quickly, itself, log_is_right),
    row(duplicate_row, itself, counts_once),
    row(repeated, person, bill_is_right, log_is_right, counts_once),
    row(seen_before, person, counts_once),
    row(foreign_account, person, is_not_ours, is_ours),
    row(foreign_day, itself, bill_is_right, log_is_right),
    row(row_gone, person, seen_to),
    row(row_new, person, seen_to),
    row(row_changed, person, seen_to),
}};
static_assert(is_indexed_by(all, &ending_row::which), "every kind has a row");

}  // namespace endings

[[nodiscard]] constexpr const ending_row& ending_of(difference_kind k) noexcept {
  return endings::all[static_cast<std::size_t>(k)];
}
/// What a person may say of it.
[[nodiscard]] constexpr std::span<const choice> choices_of(difference_kind k) noexcept {
  const auto& row = ending_of(k);
  return std::span(row.may).first(row.count);
}
/// "bill_is_right, log_is_right"
[[nodiscard]] std::string text_of_choices(difference_kind k);

}  // namespace sluice::reconciliation
