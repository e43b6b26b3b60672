#include "events/record_keys.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

const merchant_id m1{"m1"};
const merchant_id m2{"m2"};

data_key key_of(const merchant_id& m, const char* id, int from) {
  return {data_key_id{id}, m, instant{millis{from}}, secret(std::string(32, id[0]))};
}

}  // namespace

TEST_CASE("a merchant without a key has none, whoever else has one") {
  record_keys keys;
  CHECK(keys.empty());
  CHECK(keys.newest_of(m1) == nullptr);
  CHECK(keys.find("a") == nullptr);
  REQUIRE(keys.add(key_of(m1, "a", 1)));
  CHECK_FALSE(keys.empty());
  CHECK(keys.newest_of(m1)->id.value() == "a");
  CHECK(keys.newest_of(m2) == nullptr);
}

TEST_CASE("the youngest key seals what is new, and every older one is still found") {
  record_keys keys;
  REQUIRE(keys.add(key_of(m1, "middle", 2)));
  REQUIRE(keys.add(key_of(m1, "young", 3)));
  REQUIRE(keys.add(key_of(m1, "old", 1)));
  CHECK(keys.newest_of(m1)->id.value() == "young");
  REQUIRE(keys.add(key_of(m1, "same", 3)));  // of one instant the later one in the keystore
  CHECK(keys.newest_of(m1)->id.value() == "same");
  for (const char* id : {"old", "middle", "young", "same"}) {
    REQUIRE(keys.find(id) != nullptr);
    CHECK(keys.find(id)->bytes.reveal() == std::string(32, id[0]));
  }
}

TEST_CASE("two keys cannot have one id") {
  record_keys keys;
  REQUIRE(keys.add(key_of(m1, "a", 1)));
  CHECK_FALSE(keys.add(key_of(m2, "a", 2)));
  CHECK(keys.newest_of(m2) == nullptr);
  CHECK(keys.find("a")->merchant == m1);
}

TEST_CASE("a copy stands for itself") {
  record_keys copy;
  {
    record_keys keys;
    REQUIRE(keys.add(key_of(m1, "a", 1)));
    copy = keys;
  }
  CHECK(copy.newest_of(m1)->id.value() == "a");
}
