#pragma once
/// What all journals together say: how much stands on which account. A sum, and nothing else:
/// nobody waits for an account, so a merchant with all the traffic costs no more than many.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/ledger/journal.hpp"

namespace sluice::ledger {

struct balance {
  std::int64_t debit = 0, credit = 0;  ///< minor units, neither ever falls
  std::uint64_t postings = 0;
  std::uint64_t last_sequence = 0;  ///< of the event that moved it last

  /// In the sense in which the account grows.
  [[nodiscard]] std::int64_t net(account_class of) const noexcept {
    return grows_by_debit(of) ? debit - credit : credit - debit;
  }
  friend bool operator==(const balance&, const balance&) = default;
};

struct account_line {
  currency unit;
  account where;
  balance stands;
};

class books {
 public:
  void post(const journal& j);
  /// Of books that were kept: how an account stands, and how many journals made them all.
  void put(const account_line& kept) {
    all_[kept.unit][kept.where.owner][kept.where] = kept.stands;
  }
  void count(std::uint64_t journals) noexcept { journals_ = journals; }

  [[nodiscard]] std::uint64_t journals() const noexcept { return journals_; }
  [[nodiscard]] balance of(currency unit, const account& a) const;
  /// The accounts of that owner.
  template <class Visitor>
  void visit(currency unit, const std::string& owner, Visitor&& see) const {
    const auto of_unit = all_.find(unit);
    if (of_unit == all_.end()) return;
    const auto its = of_unit->second.find(owner);
    if (its == of_unit->second.end()) return;
    for (const auto& [where, stands] : its->second) see(where, stands);
  }
  /// By currency, then in the order of the chart.
  [[nodiscard]] std::vector<account_line> lines() const;

 private:
  using of_owner = std::unordered_map<account, balance>;
  std::map<currency, std::unordered_map<std::string, of_owner>> all_;
  std::uint64_t journals_ = 0;
};

/// One currency's whole.
struct trial {
  std::int64_t debit = 0, credit = 0;
};
[[nodiscard]] std::map<currency, trial> trial_of(const std::vector<account_line>& lines);

}  // namespace sluice::ledger
