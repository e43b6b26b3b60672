#include "bench/load/load.hpp"

#include <mutex>
#include <thread>

#include "tests/catch.hpp"

namespace sluice::test::load_test {
using namespace sluice::bench;

namespace {

constexpr nanoseconds millisecond = 1'000'000;

/// Answers on a thread of its own, in the order of sending, each after so long.
class slow_answerer {
 public:
  explicit slow_answerer(std::chrono::milliseconds after) : after_(after) {}
  ~slow_answerer() {
    for (auto& t : threads_) t.join();
  }
  slow_answerer(const slow_answerer&) = delete;
  slow_answerer& operator=(const slow_answerer&) = delete;

  void answer(load& whose, std::uint64_t index) {
    const std::lock_guard held(lock_);
    most_ = std::max(most_, ++under_way_);
    threads_.emplace_back([this, &whose, index] {
      std::this_thread::sleep_for(after_);
      {
        const std::lock_guard inner(lock_);
        --under_way_;
      }
      whose.answered(index, true);
    });
  }
  [[nodiscard]] int most() const noexcept { return most_; }

 private:
  std::chrono::milliseconds after_;
  std::mutex lock_;
  std::vector<std::thread> threads_;
  int under_way_ = 0;
  int most_ = 0;
};

}  // namespace

TEST_CASE("a closed loop keeps so many orders under way, and sends each once") {
  std::vector<int> sent(50);
  slow_answerer engine{std::chrono::milliseconds{2}};
  std::mutex lock;
  load* self = nullptr;
  load closed(sent.size(), [&](std::uint64_t i) {
    {
      const std::lock_guard held(lock);
      ++sent[i];
    }
    engine.answer(*self, i);
  });
  self = &closed;
  closed.run_closed(8);
  CHECK(sent == std::vector<int>(50, 1));
  CHECK(engine.most() <= 8);
  CHECK(paid_of(closed.lives()) == 50);
  for (const auto& life : closed.lives()) CHECK(life.end - life.begin >= 2 * millisecond);
}

TEST_CASE("an open loop does not wait for answers") {
  slow_answerer engine{std::chrono::milliseconds{500}};
  load* self = nullptr;
  load open(20, [&](std::uint64_t i) { engine.answer(*self, i); });
  self = &open;
  open.run_open(1000);
  CHECK(engine.most() == 20);  // all 20 ms of it before the first answer
  CHECK(duration_of(open.lives()) >= 519 * millisecond);
}

TEST_CASE("a stall is charged to every order that was due meanwhile") {
  load* self = nullptr;
  load open(100, [&](std::uint64_t i) {
    if (i == 10) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    self->answered(i, true);
  });
  self = &open;
  open.run_open(1000);
  const auto lives = open.lives();
  for (std::size_t i = 1; i < lives.size(); ++i)
    CHECK(lives[i].begin - lives[i - 1].begin == millisecond);  // the schedule does not move
  CHECK(lives[11].end - lives[11].begin >= 45 * millisecond);
  CHECK(lives[40].end - lives[40].begin >= 15 * millisecond);
}

TEST_CASE("an order that nobody answers ends the run after some silence") {
  load* self = nullptr;
  load closed(3, [&](std::uint64_t i) {
    if (i != 1) self->answered(i, true);
  });
  self = &closed;
  closed.give_up_after(std::chrono::seconds{1});
  closed.run_closed(3);
  CHECK(paid_of(closed.lives()) == 2);
  CHECK(closed.lives()[1].end == 0);
}

}  // namespace sluice::test::load_test
