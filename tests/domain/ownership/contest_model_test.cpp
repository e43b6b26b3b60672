// Many engines and a made-up server, each world from a seed: engines start, stand still, die and
// leave whenever they like; claims take their time, and in bad worlds are lost and links are cut.
// On a sound server no two ever accept at once; after a bad time at most one does; and whenever the
// world is quiet, somebody does.

#include <array>
#include <deque>
#include <random>

#include "domain/ownership/contest.hpp"
#include "tests/catch.hpp"

namespace sluice::ownership::contest_model_test {
namespace {

constexpr instant noon{millis{1'800'000'000'000}};
constexpr contest_times times{};
constexpr millis step{5};

struct in_flight {
  millis arrives;
  claim what;
};

/// One process and its link. A seat starts a new process when the old one is gone.
struct seat {
  std::optional<contest> engine{};
  std::deque<in_flight> out{}, in{};
  millis frozen_until{0};
  bool linked = true;
  bool prepared = true;

  [[nodiscard]] bool runs(millis now) const { return engine && now >= frozen_until; }
  [[nodiscard]] bool accepts(millis now) const {
    return runs(now) && now < engine->accepts_until();
  }
  [[nodiscard]] bool is_over() const {
    return !engine || engine->now_in() == phase::yielded || engine->now_in() == phase::left;
  }
};

class world {
 public:
  explicit world(unsigned seed, bool sound) : chance_(seed), sound_(sound) {}

  void play(millis how_long, bool troubled) {
    for (const auto end = now_ + how_long; now_ < end; now_ += step) {
      check();  // who has just woken up may accept before he has listened
      for (auto& s : seats_) live(s, troubled);
      check();
    }
  }
  /// Nothing bad happens any more, and nobody is kept from anything.
  void become_quiet() {
    quiet_ = true;
    for (auto& s : seats_) {
      s.frozen_until = now_;
      if (!s.linked && s.engine) relink(s);
      if (s.engine && !s.prepared) prepare(s);
    }
  }
  [[nodiscard]] int accepting() const {
    return static_cast<int>(std::count_if(
        seats_.begin(), seats_.end(), [&](const seat& s) { return s.accepts(now_); }));
  }
  [[nodiscard]] bool anybody_left() const {
    return std::any_of(seats_.begin(), seats_.end(), [](const seat& s) { return !s.is_over(); });
  }

 private:
  void check() const {
    if (!sound_ || accepting() <= 1) return;
    FAIL("two accept at " << now_.count() << " ms");
  }
  [[nodiscard]] unsigned below(unsigned n) { return static_cast<unsigned>(chance_() % n); }
  [[nodiscard]] bool one_in(unsigned n) { return below(n) == 0; }
  [[nodiscard]] millis delay() { return millis{!quiet_ && one_in(50) ? below(400) : below(8)}; }

  void live(seat& s, bool troubled) {
    if (troubled) trouble(s);
    carry(s);
    if (!s.runs(now_)) return;
    while (!s.in.empty() && s.in.front().arrives <= now_) {
      s.engine->hear(s.in.front().what, now_, noon + now_);
      s.in.pop_front();
    }
    if (!s.linked) return s.engine->cut_off(now_);
    if (!s.prepared && one_in(100)) prepare(s);
    while (auto said = s.engine->speak(now_)) put(s.out, *std::move(said));
  }

  void trouble(seat& s) {
    if (s.is_over() && one_in(100)) begin(s);
    if (!s.engine) return;
    if (one_in(400)) s.frozen_until = now_ + millis{below(3000)};
    if (one_in(1500))
      s.engine.reset();  // and what it has said is on its way all the same
    else if (one_in(1500))
      s.engine->leave();
    if (sound_ || !s.engine || !one_in(300)) return;
    if (s.linked) {
      s.linked = false;
      s.in.clear();
      s.out.clear();
    } else {
      relink(s);
    }
  }

  void begin(seat& s) {
    s = seat{};
    s.engine.emplace(
        claim{.process = std::to_string(1000 + below(9000)) + '-' + std::to_string(++processes_)},
        one_in(2), times, now_);
    if (!one_in(2)) return;
    s.engine->hold_back();
    s.prepared = false;
  }

  void prepare(seat& s) {
    s.prepared = true;
    s.engine->be_prepared(now_);
  }

  void relink(seat& s) {
    s.linked = true;
    s.engine->cut_off(now_);
  }

  /// In order on each link, like TCP.
  void put(std::deque<in_flight>& link, claim c) {
    if (!sound_ && !quiet_ && one_in(10)) return;
    const auto earliest = link.empty() ? now_ : link.back().arrives;
    link.push_back({std::max(earliest, now_ + delay()), std::move(c)});
  }

  /// The server gives what has arrived to everybody at once, also to who has said it.
  void carry(seat& from) {
    while (!from.out.empty() && from.out.front().arrives <= now_) {
      for (auto& to : seats_)
        if (to.engine && to.linked) put(to.in, from.out.front().what);
      from.out.pop_front();
    }
  }

  std::mt19937 chance_;
  bool sound_;
  bool quiet_ = false;
  millis now_{1000};
  int processes_ = 0;
  std::array<seat, 4> seats_{};
};

}  // namespace

TEST_CASE("on a sound server no two engines ever accept at once") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    world w(seed, true);
    w.play(millis{20'000}, true);
    w.become_quiet();
    w.play(millis{3000}, false);
    CHECK(w.accepting() == (w.anybody_left() ? 1 : 0));
  }
}

TEST_CASE("after losses and cuts one engine goes on, if any is left that may") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    world w(seed, false);
    w.play(millis{20'000}, true);
    w.become_quiet();
    w.play(millis{5000}, false);
    CHECK(w.accepting() == (w.anybody_left() ? 1 : 0));
  }
}

}  // namespace sluice::ownership::contest_model_test
