/// What a person's or a breaker's word about a path leads to, and what its events make of it.

#include "domain/channel/path_words.hpp"
#include "domain/channel/decide.hpp"
#include "tests/catch.hpp"

namespace sluice::test::path_words_test {
namespace {

const channel::surroundings around{channel_id{"wechat"}, millis{6000}};
const channel::path bank{"debit_card/icbc"};
const instant now{millis{1'000'000}};
const signed_by li{"li", "because"};

using said = std::variant<std::optional<channel::event>, rejection>;

channel::force word(channel::path_switch to, std::optional<instant> until = {}) {
  return {.where = bank, .to = to, .until = until, .who = li, .asked_at = now};
}

std::optional<channel::event> event_in(const said& d) {
  REQUIRE(std::holds_alternative<std::optional<channel::event>>(d));
  return std::get<std::optional<channel::event>>(d);
}
rejection_code code_in(const said& d) {
  REQUIRE(std::holds_alternative<rejection>(d));
  CHECK_FALSE(std::get<rejection>(d).message.empty());
  return std::get<rejection>(d).code;
}

}  // namespace

TEST_CASE("A person switches a path once, and is remembered with why") {
  channel::state s;
  const auto e = event_in(decide(s, word(channel::path_switch::open, now + millis{5}), around));
  REQUIRE(e.has_value());
  CHECK(*e == channel::event{channel::path_forced{
                  .channel = around.channel,
                  .where = bank,
                  .to = channel::path_switch::open,
                  .until = now + millis{5},
                  .who = li,
                  .generation = 1}});
  apply(s, *e, now);
  CHECK(s.paths.at(bank).forced_by == origin_of(li, now));
  CHECK(s.paths.at(bank).phase == channel::breaker_phase::closed);
  CHECK_FALSE(event_in(decide(s, word(channel::path_switch::open, now + millis{5}), around)));
  const auto longer = event_in(decide(s, word(channel::path_switch::open), around));
  REQUIRE(longer.has_value());
  CHECK(std::get<channel::path_forced>(*longer).generation == 2);
}

TEST_CASE("What is automatic already is not switched") {
  CHECK_FALSE(event_in(decide({}, word(channel::path_switch::automatic), around)));
}

TEST_CASE("A switch that cannot be is refused, the first fault first") {
  const auto of = [](channel::force f) { return code_in(decide({}, std::move(f), around)); };
  const auto ends_at = [](instant t) { return word(channel::path_switch::closed, t); };
  CHECK(of(ends_at(now)) == rejection_code::until_invalid);
  CHECK(of(ends_at(now + std::chrono::hours{366 * 24} + millis{1})) ==
        rejection_code::until_invalid);
  CHECK(event_in(decide({}, ends_at(now + std::chrono::hours{366 * 24}), around)).has_value());
  CHECK(of(word(channel::path_switch::automatic, now + millis{1})) ==
        rejection_code::until_invalid);
  for (const auto* text : {"a/b/c", "/icbc", "card/", "a b", "/"}) {
    auto f = ends_at(now);
    f.where = channel::path(text);
    INFO(text);
    CHECK(of(f) == rejection_code::path_invalid);
  }
  auto unclear = word(channel::path_switch::open);
  unclear.to.reset();
  CHECK(of(unclear) == rejection_code::switch_unclear);
}

TEST_CASE("A channel keeps no more paths than it can tell of") {
  channel::state s;
  for (std::size_t i = 0; i < channel::most_paths; ++i)
    s.paths[channel::path("m" + std::to_string(i))];
  CHECK(code_in(decide(s, word(channel::path_switch::open), around)) ==
        rejection_code::path_invalid);
  auto known = word(channel::path_switch::open);
  known.where = channel::path("m7");
  CHECK(event_in(decide(s, known, around)).has_value());
}

TEST_CASE("A turn that was overtaken by another word leads to nothing") {
  const channel::turn proposed{channel::path_turned{
      .channel = around.channel,
      .where = bank,
      .to = channel::breaker_phase::open,
      .until = now,
      .generation = 1}};
  channel::state s;
  CHECK(event_in(decide(s, proposed, around)).has_value());
  s.paths[bank].generation = 1;
  CHECK_FALSE(event_in(decide(s, proposed, around)));
}

TEST_CASE("The end of a switch leaves the phase as it is, and nobody's name") {
  channel::state s;
  apply(s,
        channel::path_turned{.channel = around.channel,
                             .where = bank,
                             .to = channel::breaker_phase::open,
                             .until = now,
                             .generation = 1},
        now);
  apply(s,
        channel::path_forced{.channel = around.channel,
                             .where = bank,
                             .to = channel::path_switch::closed,
                             .who = li,
                             .generation = 2},
        now);
  CHECK_FALSE(is_shut(s.paths.at(bank)));
  apply(s, channel::path_forced{.channel = around.channel, .where = bank, .generation = 3}, now);
  CHECK(is_shut(s.paths.at(bank)));
  CHECK(s.paths.at(bank).forced_by.person.empty());
}

TEST_CASE("A path's text is empty, a method, or method and bank") {
  for (const auto* text : {"", "debit_card", "debit_card/icbc"})
    CHECK(channel::path(text).is_well_formed());
  CHECK_FALSE(channel::path("card/" + std::string(65, 'x')).is_well_formed());
}

TEST_CASE("A path of orders is one that an order can name, or the whole channel") {
  for (const auto* text : {"", "debit_card", "debit_card/icbc"})
    CHECK(channel::path(text).is_of_orders());
  for (const auto* text : {"Debit_card", "debit-card", "debit_card/ICBC", "debit_card/", "a/b/c"})
    CHECK_FALSE(channel::path(text).is_of_orders());
  CHECK_FALSE(channel::path(std::string(33, 'x')).is_of_orders());
}

}  // namespace sluice::test::path_words_test
