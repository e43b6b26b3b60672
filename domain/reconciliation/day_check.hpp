#pragma once
/// A bill of a day against the log: which rows match, what differs, what waits for the next bill.
/// Taken part by part, so that neither side need be in memory; a part has all rows and all claims
/// of the numbers in it. Pure. `sluice recon check` leads it.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "domain/reconciliation/difference.hpp"
#include "domain/reconciliation/proof.hpp"

namespace sluice::reconciliation {

class day_check {
 public:
  struct bill {
    file_hash file{};
    std::optional<day_number> day{};  ///< nothing: it cannot be known, and no day is compared
    std::uint8_t waits = 3;  ///< for so many bills what this one lacks may wait
  };
  /// Both are called while a part is taken.
  struct told {
    std::function<void(const difference&)> difference;
    std::function<void(const claim&)> carried;  ///< into the next bill, with what it may wait then
  };
  day_check(const bill& of, told to) : bill_(of), told_(std::move(to)) {}

  /// Of claims of one number the last one counts.
  void take(std::span<const bill_line> lines, std::span<const claim> claims);
  [[nodiscard]] const proofs& proven() const noexcept { return proofs_; }

 private:
  struct entry;
  class table;

  void take_line(const bill_line& l, entry& e, std::span<const bill_line> lines);
  void judge(const entry& e, std::span<const bill_line> lines, std::span<const claim> claims,
             const table& all);
  void judge_line(const bill_line& l, const entry& e, const claim* here);
  void judge_claim(const claim& c, const table& all);
  void expect(const claim& c, bool has_line);
  void say(difference_kind kind, const bill_line* there, const claim* here,
           const bill_line* before = nullptr);

  bill bill_;
  told told_;
  proofs proofs_;
};

/// The rows in which two versions of the bill of one day are not the same: row_gone, row_new,
/// row_changed. Identical lines are one.
void compare_versions(std::span<const bill_line> before, std::span<const bill_line> now,
                      const file_hash& file, const std::function<void(const difference&)>& tell);

}  // namespace sluice::reconciliation
