#include "bench/load/load_figures.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {
namespace {

template <class Keep>
std::vector<nanoseconds> sorted_latencies(std::span<const order_life> lives, Keep keep) {
  std::vector<nanoseconds> out;
  out.reserve(lives.size());
  for (const auto& life : lives)
    if (keep(life)) out.push_back(life.end - life.begin);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

double milliseconds(nanoseconds t) noexcept { return static_cast<double>(t) / 1e6; }

nanoseconds percentile(const std::vector<nanoseconds>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

void add_load_figures(run_figures& to, std::span<const order_life> lives) {
  const auto all = sorted_latencies(lives, [](const order_life& life) { return life.paid; });
  const auto rate = static_cast<double>(all.size()) / static_cast<double>(duration_of(lives)) * 1e9;
  to.push_back({"orders_per_second", "orders answered per second", "", 0, rate});
  to.push_back({"p50_ms", "latency p50", "ms", 3, milliseconds(percentile(all, 0.50))});
  to.push_back({"p90_ms", "latency p90", "ms", 3, milliseconds(percentile(all, 0.90))});
  to.push_back({"p99_ms", "latency p99", "ms", 3, milliseconds(percentile(all, 0.99))});
  to.push_back({"p999_ms", "latency p99.9", "ms", 3, milliseconds(percentile(all, 0.999))});
  to.push_back({"max_ms", "latency, the longest", "ms", 3, milliseconds(percentile(all, 1))});
}

void add_figures_without_pauses(run_figures& to, std::span<const order_life> lives,
                                const pause_record& pauses) {
  const auto begin = lives.front().begin;
  const auto window = pauses.within(begin, begin + duration_of(lives));
  const auto rest = sorted_latencies(lives, [&](const order_life& life) {
    return life.paid && !pauses.overlaps(life.begin, life.end);
  });
  const auto paid = std::max<std::uint64_t>(paid_of(lives), 1);
  const auto left_out = 1 - static_cast<double>(rest.size()) / static_cast<double>(paid);
  to.push_back({"p99_without_pauses_ms", "p99 without the machine's pauses", "ms", 3,
                milliseconds(percentile(rest, 0.99))});
  to.push_back({"p999_without_pauses_ms", "p99.9 without the machine's pauses", "ms", 3,
                milliseconds(percentile(rest, 0.999))});
  to.push_back({"orders_left_out_percent", "orders left out for a pause", "%", 2, 100 * left_out});
  to.push_back({"pauses", "pauses seen", "", 0, static_cast<double>(window.count)});
  to.push_back({"longest_pause_ms", "longest pause", "ms", 1, milliseconds(window.longest)});
  to.push_back(
      {"paused_percent", "share of the time paused", "%", 2,
       100 * static_cast<double>(window.covered) / static_cast<double>(duration_of(lives))});
}

}  // namespace sluice::bench
