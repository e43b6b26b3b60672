#include "base/nearest_word.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("the nearest known word is suggested") {
  const std::vector<std::string> known{"call_timeout", "query_at", "revoke_from"};
  CHECK(nearest_word("call_timout", known) == "call_timeout");
  CHECK(nearest_word("qurey_at", known) == "query_at");
  CHECK(nearest_word("revoke_form", known) == "revoke_from");
}

TEST_CASE("nothing is suggested when nothing is near") {
  CHECK(nearest_word("colour", {"call_timeout", "query_at"}) == std::nullopt);
  CHECK(nearest_word("x", {}) == std::nullopt);
  CHECK(nearest_word(std::string(10'000, 'a'), {"a"}) == std::nullopt);
}
