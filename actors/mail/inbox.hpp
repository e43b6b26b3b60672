#pragma once
/// From other threads to an actor: it is told once that something is there, and takes all of it.
/// What comes while the actor is busy costs it no message.

#include <caf/all.hpp>
#include <mutex>
#include <utility>
#include <vector>

namespace sluice {

struct inbox_filled {};

template <class T>
class inbox {
 public:
  /// Any thread. `owner` gets inbox_filled if there was nothing here before; without memory for
  /// that the process ends, or nobody would ever look here again.
  void put(const caf::actor& owner, T what) noexcept {
    bool was_empty = false;
    {
      const std::lock_guard lock(mutex_);
      was_empty = all_.empty();
      all_.push_back(std::move(what));
    }
    if (was_empty) caf::anon_send(owner, inbox_filled{});
  }

  /// The owner, when it has been told.
  [[nodiscard]] std::vector<T> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(all_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<T> all_;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::inbox_filled)
