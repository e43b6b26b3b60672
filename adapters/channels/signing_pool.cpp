#include "adapters/channels/signing_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace sluice {
namespace {

constexpr unsigned least_threads = 2;
constexpr unsigned most_threads = 8;

unsigned threads_of(unsigned chosen) {
  if (chosen != 0) return std::max(chosen, least_threads);
  return std::clamp(std::thread::hardware_concurrency(), least_threads, most_threads);
}

}  // namespace

/// Guarded by the board's mutex.
struct signing_pool::share::inside {
  std::shared_ptr<board> of;
  std::deque<work> waiting{};
  unsigned running = 0;
  bool is_in_turn = false;  ///< stands in the board's ring
};

/// What threads and shares have in common. The ring holds the shares that have work and may run
/// one more: whoever has had a turn goes to its end.
struct signing_pool::board {
  using line = std::shared_ptr<share::inside>;

  explicit board(limits chosen)
      : most_waiting(chosen.waiting_per_share), most_running(threads_of(chosen.threads) - 1) {}

  void stand_in_turn(const line& of) {
    if (of->is_in_turn || of->waiting.empty() || of->running >= most_running) return;
    of->is_in_turn = true;
    ring.push_back(of);
    wake.notify_one();
  }

  /// False: it is full, or ended. Takes `w` only where true.
  enum class taken : std::uint8_t { yes, full, ended };
  taken take(const line& of, work& w, bool whatever_waits) {
    const std::lock_guard held(mutex);
    if (is_ended) return taken::ended;
    if (!whatever_waits && of->waiting.size() >= most_waiting) return taken::full;
    of->waiting.push_back(std::move(w));
    stand_in_turn(of);
    return taken::yes;
  }

  void run() {
    std::unique_lock held(mutex);
    while (true) {
      wake.wait(held, [&] { return !ring.empty() || (is_stopping && open == 0); });
      if (ring.empty()) return;
      const auto of = std::move(ring.front());
      ring.pop_front();
      of->is_in_turn = false;
      do_one(of, held);
    }
  }

  void do_one(const line& of, std::unique_lock<std::mutex>& held) {
    auto w = std::move(of->waiting.front());
    of->waiting.pop_front();
    ++of->running;
    ++open;
    stand_in_turn(of);
    held.unlock();
    w();
    w = nullptr;  // what it holds may have something to say, too
    held.lock();
    --of->running;
    --open;
    stand_in_turn(of);
    if (is_stopping && open == 0 && ring.empty()) wake.notify_all();
  }

  const std::size_t most_waiting;
  const unsigned most_running;  ///< of one share
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<line> ring;
  unsigned open = 0;  ///< works that run; each may lead to another
  bool is_stopping = false, is_ended = false;
  std::vector<std::thread> threads;
};

signing_pool::signing_pool(limits chosen) : board_(std::make_shared<board>(chosen)) {
  for (unsigned i = 0; i <= board_->most_running; ++i)
    board_->threads.emplace_back([b = board_.get()] { b->run(); });
}

signing_pool::~signing_pool() { stop(); }

void signing_pool::stop() {
  std::vector<std::thread> ending;
  {
    const std::lock_guard held(board_->mutex);
    board_->is_stopping = true;
    ending.swap(board_->threads);
  }
  board_->wake.notify_all();
  for (auto& one : ending) one.join();
  const std::lock_guard held(board_->mutex);
  board_->is_ended = true;
}

signing_pool::share signing_pool::open_share() {
  return share(std::make_shared<share::inside>(share::inside{.of = board_}));
}

bool signing_pool::share::start(work w) {
  switch (in_->of->take(in_, w, false)) {
    case board::taken::full: return false;
    case board::taken::ended: w(); break;
    case board::taken::yes: break;
  }
  return true;
}

void signing_pool::share::finish(work w) {
  if (in_->of->take(in_, w, true) == board::taken::ended) w();
}

}  // namespace sluice
