#include "actors/order/reroute_budget.hpp"

#include <algorithm>

namespace sluice {
namespace {

constexpr millis minute{60'000};
/// Where there are few payments a share of them would be none.
constexpr std::uint32_t always_allowed = 10;
constexpr unsigned half = 32;

std::uint32_t minute_of(instant t) noexcept {
  return static_cast<std::uint32_t>(t.time_since_epoch() / minute);
}
std::uint64_t word(std::uint32_t in_minute, std::uint32_t count) noexcept {
  return std::uint64_t{in_minute} << half | count;
}
std::uint32_t count_in(std::uint64_t written, std::uint32_t wanted_minute) noexcept {
  return written >> half == wanted_minute ? static_cast<std::uint32_t>(written) : 0;
}
std::size_t place_of(business_type type) noexcept {
  return static_cast<std::size_t>(&policy_of(type) - business_policies.data());
}

}  // namespace

void minute_count::add(instant now) noexcept {
  const auto current = minute_of(now);
  auto& mine = halves_[current % 2];
  auto before = mine.load(std::memory_order_relaxed);
  while (!mine.compare_exchange_weak(
      before, word(current, count_in(before, current) + 1), std::memory_order_relaxed)) {
  }
}

std::uint32_t minute_count::in_last_minute(instant now) const noexcept {
  const auto current = minute_of(now);
  const auto load = [&](std::uint32_t m) {
    return count_in(halves_[m % 2].load(std::memory_order_relaxed), m);
  };
  const auto left = minute - now.time_since_epoch() % minute;
  const auto of_before =
      std::uint64_t{load(current - 1)} * static_cast<std::uint64_t>(left.count());
  return load(current) +
         static_cast<std::uint32_t>(of_before / static_cast<std::uint64_t>(minute.count()));
}

void reroute_budget::payment_began(business_type type, instant now) noexcept {
  of_type_[place_of(type)].payments.add(now);
}

void reroute_budget::payment_rerouted(business_type type, instant now) noexcept {
  of_type_[place_of(type)].reroutes.add(now);
}

bool reroute_budget::has_room(business_type type, instant now) const noexcept {
  const auto& of = of_type_[place_of(type)];
  const auto share = of.payments.in_last_minute(now) * std::uint64_t{percent_} / 100;
  const auto floor = percent_ == 0 ? 0 : std::uint64_t{always_allowed};
  return of.reroutes.in_last_minute(now) < std::max(share, floor);
}

}  // namespace sluice
