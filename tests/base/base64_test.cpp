#include "base/base64.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("base64 is that of RFC 4648, there and back") {
  const auto [bytes, text] = GENERATE(table<std::string, std::string>(
      {{"", ""},
       {"f", "Zg=="},
       {"fo", "Zm8="},
       {"foo", "Zm9v"},
       {"foob", "Zm9vYg=="},
       {"fooba", "Zm9vYmE="},
       {"foobar", "Zm9vYmFy"},
       {"\xfb\xff\xfe", "+//+"}}));
  CHECK(base64(bytes) == text);
  CHECK(bytes_from_base64(text) == bytes);
}

TEST_CASE("every byte survives base64 in every place") {
  for (int c = 0; c < 256; ++c)
    for (std::size_t before = 0; before < 3; ++before) {
      const auto bytes = std::string(before, 'x') + static_cast<char>(c);
      CHECK(bytes_from_base64(base64(bytes)) == bytes);
    }
}

TEST_CASE("what base64 would not write is not read") {
  // Not whole; padding in the wrong place or too much; blanks; other alphabets; idle bits.
  const std::string text = GENERATE(
      "Z", "Zg", "Zg=", "Zm9vYg", "=", "==", "===", "====", "Z===", "Zg==Zg==", "Z=g=", "Zm9v\n",
      " Zg=", "Zm9v ", "Zm-_", "Zh==", "Zm9=", "Zg==\r\n\r\n");
  CHECK_FALSE(bytes_from_base64(text));
}
