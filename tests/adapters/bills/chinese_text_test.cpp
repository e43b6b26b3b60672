#include "adapters/bills/chinese_text.hpp"

#include "tests/catch.hpp"

namespace sluice::test::chinese_text_test {
using namespace sluice::bills;

TEST_CASE("GBK becomes UTF-8") {
  CHECK(utf8_from_gbk("\xD6\xA7\xB8\xB6") == "支付");
  CHECK(utf8_from_gbk("a,1") == "a,1");
  CHECK(utf8_from_gbk("") == "");
}

TEST_CASE("half a character is no text") { CHECK_FALSE(utf8_from_gbk("\xD6\xA7\xB8")); }

TEST_CASE("UTF-8 stays as it is, without its mark") {
  CHECK(utf8_of("\xEF\xBB\xBF支付") == "支付");
  CHECK(utf8_of("\xD6\xA7\xB8\xB6") == "支付");
  CHECK_FALSE(utf8_of("\xFF\xFF"));
}

TEST_CASE("what RFC 3629 forbids is no UTF-8") {
  CHECK(is_utf8("a支\xF0\x9F\x98\x80"));
  for (const auto* text : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                           "\xF8\x88\x80\x80\x80", "\xE6\x94"})
    CHECK_FALSE(is_utf8(text));
}

}  // namespace sluice::test::chinese_text_test
