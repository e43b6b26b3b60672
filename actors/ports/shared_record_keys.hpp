#pragma once
/// The merchants' data keys as they are now, and the chance that each sealing needs. Exchanged as a
/// whole while the engine runs; whoever has begun to read keeps the keys that it began with.

#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

#include "actors/ports/clock.hpp"
#include "base/sealed.hpp"
#include "events/record_keys.hpp"

namespace sluice {

class shared_record_keys {
 public:
  using page = std::shared_ptr<const record_keys>;

  /// No keys: whatever is private is written in clear, and never asks for chance.
  shared_record_keys() = default;
  shared_record_keys(std::shared_ptr<random_port> chance, record_keys first)
      : chance_(std::move(chance)) {
    exchange(std::move(first));
  }

  /// Any thread.
  [[nodiscard]] page now() const {
    const std::lock_guard held(lock_);
    return now_;
  }
  /// Any thread. What is written from here on is sealed under the newest of these. Precondition:
  /// without chance there are no keys.
  void exchange(record_keys next) {
    const bool any = !next.empty();
    auto made = std::make_shared<const record_keys>(std::move(next));
    const std::lock_guard held(lock_);
    now_.swap(made);
    any_.store(any, std::memory_order_release);
  }
  /// False: there is none for anybody; costs nothing to ask.
  [[nodiscard]] bool any() const noexcept { return any_.load(std::memory_order_acquire); }

  /// 96 random bits for one sealing. They are drawn anew for each, and not counted up or made from
  /// the place: a log that was put back, or a write that was lost, has the same place again with
  /// another text.
  [[nodiscard]] seal_nonce fresh_nonce() const {
    const std::uint64_t drawn[]{chance_->next(), chance_->next()};
    seal_nonce out{};
    std::memcpy(out.data(), drawn, out.size());
    return out;
  }

 private:
  std::shared_ptr<random_port> chance_;
  mutable std::mutex lock_;
  page now_ = std::make_shared<const record_keys>();
  std::atomic<bool> any_{false};
};

}  // namespace sluice
