#include "domain/figures/counts.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/invariant.hpp"

namespace sluice::figures {
namespace {

/// Money that does not fit stands at the end of its field: it never turns negative.
void add_to(std::int64_t& sum, std::int64_t more) noexcept {
  if (__builtin_add_overflow(sum, more, &sum)) sum = std::numeric_limits<std::int64_t>::max();
}

std::size_t bucket_of(millis took) noexcept {
  const auto* at = std::ranges::lower_bound(duration_bounds, took);
  return static_cast<std::size_t>(at - duration_bounds.begin());
}

std::uint32_t many(const call_counts& of, call_result r) noexcept {
  return of.results[static_cast<std::size_t>(r)];
}

}  // namespace

std::string_view name_of(call_result r) noexcept {
  switch (r) {
    case call_result::succeeded: return "succeeded";
    case call_result::declined: return "declined";
    case call_result::failed: return "failed";
    case call_result::answered: return "answered";
    case call_result::unknown: return "unknown";
  }
  broken_invariant("every result has a name", __FILE__, __LINE__);
}

void call_counts::count(call_result how, millis took_so_long, std::uint32_t weight) noexcept {
  const auto time = std::max(took_so_long, millis{0});
  results[static_cast<std::size_t>(how)] += weight;
  took[bucket_of(time)] += weight;
  took_ms += static_cast<std::uint64_t>(time.count()) * weight;
}

call_counts& call_counts::operator+=(const call_counts& more) noexcept {
  for (std::size_t i = 0; i < results.size(); ++i) results[i] += more.results[i];
  for (std::size_t i = 0; i < took.size(); ++i) took[i] += more.took[i];
  took_ms += more.took_ms;
  return *this;
}

std::uint64_t call_counts::calls() const noexcept {
  return std::accumulate(results.begin(), results.end(), std::uint64_t{0});
}

std::optional<std::uint32_t> success_basis_points(const call_counts& of) noexcept {
  constexpr std::uint64_t whole = 10'000;
  const std::uint64_t good = many(of, call_result::succeeded);
  const auto all = good + many(of, call_result::failed);
  if (all == 0) return std::nullopt;
  return static_cast<std::uint32_t>(good * whole / all);
}

std::optional<millis> quantile(const call_counts& of, std::uint32_t percent) noexcept {
  const auto all = of.calls();
  if (all == 0) return std::nullopt;
  const auto wanted = (all * percent + 99) / 100;  // of that many the slowest
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < duration_bounds.size(); ++i) {
    seen += of.took[i];
    if (seen >= wanted) return std::chrono::ceil<millis>(duration_bounds[i]);
  }
  return std::chrono::ceil<millis>(duration_bounds.back());
}

void paid_counts::count(money amount) noexcept {
  const auto* row = std::ranges::find(currencies, amount.unit, &currency_info::code);
  ++orders;
  add_to(minor[static_cast<std::size_t>(row - currencies.begin())], amount.minor_units);
}

paid_counts& paid_counts::operator+=(const paid_counts& more) noexcept {
  orders += more.orders;
  for (std::size_t i = 0; i < minor.size(); ++i) add_to(minor[i], more.minor[i]);
  return *this;
}

}  // namespace sluice::figures
