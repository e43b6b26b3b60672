#include "domain/ledger/balance_money.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::ledger {
namespace {

rule rule_of(sluice::balance::settlement_end how) {
  switch (how) {
    case sluice::balance::settlement_end::paid: return rule::settlement_paid;
    case sluice::balance::settlement_end::not_paid: return rule::settlement_not_paid;
    case sluice::balance::settlement_end::returned: return rule::settlement_returned;
  }
  broken_invariant("every end of a settlement has a rule", __FILE__, __LINE__);
}

}  // namespace

std::optional<journal> journal_of(const merchant_id& whose, const sluice::balance::event& e,
                                  const moment& when) {
  const auto made = [&](rule r, quantity q, money how_much, day_number day) {
    amounts of;
    of[q] = how_much.minor_units;
    const channel_id none;
    return std::optional(journal{
        .sequence = when.sequence,
        .rule = r,
        .unit = how_much.unit,
        .effective = when.at,
        .posted = when.at,
        .order = {whose, {}},
        .channel = {},
        .postings = postings_of(r, {whose, none, 0, day}, of)});
  };
  return std::visit(
      overloaded{
          [](const sluice::balance::money_held&) { return std::optional<journal>{}; },
          [](const sluice::balance::hold_ended&) { return std::optional<journal>{}; },
          [&](const sluice::balance::lot_matured& l) {
            return made(rule::lot_matured, quantity::matured, {l.what.minor, l.unit}, l.what.day);
          },
          [&](const sluice::balance::settlement_requested& r) {
            return made(rule::settlement_requested, quantity::settlement, r.amount, 0);
          },
          [&](const sluice::balance::settlement_ended& x) {
            return made(rule_of(x.how), quantity::settlement, x.amount, day_of(when.at));
          },
      },
      e);
}

}  // namespace sluice::ledger
