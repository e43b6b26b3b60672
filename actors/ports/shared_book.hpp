#pragma once
/// The book of access as it is now. It is exchanged as a whole while the engine runs; whoever has
/// begun to read keeps the one that it began with.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include "domain/access/book.hpp"

namespace sluice {

class shared_book {
 public:
  using page = std::shared_ptr<const access::book>;

  /// An empty book: nobody may do anything.
  shared_book() : shared_book(access::book{}) {}
  explicit shared_book(access::book first)
      : now_(std::make_shared<const access::book>(std::move(first))) {}

  /// Any thread.
  [[nodiscard]] page now() const {
    const std::lock_guard held(lock_);
    return now_;
  }
  /// Any thread. Requests that come from here on are judged by it.
  void exchange(access::book next) {
    auto made = std::make_shared<const access::book>(std::move(next));
    const std::lock_guard held(lock_);
    now_.swap(made);
    edition_.fetch_add(1, std::memory_order_release);
  }
  /// Another number: another book.
  [[nodiscard]] std::uint64_t edition() const noexcept {
    return edition_.load(std::memory_order_acquire);
  }

 private:
  mutable std::mutex lock_;
  page now_;
  std::atomic<std::uint64_t> edition_{1};
};

/// For one who asks it with every request: without the lock as long as the book is the same. One
/// thread at a time.
class book_reader {
 public:
  explicit book_reader(std::shared_ptr<const shared_book> of) : of_(std::move(of)) {}

  [[nodiscard]] const access::book& now() {
    // The number first: a book that comes in between is fetched again, never missed.
    if (const auto edition = of_->edition(); edition != edition_) {
      mine_ = of_->now();
      edition_ = edition;
    }
    return *mine_;
  }

 private:
  std::shared_ptr<const shared_book> of_;
  shared_book::page mine_;
  std::uint64_t edition_ = 0;
};

}  // namespace sluice
