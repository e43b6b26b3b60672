#include "sim/run/run_many.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "sim/disk/memory_disk.hpp"
#include "sim/disk/rocksdb_disk.hpp"
#include "sim/run/last_words.hpp"

namespace sluice::sim {
namespace {

class runner {
 public:
  runner(const repertoire& plays, const run_request& asked) : plays_(&plays), asked_(&asked) {}

  run_totals run() {
    const auto count = std::min<std::uint64_t>(std::max(asked_->threads, 1U), asked_->count);
    std::vector<std::thread> threads;
    threads.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
    for (auto& t : threads) t.join();
    std::sort(totals_.violations.begin(), totals_.violations.end(),
              [](const auto& a, const auto& b) { return a.seed < b.seed; });
    return std::move(totals_);
  }

 private:
  void work() {
    for (auto n = next_++; n < asked_->count && !is_stopped(); n = next_++)
      run_one(asked_->first + n);
  }

  bool is_stopped() {
    if (asked_->stop && asked_->stop()) stopped_ = true;
    return stopped_;
  }

  void run_one(std::uint64_t seed) {
    const auto& from = plays_->of(seed);
    auto drawn = draw_plan(from, seed);
    const auto disk = asked_->make_disk(drawn);
    const last_words words(
        "the program died in the world of seed " + std::to_string(seed) + " (" + from.name + ")" +
        (asked_->replay ? "; to see it again: " + asked_->replay(seed) : ""));
    add(seed, from, run_world(std::move(drawn), *disk, asked_->hears, asked_->ways));
  }

  void add(std::uint64_t seed, const scenario& from, const world_result& r) {
    const std::lock_guard lock(mutex_);
    auto& t = totals_;
    ++t.worlds;
    t.orders += r.orders;
    t.events += r.events;
    t.steps += r.steps;
    t.starts += r.starts;
    t.hash += r.hash;
    t.lasted += r.lasted;
    for (std::size_t i = 0; i < hazard_count; ++i) t.struck[i] += r.struck[i];
    t.bytes += r.bytes;
    if (r.broken) t.violations.push_back({seed, from.name, *r.broken, r.steps, r.lasted});
    if (asked_->stop_at_first && !t.violations.empty()) stopped_ = true;
    if (asked_->progress) asked_->progress(t.worlds, t.violations.size());
  }

  const repertoire* plays_;
  const run_request* asked_;
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  run_totals totals_;
};

}  // namespace

std::unique_ptr<disk> memory_for(const plan&) { return std::make_unique<memory_disk>(); }

std::unique_ptr<disk> files_for(const plan& drawn) {
  auto own = drawn.rest;  // a copy, so that the disk changes nothing else
  return std::make_unique<rocksdb_disk>([own = own.fork()](std::uint64_t bound) mutable {
    return own.below(bound);
  });
}

run_totals run_many(const repertoire& plays, const run_request& asked) {
  return runner(plays, asked).run();
}

}  // namespace sluice::sim
