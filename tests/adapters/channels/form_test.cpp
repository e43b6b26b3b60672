#include "adapters/channels/form.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("a form survives being written and read") {
  const auto body = form_encode({{"subject", "a+b & c=d %"}, {"title", "咖啡"}, {"empty", ""}});
  CHECK(body.find("a%2Bb+%26+c%3Dd+%25") != std::string::npos);
  const auto fields = form_decode(body);
  REQUIRE(fields);
  CHECK(fields->at("subject") == "a+b & c=d %");
  CHECK(fields->at("title") == "咖啡");
  CHECK(fields->at("empty").empty());
}

TEST_CASE("empty pairs and missing equal signs are forgiven") {
  const auto fields = form_decode("&&a=1&b&");
  REQUIRE(fields);
  CHECK(fields->size() == 2);
  CHECK(fields->at("b").empty());
}

TEST_CASE("broken escapes and doubled names are not a form") {
  CHECK_FALSE(form_decode("a=%"));
  CHECK_FALSE(form_decode("a=%4"));
  CHECK_FALSE(form_decode("a=%zz"));
  CHECK_FALSE(form_decode("a=1&a=2"));
  CHECK_FALSE(form_decode("a=1&%61=2"));
}
