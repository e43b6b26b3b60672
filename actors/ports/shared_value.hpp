#pragma once
/// A value that one actor exchanges as a whole while others go by it; whoever has begun to read
/// keeps the one that it began with.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace sluice {

template <class T>
class shared_value {
 public:
  using page = std::shared_ptr<const T>;

  shared_value() : shared_value(T{}) {}
  explicit shared_value(T first) : now_(std::make_shared<const T>(std::move(first))) {}

  /// Any thread.
  [[nodiscard]] page now() const {
    const std::lock_guard held(lock_);
    return now_;
  }
  /// Any thread. What comes from here on goes by it.
  void exchange(T next) {
    auto made = std::make_shared<const T>(std::move(next));
    const std::lock_guard held(lock_);
    now_.swap(made);
    edition_.fetch_add(1, std::memory_order_release);
  }
  /// Another number: another value.
  [[nodiscard]] std::uint64_t edition() const noexcept {
    return edition_.load(std::memory_order_acquire);
  }

 private:
  mutable std::mutex lock_;
  page now_;
  std::atomic<std::uint64_t> edition_{1};
};

/// For one who looks at it all the time: without the lock as long as the value is the same. One
/// thread at a time.
template <class T>
class value_reader {
 public:
  explicit value_reader(std::shared_ptr<const shared_value<T>> of) : of_(std::move(of)) {}

  [[nodiscard]] const T& now() {
    // The number first: a value that comes in between is fetched again, never missed.
    if (const auto edition = of_->edition(); edition != edition_) {
      mine_ = of_->now();
      edition_ = edition;
    }
    return *mine_;
  }

 private:
  std::shared_ptr<const shared_value<T>> of_;
  typename shared_value<T>::page mine_;
  std::uint64_t edition_ = 0;
};

}  // namespace sluice
