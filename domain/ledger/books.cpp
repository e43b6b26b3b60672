#include "domain/ledger/books.hpp"

#include <algorithm>
#include <tuple>

#include "base/invariant.hpp"

namespace sluice::ledger {
namespace {

void add(std::int64_t& to, std::int64_t minor) {
  SLUICE_INVARIANT(!__builtin_add_overflow(to, minor, &to));
}

}  // namespace

void books::post(const journal& j) {
  ++journals_;
  auto& book = all_[j.unit];
  for (const auto& p : j.postings) {
    auto& b = book[p.where.owner][p.where];
    if (p.minor > 0)
      add(b.debit, p.minor);
    else
      add(b.credit, -p.minor);
    ++b.postings;
    b.last_sequence = j.sequence;
  }
}

balance books::of(currency unit, const account& a) const {
  const auto book = all_.find(unit);
  if (book == all_.end()) return {};
  const auto its = book->second.find(a.owner);
  if (its == book->second.end()) return {};
  const auto known = its->second.find(a);
  return known == its->second.end() ? balance{} : known->second;
}

std::vector<account_line> books::lines() const {
  std::vector<account_line> out;
  for (const auto& [unit, book] : all_)
    for (const auto& [owner, its] : book)
      for (const auto& [where, stands] : its) out.push_back({unit, where, stands});
  std::ranges::sort(out, {}, [](const account_line& l) { return std::tie(l.unit, l.where); });
  return out;
}

std::map<currency, trial> trial_of(const std::vector<account_line>& lines) {
  std::map<currency, trial> out;
  for (const auto& l : lines) {
    add(out[l.unit].debit, l.stands.debit);
    add(out[l.unit].credit, l.stands.credit);
  }
  return out;
}

}  // namespace sluice::ledger
