#include "actors/desk/command_ids.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

const command_name ours{merchant_id{"m1"}, command_id{"c1"}};
const fingerprint one{1};
const fingerprint other{2};
const instant start{millis{1'800'000'000'000}};
constexpr millis moment{1};

command_name numbered(const char* merchant, std::size_t n) {
  return {merchant_id{merchant}, command_id{std::to_string(n)}};
}

}  // namespace

TEST_CASE("an id under way may be repeated, but not for something else") {
  command_ids ids;
  CHECK_FALSE(ids.is_used_otherwise(ours, one, start));
  ids.begin(ours, one);
  CHECK_FALSE(ids.is_used_otherwise(ours, one, start));
  CHECK(ids.is_used_otherwise(ours, other, start + 2 * command_ids::memory));
}

TEST_CASE("an id belongs to its merchant") {
  command_ids ids;
  ids.begin(ours, one);
  CHECK_FALSE(ids.is_used_otherwise({merchant_id{"m2"}, ours.id}, other, start));
  CHECK(index_key(ours) == "m1/c1");
  CHECK(index_key({merchant_id{"m"}, command_id{"1/c1"}}) != index_key(ours));
}

TEST_CASE("an id of which nothing was written is remembered for ten minutes") {
  command_ids ids;
  ids.begin(ours, one);
  ids.end(ours, false, start);
  CHECK(ids.is_used_otherwise(ours, other, start));
  CHECK(ids.is_used_otherwise(ours, other, start + command_ids::memory - moment));
  CHECK_FALSE(ids.is_used_otherwise(ours, one, start));
  CHECK_FALSE(ids.is_used_otherwise(ours, other, start + command_ids::memory));
}

TEST_CASE("the ten minutes begin again with each repetition") {
  command_ids ids;
  const auto half = start + command_ids::memory / 2;
  for (const auto at : {start, half}) {
    ids.begin(ours, one);
    ids.end(ours, false, at);
  }
  for (std::size_t n = 0; n < 3; ++n) {  // the first memory is forgotten when others come
    ids.begin(numbered("m1", n), one);
    ids.end(numbered("m1", n), false, start + command_ids::memory);
  }
  CHECK(ids.is_used_otherwise(ours, other, half + command_ids::memory - moment));
  CHECK_FALSE(ids.is_used_otherwise(ours, other, half + command_ids::memory));
}

TEST_CASE("an id that the log has is left to the log") {
  command_ids ids;
  ids.begin(ours, one);
  ids.begin(ours, one);
  ids.end(ours, true, start);
  CHECK(ids.is_used_otherwise(ours, other, start));  // the second is still under way
  ids.end(ours, true, start);
  CHECK_FALSE(ids.is_used_otherwise(ours, other, start));
}

TEST_CASE("an id is guarded while another copy of its command is under way") {
  command_ids ids;
  ids.begin(ours, one);
  ids.end(ours, false, start);
  ids.begin(ours, one);
  const auto later = start + 2 * command_ids::memory;
  ids.begin(numbered("m1", 1), one);
  ids.end(numbered("m1", 1), false, later);
  CHECK(ids.is_used_otherwise(ours, other, later));
  ids.end(ours, true, later);
  CHECK_FALSE(ids.is_used_otherwise(ours, other, later));
}

TEST_CASE("of each merchant only so many are remembered, the newest") {
  command_ids ids;
  ids.begin(ours, one);
  ids.end(ours, false, start);
  const auto many = command_ids::most_remembered;
  for (std::size_t n = 0; n < many + 2; ++n) {
    ids.begin(numbered("m2", n), one);
    ids.end(numbered("m2", n), false, start);
  }
  CHECK(ids.is_used_otherwise(ours, other, start));
  CHECK_FALSE(ids.is_used_otherwise(numbered("m2", 0), other, start));
  CHECK_FALSE(ids.is_used_otherwise(numbered("m2", 1), other, start));
  CHECK(ids.is_used_otherwise(numbered("m2", 2), other, start));
  CHECK(ids.is_used_otherwise(numbered("m2", many + 1), other, start));
}

TEST_CASE("an id stays remembered when a copy of its command was written meanwhile") {
  command_ids ids;
  ids.begin(ours, one);
  ids.end(ours, false, start);
  ids.begin(ours, one);
  ids.end(ours, true, start + moment);
  CHECK(ids.is_used_otherwise(ours, other, start + 2 * moment));
}
