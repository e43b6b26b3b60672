#include "bench/load/load.hpp"

#include <sys/prctl.h>
#include <time.h>

#include <algorithm>
#include <thread>

namespace sluice::bench {
namespace {

nanoseconds cpu_of_this_thread() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return nanoseconds{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

void sleep_until(nanoseconds due) {
  const timespec at{due / 1'000'000'000, due % 1'000'000'000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr);
}

}  // namespace

nanoseconds now_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanoseconds{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

load::load(std::uint64_t orders, sender send) : send_(std::move(send)), lives_(orders) {}

void load::run_closed(std::uint32_t in_flight) {
  for (std::uint32_t i = 0; i < in_flight; ++i) send_next();
  wait_for_answers();
}

void load::run_open(double orders_per_second) {
  send_open(orders_per_second);
  wait_for_answers();
}

void load::send_open(double orders_per_second) {
  closed_ = false;
  // Otherwise the kernel rounds each sleep up by 50 µs.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  constexpr nanoseconds head_start = 1'000'000;
  const auto start = now_ns() + head_start;
  const auto cpu_before = cpu_of_this_thread();
  for (std::uint64_t i = 0; i < lives_.size(); ++i) {
    const auto due =
        start + static_cast<nanoseconds>(1e9 * static_cast<double>(i) / orders_per_second);
    if (now_ns() < due) sleep_until(due);  // late: the rest goes out at once
    lives_[i].begin = due;
    send_(i);
  }
  sender_cpu_ = cpu_of_this_thread() - cpu_before;
  ::prctl(PR_SET_TIMERSLACK, 0UL);  // as it was
}

void load::send_next() {
  const auto index = sent_.fetch_add(1, std::memory_order_relaxed);
  if (index >= lives_.size()) return;
  lives_[index].begin = now_ns();
  send_(index);
}

void load::answered(std::uint64_t index, bool paid) {
  lives_[index].end = now_ns();
  lives_[index].paid = paid;
  const bool last = done_.fetch_add(1, std::memory_order_acq_rel) + 1 == lives_.size();
  if (last) {
    finished_.release();
  } else if (closed_) {
    send_next();
  }
}

void load::wait_for_answers() {
  constexpr std::chrono::seconds between_looks{1};
  std::chrono::seconds silence{0};
  for (auto before = done_.load(); !finished_.try_acquire_for(between_looks);) {
    const auto now = done_.load();
    silence = now == before ? silence + between_looks : std::chrono::seconds{0};
    before = now;
    if (silence >= patience_) return;
  }
}

nanoseconds duration_of(std::span<const order_life> lives) {
  const auto by_end = [](const order_life& a, const order_life& b) { return a.end < b.end; };
  const auto last = std::max_element(lives.begin(), lives.end(), by_end);
  return last->end - lives.front().begin;
}

std::uint64_t paid_of(std::span<const order_life> lives) {
  return static_cast<std::uint64_t>(
      std::count_if(lives.begin(), lives.end(), [](const order_life& life) { return life.paid; }));
}

}  // namespace sluice::bench
