#pragma once
/// Nonces that were used not long ago, so that a request that somebody has overheard is not heard
/// again. Bounded: full means "not now", never "accept". Any thread.

#include <deque>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/instant.hpp"

namespace sluice::access {

enum class nonce_verdict : std::uint8_t { fresh, used, no_room };

class nonces {
 public:
  explicit nonces(std::size_t most, millis kept) : most_(most), kept_(kept) {}

  /// A fresh one counts as used from now on. `now`: of a clock that may be set; `whose` is part of
  /// it, so that two keys may use the same.
  [[nodiscard]] nonce_verdict use(const std::string& whose, const std::string& nonce, instant now) {
    auto name = whose + '\n' + nonce;
    const std::lock_guard held(lock_);
    while (!order_.empty() && order_.front().first + kept_ <= now) {
      used_.erase(order_.front().second);
      order_.pop_front();
    }
    if (used_.contains(name)) return nonce_verdict::used;
    if (used_.size() >= most_) return nonce_verdict::no_room;
    used_.insert(name);
    order_.emplace_back(now, std::move(name));
    return nonce_verdict::fresh;
  }

 private:
  const std::size_t most_;
  const millis kept_;
  std::mutex lock_;
  std::unordered_set<std::string> used_;
  std::deque<std::pair<instant, std::string>> order_;
};

}  // namespace sluice::access
