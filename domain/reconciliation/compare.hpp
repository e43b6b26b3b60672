#pragma once
/// A row of a bill against what the log knows under the same number. Pure.

#include <optional>

#include "domain/reconciliation/difference.hpp"

namespace sluice::reconciliation {

/// The first step at which they are not the same: state, currency, amount, settled amount, fee,
/// day. Nothing: they match. Precondition: the same number, and both bring money or both take it
/// back. `of_bill`: the day of the bill; nothing: not known, and then no day is compared.
[[nodiscard]] std::optional<difference_kind> compare(const bill_line& there, const claim& here,
                                                     std::optional<day_number> of_bill) noexcept;

/// The same row, whatever its place in the file.
[[nodiscard]] bool says_the_same(const bill_line& a, const bill_line& b) noexcept;

/// One minor unit, in parts_of_a_unit.
[[nodiscard]] std::int64_t parts_of_minor(currency unit) noexcept;

}  // namespace sluice::reconciliation
