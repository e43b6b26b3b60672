#include "adapters/system/machine_clock.hpp"

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
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

class remembering final : public observer {
 public:
  void tell(const note& n) override {
    const std::lock_guard one_at_a_time{lock_};
    CHECK(n.level == severity::critical);
    CHECK(n.fields.front().first == "by_ms");
    CHECK(n.message.starts_with("The machine's clock was set "));
    steps.push_back(n.fields.front().second);
    in_words = n.message.substr(28, n.message.find('.') - 28);
  }
  std::vector<std::string> steps;
  std::string in_words;

 private:
  std::mutex lock_;
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

TEST_CASE("no step of the machine's clock moves the log's time; channels are told the machine's") {
  machine m;
  monotonic_clock clock(instant{}, m.sources());
  const auto before = clock.now();
  for (const auto step : {millis{90'000}, millis{31'536'000'000}, millis{-63'072'000'000}}) {
    m.wall += step;
    CHECK(clock.now() == before);
    CHECK(clock.machine_time() == m.wall);
  }
  m.pass(millis{3});
  CHECK(clock.now() == before + millis{3});
}

TEST_CASE("a step of the machine's clock is said once, with its size and direction") {
  machine m;
  const auto told = std::make_shared<remembering>();
  monotonic_clock clock(instant{}, m.sources(), told);
  const auto look = [&] {
    m.pass(millis{1000});
    (void)clock.now();
    return std::exchange(told->steps, {});
  };
  CHECK(look().empty());
  m.wall += monotonic_clock::notable_step - millis{1};
  CHECK(look().empty());
  m.wall += millis{1};
  CHECK(look() == std::vector<std::string>{"1000"});  // of many small steps, their sum
  CHECK(told->in_words == "ahead by 1000 ms");
  m.wall -= millis{90'000};
  CHECK(look() == std::vector<std::string>{"-90000"});
  CHECK(told->in_words == "back by 90000 ms");
  m.wall -= monotonic_clock::notable_step - millis{1};
  CHECK(look().empty());
  m.wall -= millis{1};
  CHECK(look() == std::vector<std::string>{"-1000"});
  CHECK(look().empty());
}

TEST_CASE("a thread that is interrupted between two clocks tells of no step") {
  machine m;
  const auto told = std::make_shared<remembering>();
  bool stands_still = false;
  auto from = m.sources();
  from.wall = [&] {
    if (stands_still) m.pass(millis{5000});
    return m.wall;
  };
  monotonic_clock clock(instant{}, from, told);
  stands_still = true;
  m.pass(millis{1000});
  (void)clock.now();
  CHECK(told->steps.empty());
}

TEST_CASE("two clocks that are read within a tenth of a second are compared") {
  for (const auto between : {millis{100}, millis{101}}) {
    machine m;
    const auto told = std::make_shared<remembering>();
    bool is_slow = false;
    auto from = m.sources();
    from.wall = [&] {
      const auto wall = m.wall;
      if (is_slow) m.pass(between);
      return wall;
    };
    monotonic_clock clock(instant{}, from, told);
    m.pass(millis{1000});
    m.wall += millis{5000};
    is_slow = true;
    (void)clock.now();
    CHECK(told->steps.empty() == (between > millis{100}));
  }
}

TEST_CASE("the machine's clock is looked at once a second") {
  machine m;
  int looks = 0;
  auto from = m.sources();
  from.wall = [&] {
    ++looks;
    return m.wall;
  };
  monotonic_clock clock(instant{}, from, std::make_shared<remembering>());
  for (const int expected : {1, 2, 3}) {
    CHECK(looks == expected);
    m.pass(millis{999});
    (void)clock.now();
    CHECK(looks == expected);
    m.pass(millis{1});
    for (int i = 0; i < 3; ++i) (void)clock.now();
  }
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

TEST_CASE("of many threads that see a step one tells") {
  std::atomic<std::int64_t> wall{1'000'000};
  std::atomic<std::int64_t> steady{0};
  const auto told = std::make_shared<remembering>();
  monotonic_clock clock(instant{},
                        {.wall = [&] { return instant{millis{wall.load()}}; },
                         .steady = [&] { return millis{steady.load()}; }},
                        told);
  steady += 1000;
  wall += 91'000;
  constexpr int many = 4;
  std::vector<std::thread> threads;
  threads.reserve(many);
  for (int i = 0; i < many; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 5'000; ++n) (void)clock.now();
    });
  for (auto& t : threads) t.join();
  CHECK(told->steps == std::vector<std::string>{"90000"});
}

TEST_CASE("the machine's own sources give a time near the machine's time") {
  monotonic_clock clock(instant{}, machine_clock());
  const auto difference =
      clock.now() - std::chrono::time_point_cast<millis>(std::chrono::system_clock::now());
  CHECK(difference < millis{1000});
  CHECK(difference > millis{-1000});
}
