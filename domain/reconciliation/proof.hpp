#pragma once
/// That nothing was lost between the two sides: every row of the bill and everything that the log
/// expects in it is counted once, by another way than it was put in, to the last minor unit.

#include <array>
#include <cstdint>

#include "domain/money.hpp"
#include "domain/reconciliation/sides.hpp"

namespace sluice::reconciliation {

struct tally {
  std::uint64_t count = 0;
  std::int64_t amount = 0;  ///< minor units
  std::int64_t fee = 0;  ///< parts_of_a_unit

  void add(const bill_line& l) noexcept;
  void add(const claim& c) noexcept;
  friend tally operator+(const tally& a, const tally& b) noexcept;
  friend bool operator==(const tally&, const tally&) = default;
};

/// Of one currency.
struct proof {
  // -- (a) rows = matched + differing + duplicates + foreign
  tally rows, matched, differing, duplicates, foreign;
  // -- (c) due + of other days + carried in
  //        = matched + differing + carried out + left by evidence
  tally due, of_other_days, carried_in;
  tally matched_here, differing_here, carried_out;
  tally left_by_evidence;  ///< carried until now, and no money any more
  std::int64_t fees_rounded = 0;  ///< parts_of_a_unit by which fees differ that are only rounded

  [[nodiscard]] bool adds_up_there() const noexcept;
  [[nodiscard]] bool adds_up_here() const noexcept;
  [[nodiscard]] bool is_empty() const noexcept { return *this == proof{}; }
  friend bool operator==(const proof&, const proof&) = default;
};

class proofs {
 public:
  [[nodiscard]] proof& of(currency unit) noexcept;
  [[nodiscard]] const proof& of(currency unit) const noexcept;
  /// Of every currency.
  [[nodiscard]] bool add_up() const noexcept;

 private:
  std::array<proof, currencies.size()> all_{};
};

}  // namespace sluice::reconciliation
