#include "domain/reconciliation/compare.hpp"

#include <cstdlib>

#include "base/invariant.hpp"

namespace sluice::reconciliation {
namespace {

using enum difference_kind;
using found = std::optional<difference_kind>;

found compare_state(const bill_line& there, claim_state here) noexcept {
  const bool is_back = goes_back(there.what);
  switch (here) {
    case claim_state::done:
    case claim_state::returned: return std::nullopt;
    case claim_state::in_doubt: return is_back ? refunded_here_doubt : paid_here_doubt;
    case claim_state::failed: return is_back ? refund_closed_later : paid_there_failed_or_revoked;
    case claim_state::revoked: return is_back ? refunded_here_doubt : paid_there_failed_or_revoked;
  }
  broken_invariant("every state of a claim is compared", __FILE__, __LINE__);
}

found compare_amount(const bill_line& there, const claim& here) noexcept {
  if (there.amount == here.amount) return std::nullopt;
  if (goes_back(there.what)) return refund_amount;
  return here.amount > there.amount ? amount_here_more : amount_here_less;
}

found compare_settled(const bill_line& there, const claim& here) noexcept {
  if (!there.settled || *there.settled == here.settled.value_or(here.amount)) return std::nullopt;
  return settled_amount;
}

found compare_fee(const bill_line& there, const claim& here) noexcept {
  if (!here.fee) return std::nullopt;  // nothing was agreed: what the bill says is new
  const auto off = std::abs(there.fee.value_or(0) - *here.fee);
  if (off == 0) return std::nullopt;
  if (off <= parts_of_minor(here.unit)) return fee_rounding;
  return there.fee.value_or(0) == 0 ? fee_missing : fee_rate;
}

found compare_day(const bill_line& there, const claim& here,
                  std::optional<day_number> of_bill) noexcept {
  if (!of_bill || !there.day) return std::nullopt;
  if (*there.day != *of_bill) return foreign_day;
  return here.stands == standing::other_day ? found(day_differs) : std::nullopt;
}

}  // namespace

std::int64_t parts_of_minor(currency unit) noexcept {
  for (const auto& one : currencies) {
    if (one.code != unit) continue;
    auto parts = parts_of_a_unit;
    for (int i = 0; i < one.decimals; ++i) parts /= 10;
    return parts;
  }
  broken_invariant("every currency has a row", __FILE__, __LINE__);
}

bool says_the_same(const bill_line& a, const bill_line& b) noexcept {
  return a.bytes == b.bytes && a.what == b.what && a.unit == b.unit && a.amount == b.amount &&
         a.settled == b.settled && a.fee == b.fee && a.day == b.day;
}

std::optional<difference_kind> compare(const bill_line& there, const claim& here,
                                       std::optional<day_number> of_bill) noexcept {
  if (const auto one = compare_state(there, here.state)) return one;
  if (there.unit != here.unit) return currency_differs;
  if (const auto one = compare_amount(there, here)) return one;
  if (const auto one = compare_settled(there, here)) return one;
  if (const auto one = compare_fee(there, here)) return one;
  return compare_day(there, here, of_bill);
}

}  // namespace sluice::reconciliation
