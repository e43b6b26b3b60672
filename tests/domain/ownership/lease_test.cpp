// The lease alone, and a made-up stream with contenders that stand still and do not hear answers.

#include "domain/ownership/lease.hpp"

#include <functional>
#include <random>
#include <vector>

#include "tests/catch.hpp"

namespace sluice::ownership::lease_test {
namespace {

constexpr lease_times times{};

claim of(std::string process, std::string home = {}) {
  return {.process = std::move(process), .stands = standing::holding, .home = std::move(home)};
}

}  // namespace

TEST_CASE("a lease that nobody has is taken at once and accepts from the sending on") {
  lease mine(of("a"), times);
  REQUIRE(mine.next(millis{0}) == lease_step::read);
  mine.found(7, std::nullopt, millis{5});
  REQUIRE(mine.next(millis{5}) == lease_step::write);
  CHECK(mine.behind() == 7);
  mine.written(8, millis{6});
  CHECK(mine.behind() == 8);
  CHECK(mine.holder()->process == "a");
  CHECK(mine.is_held());
  CHECK(mine.accepts_until() == millis{6} + times.accepts);
  CHECK(mine.next(millis{6} + times.renew - millis{1}) == lease_step::nothing);
  CHECK(mine.next(millis{6} + times.renew) == lease_step::write);
}

TEST_CASE("who left, and a dead process of our own home, are followed at once") {
  auto left = of("z");
  left.stands = standing::leaving;
  for (const auto& before : {left, of("y", "home"), of("a")}) {
    lease mine(of("a", "home"), times);
    mine.found(7, before, millis{0});
    CHECK(mine.next(millis{0}) == lease_step::write);
  }
  lease homeless(of("a"), times);
  homeless.found(7, of("y"), millis{0});
  CHECK(homeless.next(millis{0}) == lease_step::nothing);
}

TEST_CASE("somebody else's is taken only when it was not renewed for longer than he accepts") {
  lease mine(of("a", "one"), times);
  mine.found(7, of("z", "other"), millis{0});
  for (millis now = times.look; now < times.taken_after; now += times.look) {
    REQUIRE(mine.next(now) == lease_step::read);
    mine.found(7, of("z", "other"), now);
    REQUIRE(mine.next(now) == lease_step::nothing);
  }
  CHECK_FALSE(mine.holder_lives());
  mine.found(7, of("z", "other"), times.taken_after - millis{1});
  CHECK(mine.next(times.taken_after + times.look) == lease_step::read);
  mine.found(7, of("z", "other"), times.taken_after);
  CHECK(mine.next(times.taken_after) == lease_step::write);
  mine.refused();
  mine.found(8, of("z", "other"), times.taken_after);
  CHECK(mine.next(times.taken_after) == lease_step::nothing);
  CHECK(mine.holder_lives());
  CHECK(times.taken_after > times.accepts);
}

TEST_CASE("a holder that finds another one behind itself has lost") {
  lease mine(of("a"), times);
  mine.found(0, std::nullopt, millis{0});
  mine.written(1, millis{0});
  mine.refused();
  CHECK(mine.accepts_until() > millis{0});  // it may have been our own writing
  REQUIRE(mine.next(times.renew) == lease_step::read);
  mine.found(2, of("z"), times.renew);
  CHECK(mine.is_lost());
  CHECK(mine.accepts_until() == millis{0});
  CHECK(mine.next(times.renew) == lease_step::nothing);
}

TEST_CASE("a holder that finds its own writing writes again when that is due, not before") {
  lease mine(of("a"), times);
  mine.found(0, std::nullopt, millis{0});
  mine.written(1, millis{0});
  mine.refused();
  mine.found(1, of("a"), millis{1});
  CHECK(mine.next(times.renew - millis{1}) == lease_step::nothing);
  CHECK(mine.next(times.renew) == lease_step::write);
}

TEST_CASE("a mark says who it is and how it stands") {
  const lease mine(of("a", "home"), times);
  const auto mark = mine.mark(standing::leaving);
  CHECK(mark.process == "a");
  CHECK(mark.home == "home");
  CHECK(mark.stands == standing::leaving);
}

TEST_CASE("a writing whose answer was lost is found and gone on from") {
  lease mine(of("a"), times);
  mine.found(0, std::nullopt, millis{0});
  mine.written(1, millis{0});
  mine.unknown(times.renew);
  CHECK(mine.next(times.renew) == lease_step::nothing);
  const auto later = times.renew + times.look;
  REQUIRE(mine.next(later) == lease_step::read);
  mine.found(2, of("a"), later);
  CHECK(mine.is_held());
  CHECK(mine.behind() == 2);
  CHECK(mine.next(later) == lease_step::write);
}

namespace {

/// What the servers agree on.
struct stream {
  std::uint64_t last = 0;
  std::optional<claim> message{};

  [[nodiscard]] bool write(std::uint64_t behind, claim c) {
    if (behind != last) return false;
    ++last;
    message = std::move(c);
    return true;
  }
};

struct contender {
  lease own;
  std::mt19937* chance;
  millis busy_until{0};  ///< waits for an answer, or stands still
  std::function<void(millis)> then{};

  [[nodiscard]] bool one_in(unsigned n) { return (*chance)() % n == 0; }
  [[nodiscard]] bool accepts(millis now) const { return now < own.accepts_until(); }

  void live(stream& on, millis now) {
    if (now < busy_until) return;
    if (auto done = std::exchange(then, {})) done(now);
    const auto step = own.next(now);
    busy_until = now + millis{(*chance)() % (one_in(60) ? 20'000 : 200)};
    if (step == lease_step::read)
      then = [this, last = on.last, message = on.message](millis at) {
        one_in(10) ? own.unknown(at) : own.found(last, message, at);
      };
    if (step != lease_step::write) return;
    const bool reaches = !one_in(10), is_heard = !one_in(10);
    const bool taken = reaches && on.write(own.behind(), own.mark(standing::holding));
    then = [this, taken, at = on.last, sent = now, known = reaches && is_heard](millis heard) {
      if (!known) return own.unknown(heard);
      taken ? own.written(at, sent) : own.refused();
    };
  }
};

}  // namespace

TEST_CASE("no two contenders for a lease ever accept at once, and somebody gets it") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 chance(seed);
    stream on;
    std::vector<contender> all;
    all.reserve(3);  // they are never moved
    for (const auto* name : {"a", "b", "c"}) all.push_back({lease(of(name, name), times), &chance});
    int accepted = 0;
    for (millis now{0}; now < millis{300'000}; now += millis{20}) {
      for (auto& each : all) {
        if (each.own.is_lost()) {  // started anew, as another process
          each.own = lease(of(std::to_string(chance()), each.own.mark({}).home), times);
          each.then = {};
          each.busy_until = now + millis{500};
        }
        each.live(on, now);
      }
      const auto accepting =
          std::count_if(all.begin(), all.end(), [&](const contender& c) { return c.accepts(now); });
      if (accepting > 1) FAIL("two accept at " << now.count() << " ms");
      accepted += static_cast<int>(accepting);
    }
    CHECK(accepted > 1000);
  }
}

}  // namespace sluice::ownership::lease_test
