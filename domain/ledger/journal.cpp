#include "domain/ledger/journal.hpp"

#include <numeric>

#include "base/invariant.hpp"

namespace sluice::ledger {
namespace {

account account_of(account_kind kind, const parties& of) {
  const auto& row = row_of(kind);
  account out{.kind = kind};
  if (row.owner == owned_by::merchant) out.owner = of.merchant.value();
  if (row.owner == owned_by::channel) out.owner = of.channel.value();
  if (row.has_days) out.day = row.owner == owned_by::channel ? of.clearing_day : of.earned_on;
  return out;
}

}  // namespace

std::vector<posting> postings_of(rule r, const parties& of, const amounts& how_much) {
  std::vector<posting> out;
  const auto& row = row_of(r);
  const auto add = [&](const auto& side, std::int64_t sign) {
    for (const auto& line : side)
      if (const auto minor = line ? line->how_much.of(how_much) : 0; minor != 0)
        out.push_back({account_of(line->where, of), sign * minor});
  };
  out.reserve(row.debit.size() + row.credit.size());
  add(row.debit, 1);
  add(row.credit, -1);
  const auto all = std::accumulate(out.begin(), out.end(), std::int64_t{0},
                                   [](std::int64_t n, const posting& p) { return n + p.minor; });
  SLUICE_INVARIANT(all == 0);
  return out;
}

std::string name_of(const journal& j) {
  return std::string(row_of(j.rule).code) + '/' + std::to_string(j.sequence);
}

std::string subject_of(const journal& j) {
  if (j.order.number.value().empty()) return j.order.merchant.value();
  const auto& refund = j.refund.value();
  return to_string(j.order) + (refund.empty() ? refund : " refund " + refund);
}

}  // namespace sluice::ledger
