#include "adapters/channels/form.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("a form survives being written and read") {
  const auto body = form_encode({{"subject", "a+b & c=d %"}, {"title", "咖啡"}, {"empty", ""}});
  CHECK(body.find("a%2Bb+%26+c%3Dd+%25") != std::string::npos);
  const auto fields = std::get<form_fields>(form_decode(body));
  CHECK(value_of(fields, "subject") == "a+b & c=d %");
  CHECK(value_of(fields, "title") == "咖啡");
  CHECK(value_of(fields, "empty").empty());
  CHECK(value_of(fields, "absent").empty());
}

TEST_CASE("empty pairs and missing equal signs are forgiven") {
  const auto fields = std::get<form_fields>(form_decode("&&a=1&b&"));
  CHECK(fields.size() == 2);
  CHECK(fields.at("b").empty());
}

TEST_CASE("broken escapes are not a form") {
  for (const auto* body : {"a=%", "a=%4", "a=%zz", "%=1"})
    CHECK(std::get<misread>(form_decode(body)) == misread::unreadable);
}

TEST_CASE("a name may come twice, but only with one value") {
  CHECK(std::get<misread>(form_decode("a=1&a=2")) == misread::contradictory);
  CHECK(std::get<misread>(form_decode("a=1&%61=2")) == misread::contradictory);
  CHECK(std::get<misread>(form_decode("a=1&a")) == misread::contradictory);
  CHECK(std::get<form_fields>(form_decode("a=1&%61=%31")).size() == 1);
}
