#include "adapters/channels/unionpay/fields.hpp"

#include "tests/catch.hpp"

namespace sluice::test::unionpay_fields_test {
namespace {

form_fields read(std::string_view body) {
  return std::get<form_fields>(unionpay::read_fields(body));
}
misread refused(std::string_view body) { return std::get<misread>(unionpay::read_fields(body)); }

}  // namespace

TEST_CASE("UnionPay's text is cut at names, and values are kept as they are") {
  CHECK(read("a=1&b2=x=y+%2F==&c=") == form_fields{{"a", "1"}, {"b2", "x=y+%2F=="}, {"c", ""}});
  CHECK(read("msg=a & b&code=00") == form_fields{{"msg", "a & b"}, {"code", "00"}});
  CHECK(read("cert=-----BEGIN\r\nab==\r\n-----END&x=1").at("cert") ==
        "-----BEGIN\r\nab==\r\n-----END");
  CHECK(read("respMsg=\xB3\xC9\xB9\xA6[0000000]&a=1").at("respMsg") == "\xB3\xC9\xB9\xA6[0000000]");
}

TEST_CASE("UnionPay's text in braces is one value, and an open brace swallows nothing") {
  CHECK(read("t={token=1&trId=2}&a=1") == form_fields{{"t", "{token=1&trId=2}"}, {"a", "1"}});
  CHECK(read("t=[x=1&y=2]") == form_fields{{"t", "[x=1&y=2]"}});
  CHECK(read("t={x&respCode=00") == form_fields{{"t", "{x"}, {"respCode", "00"}});
}

TEST_CASE("UnionPay's text that says something twice must say the same") {
  CHECK(read("a=1&a=1") == form_fields{{"a", "1"}});
  CHECK(refused("origRespCode=01&a=1&origRespCode=00") == misread::contradictory);
}

TEST_CASE("what does not begin with a name is no text of UnionPay's") {
  for (const auto* body : {"<html>a=1</html>", "{\"a\":1}", "=1", "abc", "&a=1", " a=1", "银=1"})
    CHECK(refused(body) == misread::unreadable);
  CHECK(read("").empty());
}

}  // namespace sluice::test::unionpay_fields_test
