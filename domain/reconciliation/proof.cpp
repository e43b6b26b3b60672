#include "domain/reconciliation/proof.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::reconciliation {
namespace {

std::size_t place_of(currency unit) noexcept {
  for (std::size_t i = 0; i < currencies.size(); ++i)
    if (currencies[i].code == unit) return i;
  broken_invariant("every currency has a row", __FILE__, __LINE__);
}

}  // namespace

void tally::add(const bill_line& l) noexcept {
  ++count;
  amount += l.amount;
  fee += l.fee.value_or(0);
}

void tally::add(const claim& c) noexcept {
  ++count;
  amount += c.amount;
  fee += c.fee.value_or(0);
}

tally operator+(const tally& a, const tally& b) noexcept {
  return {a.count + b.count, a.amount + b.amount, a.fee + b.fee};
}

bool proof::adds_up_there() const noexcept {
  return rows == matched + differing + duplicates + foreign;
}

bool proof::adds_up_here() const noexcept {
  return due + of_other_days + carried_in ==
         matched_here + differing_here + carried_out + left_by_evidence;
}

proof& proofs::of(currency unit) noexcept { return all_[place_of(unit)]; }
const proof& proofs::of(currency unit) const noexcept { return all_[place_of(unit)]; }

bool proofs::add_up() const noexcept {
  return std::ranges::all_of(
      all_, [](const proof& p) { return p.adds_up_there() && p.adds_up_here(); });
}

}  // namespace sluice::reconciliation
