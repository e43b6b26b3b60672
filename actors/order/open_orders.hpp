#pragma once
/// How many orders of each merchant and kind of business are open: what their limit looks at. Each
/// order counts itself (counted_open below) when it becomes open and when it is final; nobody walks
/// the log for it. Shared by all hosts.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "domain/ids.hpp"
#include "domain/policy.hpp"

namespace sluice {

class open_orders {
 public:
  /// For a moment after a start it may be less than there are, and less than none.
  using count = std::atomic<std::int64_t>;

  /// Stays where it is.
  [[nodiscard]] count& of(const merchant_id& merchant, business_type type) {
    const std::lock_guard hold(mutex_);
    return all_[merchant][static_cast<std::size_t>(type) - 1];
  }

 private:
  static_assert(static_cast<std::size_t>(business_policies.front().type) == 1);

  std::mutex mutex_;
  std::unordered_map<merchant_id, std::array<count, business_policies.size()>> all_;
};

/// One order's part in it. An order that leaves memory stays counted: who comes back is told so.
class counted_open {
 public:
  /// A new order. False: so many are open already; it is not counted. `most` 0: any.
  [[nodiscard]] bool begin(open_orders::count& where, std::int64_t most) {
    auto now = where.load(std::memory_order_relaxed);
    do {
      if (most != 0 && now >= most) return false;
    } while (!where.compare_exchange_weak(now, now + 1, std::memory_order_relaxed));
    is_of_this_life_ = true;
    where_ = &where;
    return true;
  }
  /// It was final, and is open again.
  void again(open_orders::count& where) {
    ++where;
    where_ = &where;
  }
  /// It has been read back, and is open: it was counted when it became so, or will be by found().
  void is_counted(open_orders::count& where) { where_ = &where; }
  /// The engine has started, and the log has it among the open ones, whatever has become of it
  /// since.
  void found(open_orders::count& where) {
    if (!is_of_this_life_) ++where;
  }
  void ends() {
    if (where_ != nullptr) --*std::exchange(where_, nullptr);
  }
  [[nodiscard]] bool counts() const noexcept { return where_ != nullptr; }

 private:
  open_orders::count* where_ = nullptr;  ///< nothing: it is not open
  bool is_of_this_life_ = false;  ///< the engine has not been away since it was made
};

}  // namespace sluice
