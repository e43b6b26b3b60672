// When one engine in the contest looks again, and what claims are worth that come back late, after
// a cut, or never.

#include "tests/catch.hpp"
#include "tests/domain/ownership/contest_engine.hpp"

namespace sluice::ownership::contest_time_test {

TEST_CASE("claims, silences and looks are measured to the millisecond") {
  engine e;
  static_cast<void>(e.says());
  e.stands_still(times.beat - millis{1});
  CHECK_FALSE(e.says().has_value());
  e.stands_still(millis{1});
  CHECK(e.says().has_value());
  e.stands_still(times.listen - times.beat - millis{1});
  static_cast<void>(e.says());
  CHECK(e.now_in() == phase::asking);
  e.stands_still(millis{1});
  static_cast<void>(e.says());
  CHECK(e.now_in() == phase::taking);

  engine heir(true);
  heir.hears(standing::holding, "z", noon);
  heir.stands_still(times.listen - millis{1});
  static_cast<void>(heir.says());
  CHECK(heir.now_in() == phase::waiting);
  heir.stands_still(millis{1});
  static_cast<void>(heir.says());
  CHECK(heir.now_in() == phase::asking);
}

TEST_CASE("the next look is the next claim, the end of a silence, or of what is sure") {
  const millis start{1000};
  engine newcomer;
  CHECK(newcomer->next_look() == times.beat);  // it has said nothing yet: at once
  static_cast<void>(newcomer.says());
  CHECK(newcomer->next_look() == start + times.beat);
  newcomer.stands_still(times.listen - millis{10});
  static_cast<void>(newcomer.says());
  CHECK(newcomer->next_look() == start + times.listen);
  newcomer.stands_still(millis{10});
  REQUIRE(newcomer.says()->stands == standing::taking);
  CHECK(newcomer->next_look() == start + times.listen + times.beat);

  engine heir(true);
  static_cast<void>(heir.says());
  heir.stands_still(times.listen - millis{10});
  static_cast<void>(heir.says());
  CHECK(heir->next_look() == start + times.listen);

  engine owner;
  owner.until(phase::holding);
  static_cast<void>(owner.says());
  const auto sure = owner->accepts_until();
  CHECK(owner->next_look() < sure);
  owner.stands_still(times.sure - millis{50});
  REQUIRE(owner.says().has_value());
  CHECK(owner->next_look() == sure);
}

TEST_CASE(
    "the last claims are known when they come back, and no more of them than are remembered") {
  for (const bool one_too_many : {false, true}) {
    engine e;
    e.stands_still(times.listen);
    const auto last_word = e.says();
    e->not_carried(noon);
    for (int i = 0; i < (one_too_many ? 64 : 63); ++i) {
      e.stands_still(times.beat);
      REQUIRE(e.says().has_value());
    }
    e.hears(*last_word);
    CHECK(e.now_in() == (one_too_many ? phase::unheard : phase::doubting));
  }
}

TEST_CASE("a claim is worth what it says from its sending on, however late it comes back") {
  engine e;
  e.stands_still(times.listen);
  const auto last_word = e.says();
  e.stands_still(millis{40});
  e.hears(*last_word);
  CHECK(e->accepts_until() == millis{1000} + times.listen + times.sure);

  engine late;
  late.stands_still(times.listen);
  const auto old_word = late.says();
  late.stands_still(times.sure);
  late.hears(*old_word);
  CHECK(late.now_in() == phase::doubting);
}

TEST_CASE("a claim in our name that we did not say means nothing") {
  engine e;
  e.stands_still(times.listen);
  static_cast<void>(e.says());
  e.hears({.process = "m", .number = 999, .stands = standing::taking});
  CHECK(e.now_in() == phase::taking);
}

TEST_CASE("only what is asked after a cut can be heard by those who object") {
  engine e;
  const auto before = e.says();
  e->cut_off(millis{1000});
  const auto after = e.says();
  REQUIRE(after.has_value());  // at once
  SECTION("what was asked before proves nothing") {
    e.hears(*before);
    e.hears(standing::taking, "z");
    CHECK(e.now_in() == phase::yielded);
  }
  SECTION("what was asked after it does") {
    e.hears(*after);
    e.hears(standing::taking, "z");
    CHECK(e.now_in() == phase::asking);
  }
}

TEST_CASE("who waits and is cut off goes on waiting, and listens anew") {
  engine heir(true);
  heir.stands_still(millis{200});
  heir->cut_off(millis{1200});
  CHECK(heir.now_in() == phase::waiting);
  heir.stands_still(times.listen - millis{1});
  static_cast<void>(heir.says());
  CHECK(heir.now_in() == phase::waiting);
}

TEST_CASE("that claims are not carried matters to a last word only, and keeps who was first") {
  engine e;
  static_cast<void>(e.says());
  e->not_carried(noon);
  CHECK(e.now_in() == phase::asking);
  e.stands_still(times.listen);
  static_cast<void>(e.says());
  e->not_carried(noon);
  CHECK(e->self().since == noon);

  engine owner;
  owner.until(phase::holding);
  const auto since = owner->self().since;
  owner->not_carried(noon);
  CHECK(owner.now_in() == phase::holding);
  owner->cut_off(millis{5000});
  owner.stands_still(millis{10'000});
  static_cast<void>(owner.says());
  owner->not_carried(noon);
  CHECK(owner.now_in() == phase::unheard);
  CHECK(owner->self().since == since);
}

}  // namespace sluice::ownership::contest_time_test
