#include "adapters/channels/strict_xml.hpp"

#include "tests/catch.hpp"

namespace sluice::test::strict_xml_test {
namespace {

misread why_not(std::string_view body) { return std::get<misread>(read_xml(body)); }
std::string field(std::string_view body, const std::string& name) {
  return std::string(value_of(std::get<xml_fields>(read_xml(body)), name).as_received());
}

}  // namespace

TEST_CASE("what is written is read back") {
  const auto text = write_xml({{"a", "x < y & z"}, {"b", "咖啡"}, {"c", ""}});
  CHECK(field(text, "a") == "x < y & z");
  CHECK(field(text, "b") == "咖啡");
  CHECK(field(text, "c").empty());
}

TEST_CASE("a text is whole, however it is cut up") {
  CHECK(field("<xml><a>1<![CDATA[2]]>50</a></xml>", "a") == "1250");
  CHECK(field("<xml><a>12<!-- no end -->50</a></xml>", "a") == "1250");
  CHECK(field("<xml><a>12<?php no end ?>50</a></xml>", "a") == "1250");
  CHECK(field("<xml><a>1&amp;2</a></xml>", "a") == "1&2");
}

TEST_CASE("a byte order mark, a declaration and blanks around the element are fine") {
  CHECK(field("\xef\xbb\xbf<?xml version=\"1.0\"?>\n <xml>\n<a>1</a>\n</xml>\r\n ", "a") == "1");
}

TEST_CASE("bytes of another charset stay as they are, and change nothing else") {
  CHECK(field("<xml><a>\xb3\xc9\xb9\xa6</a><b>1</b></xml>", "a") == "\xb3\xc9\xb9\xa6");
}

TEST_CASE("what is not one flat element is unreadable") {
  using namespace std::string_view_literals;
  for (const auto body :
       {""sv,
        "  "sv,
        "<xml>"sv,
        "<xml><a>1</a>"sv,
        "<xml><a>1</b></xml>"sv,
        "<root/>"sv,
        "<xml/><xml/>"sv,
        "<xml><a>1</a></xml>trailing"sv,
        "leading<xml><a>1</a></xml>"sv,
        "<xml><a>1</a></xml><!DOCTYPE xml>"sv,
        "<!DOCTYPE xml><xml><a>1</a></xml>"sv,
        "<xml>stray<a>1</a></xml>"sv,
        "<xml><a>1</a><![CDATA[stray]]></xml>"sv,
        "<xml><a>1<b/>2</a></xml>"sv,
        "<xml><a><b>1</b></a></xml>"sv,
        "<xml><a>1</a></xml>\0<xml><a>2</a></xml>"sv,
        "<xml><a>1\0</a></xml>"sv,
        "<xml><a>1&#0;2</a></xml>"sv,
        "<xml><a>1&#x100000000;2</a></xml>"sv,
        "<\0x\0m\0l\0/\0>\0"sv})
    CHECK(why_not(body) == misread::unreadable);
}

TEST_CASE("a field that comes twice must have one value") {
  CHECK(why_not("<xml><a>1</a><b/><a>2</a></xml>") == misread::contradictory);
  CHECK(why_not("<xml><a>1</a><a/></xml>") == misread::contradictory);
  CHECK(field("<xml><a>1</a><a><![CDATA[1]]></a></xml>", "a") == "1");
}

}  // namespace sluice::test::strict_xml_test
