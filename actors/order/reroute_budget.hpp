#pragma once
/// How many payments may be tried a second time on another channel: a share of those of the last
/// minute, apart for each kind of business. When everything fails at one channel, second tries for
/// all would take down those that still work (AWS SDKs have a retry quota for the same reason).
/// Asked by all orders, from any thread; nothing of it is durable.

#include <array>
#include <atomic>
#include <cstdint>

#include "base/instant.hpp"
#include "domain/policy.hpp"

namespace sluice {

/// What happened in the last minute, to within a part of what happened in the minute before.
class minute_count {
 public:
  void add(instant now) noexcept;
  [[nodiscard]] std::uint32_t in_last_minute(instant now) const noexcept;

 private:
  /// Minute and count in one word; even minutes have the first, odd ones the second.
  std::array<std::atomic<std::uint64_t>, 2> halves_{};
};

class reroute_budget {
 public:
  /// `percent`: second tries, of 100 payments.
  explicit reroute_budget(std::uint32_t percent) : percent_(percent) {}

  void payment_began(business_type type, instant now) noexcept;
  void payment_rerouted(business_type type, instant now) noexcept;
  [[nodiscard]] bool has_room(business_type type, instant now) const noexcept;

 private:
  struct counts {
    minute_count payments, reroutes;
  };
  std::uint32_t percent_;
  std::array<counts, business_policies.size()> of_type_{};
};

}  // namespace sluice
