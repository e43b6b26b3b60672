#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "domain/channel/gate.hpp"
#include "tests/catch.hpp"

namespace sluice::test::gate_property_test {
namespace {

using channel::gate;
using channel::ticket;
using channel::urgency;

constexpr instant t0{millis{1'700'000'000'000}};
constexpr gate::kind pay{urgency::payer_waits, true};
constexpr gate::kind doubt{urgency::settles_doubt};
constexpr gate::kind refund{urgency::background};

/// Random words at a gate, and what must be true of it after each.
class walk {
 public:
  explicit walk(std::uint32_t seed) : random_(seed) {}
  void step();
  void end();

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  static channel::limits draw(std::mt19937& r) {
    return {.enabled = r() % 8 != 0,
            .max_in_flight = 1 + static_cast<std::uint32_t>(r() % 9),
            .queue_capacity = static_cast<std::uint32_t>(r() % 30),
            .queue_deadline = millis{1 + r() % 900},
            .calls_per_second = r() % 2 == 0 ? 0 : 1 + static_cast<std::uint32_t>(r() % 40),
            .faulty_per_second = static_cast<std::uint32_t>(r() % 3)};
  }
  void enters();
  void starts(ticket t);
  void ends_one();
  void leaves(ticket t) { CHECK(waiting_.erase(t) == 1); }
  void leave(const std::vector<ticket>& all) {
    for (const auto t : all) leaves(t);
  }
  void changes_limits();
  void check() const;

  std::mt19937 random_;
  const std::vector<channel::path_limits> paths_{
      {channel::path("card"), 3, 0}, {channel::path("card/icbc"), 1, 2}};
  gate gate_{draw(random_), paths_};
  instant now_ = t0;
  ticket last_ = 0;
  std::map<ticket, gate::kind> kinds_;
  std::set<ticket> waiting_, running_;
  std::deque<instant> recent_;
};

void walk::enters() {
  constexpr std::array<gate::kind, 5> kinds{
      pay, doubt, refund, gate::kind{urgency::background, true}, gate::kind{urgency::hearsay}};
  auto k = kinds[below(5)];
  const std::array<instrument, 3> paid_with{
      instrument(), instrument("card", "ccb"), instrument("card", "icbc")};
  if (k.is_payment) k.path = gate_.path_of(paid_with[below(3)]);
  const auto t = ++last_;
  kinds_[t] = k;
  const auto e = gate_.enter(t, k, merchant_id("m" + std::to_string(below(6))), now_);
  if (e.put_out) {
    const auto lost = kinds_.at(*e.put_out).how;
    CHECK((lost != urgency::settles_doubt || k.how == urgency::settles_doubt));
    CHECK((lost == urgency::hearsay) == (k.how == urgency::hearsay));
    leaves(*e.put_out);
  }
  if (e.what == gate::outcome::starts) starts(t);
  if (e.what == gate::outcome::waits) waiting_.insert(t);
}

void walk::starts(ticket t) {
  CHECK(running_.insert(t).second);
  if (gate_.limits().calls_per_second == 0) return;
  while (!recent_.empty() && recent_.front() + millis{1000} <= now_) recent_.pop_front();
  recent_.push_back(now_);
  CHECK(recent_.size() <= gate_.limits().calls_per_second);
}

void walk::ends_one() {
  if (running_.empty()) return;
  const auto t = *std::next(running_.begin(), below(static_cast<std::uint32_t>(running_.size())));
  running_.erase(t);
  gate_.finished(kinds_.at(t));
}

void walk::changes_limits() {
  const auto wanted = draw(random_);
  if (wanted.calls_per_second != gate_.limits().calls_per_second) recent_.clear();
  leave(gate_.change_limits(wanted, now_));
}

void walk::step() {
  switch (below(8)) {
    case 0: now_ += millis{below(200)}; break;
    case 1: leave(gate_.expire(now_)); break;
    case 2: ends_one(); break;
    case 3: ends_one(); break;
    case 4: below(20) == 0 ? changes_limits() : gate_.faulty(now_); break;
    case 5: below(20) == 0 ? gate_.too_fast(now_) : void(); break;
    default: enters();
  }
  while (const auto t = gate_.next_to_start(now_)) {
    leaves(*t);
    starts(*t);
  }
  check();
}

void walk::check() const {
  CHECK(gate_.in_flight() == running_.size());
  CHECK(gate_.queued() == waiting_.size());
  const auto on_icbc = std::count_if(
      running_.begin(), running_.end(), [&](ticket t) { return kinds_.at(t).path == 2; });
  CHECK(on_icbc <= 1);
  CHECK(gate_.look_again_at(now_).value_or(now_ + millis{1}) > now_);
}

void walk::end() {
  leave(gate_.empty_queue());
  CHECK(waiting_.empty());
  while (!running_.empty()) ends_one();
  CHECK(gate_.in_flight() == 0);
}

/// Who is served, one after another, while one permit goes round.
std::vector<ticket> served(gate& g, ticket running, const std::map<ticket, gate::kind>& kinds,
                           std::size_t count) {
  std::vector<ticket> out;
  while (out.size() < count) {
    g.finished(kinds.at(running));
    const auto next = g.next_to_start(t0);
    REQUIRE(next);
    out.push_back(running = *next);
  }
  return out;
}

}  // namespace

TEST_CASE("Whatever happens at a gate, limits hold and no call is lost or counted twice") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    walk w(seed);
    for (int i = 0; i < 400; ++i) w.step();
    w.end();
  }
}

TEST_CASE("Each merchant that waits is served within as many starts as merchants wait") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    gate g({.max_in_flight = 1, .queue_capacity = 5000});
    std::map<ticket, gate::kind> kinds{{1, pay}};
    CHECK(g.enter(1, pay, merchant_id("loud"), t0).what == gate::outcome::starts);
    ticket last = 1;
    const auto enter = [&](const std::string& whose, std::uint32_t count) {
      for (; count > 0; --count) {
        kinds[++last] = pay;
        CHECK(g.enter(last, pay, merchant_id(whose), t0).what == gate::outcome::waits);
      }
    };
    enter("loud", 100);
    const auto merchants = 1 + random() % 20;
    std::set<ticket> first_of_others;
    for (std::uint32_t m = 0; m < merchants; ++m) {
      first_of_others.insert(last + 1);
      enter("m" + std::to_string(m), 1 + static_cast<std::uint32_t>(random() % 100));
    }
    for (const auto t : served(g, 1, kinds, merchants + 1)) first_of_others.erase(t);
    CHECK(first_of_others.empty());
  }
}

TEST_CASE("While all kinds wait, each has the starts of its share") {
  gate g({.max_in_flight = 1, .queue_capacity = 5000});
  std::map<ticket, gate::kind> kinds{{1, pay}};
  CHECK(g.enter(1, pay, merchant_id("m"), t0).what == gate::outcome::starts);
  ticket last = 1;
  for (int i = 0; i < 1000; ++i)
    for (const auto& k : {pay, doubt, refund}) {
      kinds[++last] = k;
      CHECK(g.enter(last, k, merchant_id("m"), t0).what == gate::outcome::waits);
    }
  std::map<urgency, int> count;
  for (const auto t : served(g, 1, kinds, 200)) ++count[kinds.at(t).how];
  CHECK(count[urgency::settles_doubt] == 100);
  CHECK(count[urgency::payer_waits] == 70);
  CHECK(count[urgency::background] == 30);
}

TEST_CASE("A kind that waited for permits of its own has no claim to all starts afterwards") {
  gate g({.max_in_flight = 10, .queue_capacity = 5000});
  ticket last = 0;
  for (int i = 0; i < 10; ++i)
    CHECK(g.enter(++last, doubt, merchant_id("m"), t0).what == gate::outcome::starts);
  for (int i = 0; i < 100; ++i)
    CHECK(g.enter(++last, doubt, merchant_id("m"), t0).what == gate::outcome::waits);
  const auto first_payment = last + 1;
  for (int i = 0; i < 1000; ++i)
    CHECK(g.enter(++last, pay, merchant_id("m"), t0).what == gate::outcome::waits);
  const auto starts_payment = [&] { return g.next_to_start(t0).value_or(0) >= first_payment; };
  // All the queries hang but the four whose permits the payments take; those are quick.
  for (int i = 0; i < 4; ++i) g.finished(doubt);
  for (int i = 0; i < 3; ++i) CHECK(starts_payment());
  for (int i = 0; i < 300; ++i) {
    g.finished(pay);
    CHECK(starts_payment());
  }
  // Nothing hangs any more: both start by their shares from now on.
  for (int i = 0; i < 6; ++i) g.finished(doubt);
  int payments = 0;
  for (int i = 0; i < 7; ++i) payments += starts_payment() ? 1 : 0;
  CHECK(payments >= 1);
}

}  // namespace sluice::test::gate_property_test
