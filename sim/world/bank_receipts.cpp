/// What a bank says of money that moved, beyond the amount.

#include "sim/world/bank.hpp"

namespace sluice::sim {

/// Of each payment a two hundredth is a coupon that nobody settles. The books want it word for
/// word.
order::receipt bank::receipt_of(const trade& t) const {
  const auto coupon = t.amount.minor_units / 200;
  return {.at = t.paid_at,
          .settled = money{t.amount.minor_units - coupon, t.amount.unit},
          .payer_account = about_.name + "_DEBIT",
          .trace = "B" + t.key};
}

std::int64_t bank::settled_part(const trade& t, std::int64_t minor) const {
  const auto whole = t.amount.minor_units;
  if (whole == 0) return 0;  // of bytes that were spoilt on their way
  const auto up_to = [&](std::int64_t part) { return part - whole / 200 * part / whole; };
  const auto before = whole - left_of(t);
  return up_to(before + minor) - up_to(before);
}

}  // namespace sluice::sim
