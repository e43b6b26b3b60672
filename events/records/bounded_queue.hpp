#pragma once
/// What waits to be written, up to a limit. What does not fit is dropped and counted, with when it
/// happened, and whoever takes the rest takes that count with it. Not thread-safe.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "domain/call_record.hpp"

namespace sluice::records {

template <class T>
class bounded_queue {
 public:
  explicit bounded_queue(std::size_t most) : most_(most) {}

  /// `weight`: of the limit. False: it is dropped.
  bool push(T one, std::size_t weight, instant at) {
    if (weight > most_ - weight_) {
      drop(at, 1);
      return false;
    }
    weight_ += weight;
    waiting_.push_back(std::move(one));
    return true;
  }
  /// Counts what was not kept for another reason.
  void drop(instant at, std::uint64_t count) {
    dropped_ += count;
    carry({.from = at, .to = at, .count = count});
  }
  /// What was taken and could not be told.
  void carry(const record_gap& before) {
    if (!gap_) gap_ = record_gap{.from = before.from, .to = before.to};
    gap_->from = std::min(gap_->from, before.from);
    gap_->to = std::max(gap_->to, before.to);
    gap_->count += before.count;
  }

  struct batch {
    std::vector<T> all{};
    std::optional<record_gap> dropped{};
  };
  [[nodiscard]] batch take() {
    weight_ = 0;
    return {std::exchange(waiting_, {}), std::exchange(gap_, std::nullopt)};
  }
  [[nodiscard]] bool is_empty() const noexcept { return waiting_.empty(); }
  /// Ever.
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  std::size_t most_, weight_ = 0;
  std::vector<T> waiting_{};
  std::optional<record_gap> gap_{};
  std::uint64_t dropped_ = 0;
};

}  // namespace sluice::records
