#include "adapters/system/machine_clock.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

using namespace sluice;

namespace {

struct machine {
  instant wall{millis{1'000'000}};
  millis steady{500};

  void pass(millis time) {
    wall += time;
    steady += time;
  }
  monotonic_clock::sources sources() {
    return {.wall = [this] { return wall; }, .steady = [this] { return steady; }};
  }
};

}  // namespace

TEST_CASE("the clock starts with the machine's time") {
  machine m;
  monotonic_clock clock(instant{}, m.sources());
  CHECK(clock.now() == m.wall);
  m.pass(millis{1234});
  CHECK(clock.now() == m.wall);
  CHECK(clock.ahead_of_machine() == millis{0});
}

TEST_CASE("time goes on when the machine's clock is set back") {
  machine m;
  monotonic_clock clock(instant{}, m.sources());
  const auto before = clock.now();
  m.pass(millis{10});
  m.wall -= millis{3'600'000};
  CHECK(clock.now() == before + millis{10});
  m.pass(millis{5});
  CHECK(clock.now() == before + millis{15});
  CHECK(clock.ahead_of_machine() == millis{3'600'000});
}

TEST_CASE("time jumps forward with the machine's clock") {
  machine m;
  monotonic_clock clock(instant{}, m.sources());
  m.wall += millis{60'000};
  CHECK(clock.now() == m.wall);
  m.wall -= millis{60'000};
  CHECK(clock.now() == m.wall + millis{60'000});
}

TEST_CASE("a small lead of the machine's clock is not followed") {
  machine m;
  monotonic_clock clock(instant{}, m.sources());
  const auto before = clock.now();
  m.wall += monotonic_clock::tolerated_lag;
  CHECK(clock.now() == before);
  m.wall += millis{1};
  CHECK(clock.now() == m.wall);
}

TEST_CASE("the clock starts no earlier than the log's last record") {
  machine m;
  const auto last_record = m.wall + millis{86'400'000};
  monotonic_clock clock(last_record, m.sources());
  CHECK(clock.now() == last_record);
  m.pass(millis{7});
  CHECK(clock.now() == last_record + millis{7});
  CHECK(clock.ahead_of_machine() == millis{86'400'000});
}

TEST_CASE("no thread sees time go backwards while the machine's clock jumps about") {
  std::atomic<std::int64_t> wall{1'000'000};
  monotonic_clock clock(instant{}, {.wall = [&] { return instant{millis{wall.load()}}; },
                                    .steady =
                                        [] {
                                          return std::chrono::duration_cast<millis>(
                                              std::chrono::steady_clock::now().time_since_epoch());
                                        }});
  std::atomic<bool> backwards{false};
  std::atomic<std::int64_t> latest{0};
  const auto watch = [&] {
    for (int i = 0; i < 20'000; ++i) {
      const auto known = latest.load();
      const auto now = clock.now().time_since_epoch().count();
      if (now < known) backwards = true;
      auto seen = known;
      while (seen < now && !latest.compare_exchange_weak(seen, now)) {
      }
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back(watch);
  for (int i = 0; i < 2'000; ++i) wall += i % 3 == 0 ? -5'000 : 4'000;
  for (auto& t : threads) t.join();
  CHECK_FALSE(backwards);
}

TEST_CASE("the machine's own sources give a time near the machine's time") {
  monotonic_clock clock(instant{}, machine_clock());
  const auto difference =
      clock.now() - std::chrono::time_point_cast<millis>(std::chrono::system_clock::now());
  CHECK(difference < millis{1000});
  CHECK(difference > millis{-1000});
}
