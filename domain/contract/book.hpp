#pragma once
/// All versions of all contracts, as the log has them. What counts for a payment is found by its
/// place in the log and its time, so whoever reads the log finds the same for ever.

#include <cstdint>
#include <map>
#include <vector>

#include "domain/contract/event.hpp"

namespace sluice::contract {

class book {
 public:
  struct version {
    std::uint64_t sequence = 0;  ///< where it stands in the log
    agreed what;
  };
  /// In the order of the log; what it has already changes nothing.
  void take(const agreed& what, std::uint64_t sequence);

  /// Of the versions that stand before that place, the one that began last by then, and of such the
  /// newest; null: nothing was agreed. Lives until the book is given another one of the same party.
  [[nodiscard]] const version* at(const party& with, std::uint64_t sequence, instant when) const;
  [[nodiscard]] const std::map<party, std::vector<version>>& all() const noexcept { return all_; }

 private:
  std::map<party, std::vector<version>> all_;
};

}  // namespace sluice::contract
