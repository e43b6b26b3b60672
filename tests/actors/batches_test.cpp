// Outbox and inbox: many words, few messages, and none of them lost.

#include <caf/scheduler/test_coordinator.hpp>
#include <numeric>
#include <thread>

#include "actors/inbox.hpp"
#include "actors/outbox.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

struct word {
  int number = 0;
  std::string text;
};
struct speak {};

}  // namespace

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(batch<word>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(speak)

namespace {

class one_thread {
 public:
  caf::actor_system& system() { return system_; }
  void run() { dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler()).run(); }

 private:
  test::testing_scheduler config_;
  caf::actor_system system_{config_};
};

using batches = std::vector<std::vector<int>>;

caf::actor listener(caf::actor_system& system, batches& heard) {
  return system.spawn([&heard]() -> caf::behavior {
    return {[&heard](const batch<word>& b) {
      auto& numbers = heard.emplace_back();
      for (const auto& w : b.all) numbers.push_back(w.number);
    }};
  });
}

}  // namespace

TEST_CASE("each receiver gets one message, with all that is for it, in order") {
  one_thread here;
  batches left_heard, right_heard;
  const auto left = listener(here.system(), left_heard);
  const auto right = listener(here.system(), right_heard);
  const auto speaker = here.system().spawn([=](caf::event_based_actor* self) -> caf::behavior {
    return {[=, box = outbox<word>{}](speak) mutable {
      box.put(left, {1, "a"});
      box.put(right, {2, "b"});
      box.put(left, {3, "c"});
      box.send_all(*self);
      box.send_all(*self);  // nothing is left to say
    }};
  });
  caf::anon_send(speaker, speak{});
  caf::anon_send(speaker, speak{});
  here.run();
  CHECK(left_heard == batches{{1, 3}, {1, 3}});
  CHECK(right_heard == batches{{2}, {2}});
}

TEST_CASE("an inbox tells its owner once, until it has been emptied") {
  one_thread here;
  const auto box = std::make_shared<inbox<int>>();
  batches taken;
  const auto owner = here.system().spawn([&taken, box]() -> caf::behavior {
    return {[&taken, box](inbox_filled) { taken.push_back(box->take()); }};
  });
  for (const int n : {1, 2, 3}) box->put(owner, n);
  here.run();
  CHECK(taken == batches{{1, 2, 3}});
  box->put(owner, 4);
  here.run();
  CHECK(taken == batches{{1, 2, 3}, {4}});
}

TEST_CASE("what many threads put into an inbox arrives, all of it") {
  constexpr int threads = 4;
  constexpr int each = 5000;
  std::vector<int> counts(threads, 0);
  bool in_order = true;
  {
    caf::actor_system_config config;
    caf::actor_system system{config};
    const auto box = std::make_shared<inbox<std::pair<int, int>>>();
    const auto owner = system.spawn([&, box](caf::event_based_actor* self) -> caf::behavior {
      return {[&, box, self](inbox_filled) {
        for (const auto& [thread, number] : box->take())
          in_order = counts[static_cast<std::size_t>(thread)]++ == number && in_order;
        if (std::accumulate(counts.begin(), counts.end(), 0) == threads * each) self->quit();
      }};
    });
    std::vector<std::thread> putters;
    for (int t = 0; t < threads; ++t)
      putters.emplace_back([=] {
        for (int n = 0; n < each; ++n) box->put(owner, {t, n});
      });
    for (auto& p : putters) p.join();
    system.await_all_actors_done();
  }
  CHECK(in_order);
  CHECK(counts == std::vector<int>(threads, each));
}
