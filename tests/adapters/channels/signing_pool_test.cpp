#include "adapters/channels/signing_pool.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

using namespace sluice;

namespace {

/// Keeps a thread until it is opened.
class gate {
 public:
  void open() { opened_.set_value(); }
  [[nodiscard]] signing_pool::work work(std::latch* arrived = nullptr) {
    return [arrived, until = until_] {
      if (arrived != nullptr) arrived->count_down();
      until.wait();
    };
  }

 private:
  std::promise<void> opened_;
  std::shared_future<void> until_ = opened_.get_future().share();
};

/// Who had a turn, in order.
class turns {
 public:
  [[nodiscard]] signing_pool::work of(char who) {
    return [this, who] {
      const std::lock_guard held(mutex_);
      text_ += who;
    };
  }
  [[nodiscard]] std::string text() const {
    const std::lock_guard held(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

}  // namespace

TEST_CASE("one channel never has all threads") {
  for (const unsigned threads : {2U, 3U}) {
    signing_pool pool({.threads = threads});
    auto slow = pool.open_share(), other = pool.open_share();
    gate stuck;
    std::latch arrived(threads - 1);
    for (unsigned i = 0; i < threads - 1; ++i) REQUIRE(slow.start(stuck.work(&arrived)));
    arrived.wait();
    std::atomic<bool> too_many = false;
    REQUIRE(slow.start([&] { too_many = true; }));
    for (int i = 0; i < 10; ++i) {
      std::promise<void> done;
      REQUIRE(other.start([&] { done.set_value(); }));
      done.get_future().wait();
    }
    CHECK_FALSE(too_many);
    stuck.open();
    pool.stop();
    CHECK(too_many);
  }
}

TEST_CASE("channels take turns, however much one of them waits for") {
  signing_pool pool({.threads = 2});
  auto first = pool.open_share(), second = pool.open_share();
  auto loud = pool.open_share(), quiet = pool.open_share();
  gate closed, one_thread;
  std::latch both(2);
  REQUIRE(first.start(closed.work(&both)));
  REQUIRE(second.start(one_thread.work(&both)));
  both.wait();
  turns taken;
  std::promise<void> done;
  for (int i = 0; i < 4; ++i) REQUIRE(loud.start(taken.of('L')));
  for (int i = 0; i < 2; ++i) REQUIRE(quiet.start(taken.of('q')));
  REQUIRE(loud.start([&] { done.set_value(); }));
  one_thread.open();  // the other thread stays away, so that there is one order
  done.get_future().wait();
  CHECK(taken.text() == "LqLqLL");
  closed.open();
}

TEST_CASE("what waits is bounded for each channel, and only for it") {
  signing_pool pool({.threads = 2, .waiting_per_share = 3});
  auto full = pool.open_share(), other = pool.open_share();
  gate stuck;
  std::latch arrived(1);
  REQUIRE(full.start(stuck.work(&arrived)));
  arrived.wait();
  std::atomic<int> done = 0;
  const auto count = [&] { ++done; };
  for (int i = 0; i < 3; ++i) CHECK(full.start(count));
  CHECK_FALSE(full.start(count));
  CHECK(other.start(count));
  full.finish(count);  // an answer is not lost because there is no room
  CHECK_FALSE(full.start(count));
  stuck.open();
  pool.stop();
  CHECK(done == 5);
}

TEST_CASE("a pool that stops does what waits first, and what that leads to") {
  signing_pool pool({.threads = 2});
  auto share = pool.open_share(), other = pool.open_share();
  gate stuck;
  std::latch arrived(1);
  REQUIRE(share.start(stuck.work(&arrived)));
  arrived.wait();
  std::atomic<int> done = 0;
  for (int i = 0; i < 100; ++i)
    REQUIRE(share.start([&] {
      ++done;
      other.finish([&] { ++done; });
    }));
  stuck.open();
  pool.stop();
  CHECK(done == 200);
  pool.stop();  // a second time there is nothing to do
}

TEST_CASE("after its end a pool's work is done by whoever asks") {
  std::optional<signing_pool> pool(signing_pool::limits{.threads = 2});
  auto share = pool->open_share();
  pool.reset();
  const auto here = std::this_thread::get_id();
  std::vector<std::thread::id> by;
  CHECK(share.start([&] { by.push_back(std::this_thread::get_id()); }));
  share.finish([&] { by.push_back(std::this_thread::get_id()); });
  CHECK(by == std::vector{here, here});
}

TEST_CASE("what a work holds is let go of before the pool has stopped") {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  signing_pool pool({.threads = 2});
  REQUIRE(pool.open_share().start([held = std::move(held)] {}));
  pool.stop();
  CHECK(watched.expired());
}
