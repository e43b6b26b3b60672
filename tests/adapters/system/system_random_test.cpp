#include "adapters/system/system_random.hpp"

#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("random numbers do not repeat, also across threads") {
  system_random random;
  std::mutex lock;
  std::set<std::uint64_t> seen;
  const auto draw = [&] {
    for (int i = 0; i < 1'000; ++i) {
      const auto number = random.next();
      const std::lock_guard guard(lock);
      seen.insert(number);
    }
  };
  constexpr int many = 4;
  std::vector<std::thread> threads;
  threads.reserve(many);
  for (int i = 0; i < many; ++i) threads.emplace_back(draw);
  for (auto& t : threads) t.join();
  CHECK(seen.size() == 4'000);
}
