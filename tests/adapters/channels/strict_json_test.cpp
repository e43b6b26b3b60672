#include "adapters/channels/strict_json.hpp"

#include "tests/catch.hpp"

namespace sluice::test::strict_json_test {

using nlohmann::json;

namespace {

misread why_not(std::string_view body) { return std::get<misread>(read_json(body)); }
json document(std::string_view body) { return std::get<json>(read_json(body)); }

std::string repeated(std::string_view what, std::size_t times) {
  std::string text;
  while (times-- > 0) text += what;
  return text;
}

}  // namespace

TEST_CASE("JSON of every kind is read as the library reads it") {
  for (const auto* body : {R"({"a":[1,-2,3.5,true,false,null,"x",{"b":{}}],"c":""})", "[]", "{}",
                           "0", "null", R"("\u5496\u5561")", R"( {"a" : [ ] } )"})
    CHECK(document(body) == json::parse(body));
}

TEST_CASE("a byte order mark is skipped") { CHECK(document("\xef\xbb\xbf{}") == json::object()); }

TEST_CASE("a member that comes twice must have one value, at any depth") {
  CHECK(document(R"({"a":{"b":[1,{"c":"x"}]},"a":{"b":[1,{"c":"x"}]}})").size() == 1);
  CHECK(document(R"({"a":{"x":1,"y":2},"a":{"y":2,"x":1}})").size() == 1);
  for (const auto* body :
       {R"({"a":1,"a":2})", R"({"a":"1","a":1})", R"({"a":null,"a":""})", R"([[{"a":1,"a":2}]])",
        R"({"a":"x","\u0061":"y"})", R"({"a":{"b":1},"a":{"b":2}})", R"({"a":[1,2],"a":[2,1]})",
        R"({"a":1,"b":0,"a":1,"a":3})", R"({"":1,"":2})"})
    CHECK(why_not(body) == misread::contradictory);
}

TEST_CASE("what is not one whole JSON text is unreadable") {
  using namespace std::string_view_literals;
  for (const auto body :
       {""sv, "   "sv, "{"sv, R"({"a":1)"sv, "{} x"sv, "{}{}"sv, "{}\0"sv, "{}\0{\"a\":1}"sv,
        "{\"a\":\"\0\"}"sv, "{\"a\":\"\xff\"}"sv, "{\"a\":\"\xc3\"}"sv, "{'a':1}"sv, "{a:1}"sv,
        R"({"a":01})"sv, R"({"a":1,})"sv, "// no\n{}"sv, R"({"a":1e999})"sv, "\xff\xfe{\0}\0"sv})
    CHECK(why_not(body) == misread::unreadable);
}

TEST_CASE("there is a depth that no channel's answer has") {
  const auto nested = [](std::size_t depth) { return repeated("[", depth) + repeated("]", depth); };
  CHECK(document(nested(deepest_json)).is_array());
  CHECK(why_not(nested(deepest_json + 1)) == misread::unreadable);
  const auto deep = nested(400'000);
  CHECK(why_not("{\"a\":" + deep + ",\"a\":" + deep + '}') == misread::unreadable);
}

}  // namespace sluice::test::strict_json_test
