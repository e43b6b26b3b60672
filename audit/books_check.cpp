#include "audit/books_check.hpp"

#include <algorithm>
#include <array>

namespace sluice {
namespace {

/// What is kept for somebody cannot be less than nothing.
constexpr auto never_below_nothing =
    std::to_array({ledger::account_kind::refund_hold, ledger::account_kind::payout_hold,
                   ledger::account_kind::owed_to_payers});

}  // namespace

std::optional<std::string> books_check::take(const store::record& r, const any_event& e) {
  if (auto fault = balances_.take(r, e)) return fault;
  if (!log_bookkeeper::concerns(r.type)) return std::nullopt;
  const auto* made = keeper_.take(r, e);
  if (made == nullptr) return "the books cannot follow: of its order something is missing";
  for (const auto& j : *made) all_.post(j);  // each adds up to nothing, or there is none
  for (const auto& j : *made)
    if (auto fault = fault_after(j)) return fault;
  return std::nullopt;
}

std::optional<std::string> books_check::fault_after(const ledger::journal& j) const {
  for (const auto& p : j.postings) {
    if (std::ranges::find(never_below_nothing, p.where.kind) == never_below_nothing.end()) continue;
    const auto stands = all_.of(j.unit, p.where).net(ledger::row_of(p.where.kind).is);
    if (stands < 0)
      return name_of(j) + " leaves " + to_string(money{stands, j.unit}) + " on " +
             to_string(p.where);
  }
  return std::nullopt;
}

}  // namespace sluice
