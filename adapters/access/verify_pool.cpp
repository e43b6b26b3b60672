#include "adapters/access/verify_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <utility>

namespace sluice::access {

struct verify_pool::queue {
  std::mutex lock;
  std::condition_variable filled;
  std::deque<std::function<void()>> waiting;
  bool ends = false;
};

verify_pool::verify_pool(std::size_t most_waiting, unsigned threads)
    : most_(most_waiting), wanted_(std::max(1U, threads)), queue_(std::make_shared<queue>()) {}

verify_pool::~verify_pool() {
  {
    const std::lock_guard held(queue_->lock);
    queue_->ends = true;
  }
  queue_->filled.notify_all();
  for (auto& t : threads_) {
    if (t.get_id() == std::this_thread::get_id())
      t.detach();
    else
      t.join();
  }
}

bool verify_pool::put(std::function<void()> job) {
  {
    const std::lock_guard held(queue_->lock);
    if (queue_->waiting.size() >= most_) return false;
    queue_->waiting.push_back(std::move(job));
    // Most engines never need one.
    if (threads_.size() < wanted_) threads_.emplace_back([from = queue_] { work(from); });
  }
  queue_->filled.notify_one();
  return true;
}

void verify_pool::work(const std::shared_ptr<queue>& from) {
  std::unique_lock held(from->lock);
  while (true) {
    from->filled.wait(held, [&] { return from->ends || !from->waiting.empty(); });
    if (from->waiting.empty()) return;
    auto job = std::move(from->waiting.front());
    from->waiting.pop_front();
    held.unlock();
    job();
    job = nullptr;  // and whatever it holds
    held.lock();
  }
}

}  // namespace sluice::access
