// Outbox and inbox: many words, few messages, and none of them lost.

#include <caf/scheduler/test_coordinator.hpp>
#include <numeric>
#include <thread>

#include "actors/mail/inbox.hpp"
#include "actors/mail/outbox.hpp"
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

// Actors are classes here: CAF makes one of a lambda with undefined behaviour of its own.

class listener : public caf::event_based_actor {
 public:
  listener(caf::actor_config& cfg, batches& heard) : event_based_actor(cfg), heard_(heard) {}
  caf::behavior make_behavior() override {
    return {[this](const batch<word>& b) {
      auto& numbers = heard_.emplace_back();
      for (const auto& w : b.all) numbers.push_back(w.number);
    }};
  }

 private:
  batches& heard_;
};

class speaker : public caf::event_based_actor {
 public:
  speaker(caf::actor_config& cfg, caf::actor left, caf::actor right)
      : event_based_actor(cfg), left_(std::move(left)), right_(std::move(right)) {}
  caf::behavior make_behavior() override {
    return {[this](speak) {
      box_.put(left_, {1, "a"});
      box_.put(right_, {2, "b"});
      box_.put(left_, {3, "c"});
      box_.send_all(*this);
      box_.send_all(*this);  // nothing is left to say
    }};
  }

 private:
  caf::actor left_, right_;
  outbox<word> box_;
};

class taker : public caf::event_based_actor {
 public:
  using take = std::function<bool()>;  ///< false: there is nothing more to come
  taker(caf::actor_config& cfg, take t) : event_based_actor(cfg), take_(std::move(t)) {}
  caf::behavior make_behavior() override {
    return {[this](inbox_filled) {
      if (!take_()) quit();
    }};
  }

 private:
  take take_;
};

}  // namespace

TEST_CASE("each receiver gets one message, with all that is for it, in order") {
  one_thread here;
  batches left_heard;
  batches right_heard;
  const auto left = here.system().spawn<listener>(left_heard);
  const auto right = here.system().spawn<listener>(right_heard);
  const auto talks = here.system().spawn<speaker>(left, right);
  caf::anon_send(talks, speak{});
  caf::anon_send(talks, speak{});
  here.run();
  CHECK(left_heard == batches{{1, 3}, {1, 3}});
  CHECK(right_heard == batches{{2}, {2}});
}

TEST_CASE("an inbox tells its owner once, until it has been emptied") {
  one_thread here;
  const auto box = std::make_shared<inbox<int>>();
  batches taken;
  const auto owner = here.system().spawn<taker>([&taken, box] {
    taken.push_back(box->take());
    return true;
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
    const auto owner = system.spawn<taker>([&, box] {
      for (const auto& [thread, number] : box->take())
        in_order = counts[static_cast<std::size_t>(thread)]++ == number && in_order;
      return std::accumulate(counts.begin(), counts.end(), 0) < threads * each;
    });
    std::vector<std::thread> putters;
    putters.reserve(threads);
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
