#include "adapters/http/message.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("a header is found whatever the case of its name") {
  const http_headers headers{{"Content-Type", "text/xml"}, {"Wechatpay-Signature", "aB+/="}};
  CHECK(headers.find("content-type") == "text/xml");
  CHECK(headers.find("WECHATPAY-SIGNATURE") == "aB+/=");
  CHECK_FALSE(headers.find("Content"));
  CHECK_FALSE(headers.find("Content-Type "));
}

TEST_CASE("a header with two values says nothing; one that is repeated says the same") {
  http_headers headers{{"Signature", "a"}, {"signature", "b"}, {"Date", "x"}};
  headers.add("date", "x");
  CHECK_FALSE(headers.find("Signature"));
  CHECK(headers.find("Date") == "x");
}

TEST_CASE("a header that would begin another one is none") {
  using namespace std::string_literals;
  CHECK(is_one_header({"X-A", ""}));
  CHECK(is_one_header({"X-A", "caf\xc3\xa9 \t; q=1"}));
  for (const auto& value : {"a\r\nX: b"s, "a\nb"s, "a\rb"s, "a\0b"s})
    CHECK_FALSE(is_one_header({"X-A", value}));
  for (const auto& name : {""s, "X A"s, "X:"s, "X\r\n"s, "\xc3\xa9"s, "X\0"s})
    CHECK_FALSE(is_one_header({name, "a"}));
}
