#include "bench/load/process_watch.hpp"

#include <condition_variable>

#include "adapters/system/process_memory.hpp"
#include "adapters/system/stopwatch.hpp"

namespace sluice::bench {

process_watch::process_watch(std::function<nanoseconds()> server_cpu)
    : server_cpu_(std::move(server_cpu)), thread_([this](const std::stop_token& stop) {
        constexpr std::chrono::seconds between_looks{1};
        std::mutex lock;
        std::condition_variable_any ended;
        std::unique_lock held(lock);
        for (auto next = std::chrono::steady_clock::now(); !stop.stop_requested();) {
          look();
          next += between_looks;
          ended.wait_until(held, stop, next, [] { return false; });
        }
      }) {}

std::vector<process_sample> process_watch::stop() {
  thread_.request_stop();
  thread_.join();
  look();
  return std::move(seen_);
}

void process_watch::look() {
  seen_.push_back({.at = now_ns(),
                   .resident = process_memory(0).look().used,
                   .engine_cpu = cpu_time_of_this_process().count(),
                   .server_cpu = server_cpu_()});
}

}  // namespace sluice::bench
