/// Bytes and characters that a parser, a channel or a terminal could stumble over.

#include <array>
#include <vector>

#include "adapters/api/v1/api.pb.h"
#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {
namespace {

struct odd_text {
  std::string_view name;
  std::string_view text;  ///< UTF-8, or what would be, were it allowed
  bool is_utf8;
};

const std::vector<odd_text> forbidden_texts{
    {"U+0000", {"\0", 1}, true},
    {"U+0001", "\x01", true},
    {"U+001F", "\x1f", true},
    {"line feed", "\n", true},
    {"U+007F", "\x7f", true},
    {"U+0080", "\xc2\x80", true},
    {"U+009F", "\xc2\x9f", true},
    {"U+FFFE", "\xef\xbf\xbe", true},
    {"U+FFFF", "\xef\xbf\xbf", true},
    {"soft hyphen", "\xc2\xad", true},
    {"Arabic letter mark", "\xd8\x9c", true},
    {"zero width space", "\xe2\x80\x8b", true},
    {"right-to-left mark", "\xe2\x80\x8f", true},
    {"line separator", "\xe2\x80\xa8", true},
    {"right-to-left override", "\xe2\x80\xae", true},
    {"word joiner", "\xe2\x81\xa0", true},
    {"pop directional isolate", "\xe2\x81\xa9", true},
    {"byte order mark", "\xef\xbb\xbf", true},
    {"tag a", "\xf3\xa0\x81\xa1", true},
    {"U+D800", "\xed\xa0\x80", false},
    {"U+DFFF", "\xed\xbf\xbf", false},
    {"overlong", "\xc0\xaf", false},
    {"beyond Unicode", "\xf4\x90\x80\x80", false},
};
/// Neighbours of the above, and what XML has beyond the basic plane.
constexpr std::array<std::string_view, 10> allowed_texts{
    "\xe2\x80\xa7", "\xe2\x80\xaf", "\xf3\xa0\x82\x80", "\xc2\xa0",         "\xed\x9f\xbf",
    "\xee\x80\x80", "\xef\xbf\xbd", "\xf0\x90\x80\x80", "\xf0\x9f\x8d\xba", "~"};

template <class Message>
std::variant<request, rejection> decode_protobuf(endpoint which, const Message& m) {
  return decode(which, body_format::protobuf, m.SerializeAsString(), {});
}

v1::CreateOrder create_described(std::string_view description) {
  v1::CreateOrder m;
  m.set_merchant("m1");
  m.set_order_no("A-1001");
  m.set_business_type("quick_pay");
  m.set_amount_minor(1);
  m.set_currency("CNY");
  m.set_description(std::string(description));
  return m;
}

v1::ResolveOrder resolve_by(std::string_view who, std::string_view why) {
  v1::ResolveOrder m;
  m.set_merchant("m1");
  m.set_order_no("A-1001");
  m.set_resolution("failed");
  m.set_operator_(std::string(who));
  m.set_reason(std::string(why));
  return m;
}

void check_odd(const std::variant<request, rejection>& result, bool is_utf8, rejection_code code,
               std::string_view field) {
  const auto& refused = std::get<rejection>(result);
  CAPTURE(refused.message);
  if (!is_utf8) {
    CHECK(refused.code == rejection_code::body_not_protobuf);
    return;
  }
  CHECK(refused.code == code);
  CHECK(refused.field == field);
  CHECK(refused.message.find("; it has U+") != std::string::npos);
}

}  // namespace

TEST_CASE("behind a NUL nothing is overlooked") {
  const std::string nul(1, '\0');
  const std::string good(good_create);
  for (const auto& body : {good + nul, good + nul + good, good + '\n' + nul, nul, nul + good,
                           replaced(good, "coffee", "cof" + nul + "fee"),
                           replaced(good, "\"currency\"", nul + "\"currency\"")}) {
    CAPTURE(body);
    const auto refused = refused_json(endpoint::create_order, body);
    CHECK(refused.code == rejection_code::body_not_json);
    CHECK(refused.message.find("error at byte " + std::to_string(body.find(nul) + 1)) !=
          std::string::npos);
  }
  CHECK(refused_json(endpoint::list_channels, "{}" + nul + "{}").code ==
        rejection_code::body_not_json);

  v1::GetOrder whole;
  whole.set_merchant("m1");
  whole.set_order_no("A-1001");
  for (const auto& rest : {nul, nul + whole.SerializeAsString(), std::string("x"), "\x0c" + nul}) {
    const auto result =
        decode(endpoint::get_order, body_format::protobuf, whole.SerializeAsString() + rest, {});
    CHECK(std::get<rejection>(result).code == rejection_code::body_not_protobuf);
  }
}

TEST_CASE("of two Protobuf messages behind each other none is overlooked") {
  const auto first = create_described("coffee");
  auto second = first;
  second.set_order_no("A-1002");
  const auto refused =
      std::get<rejection>(decode(endpoint::create_order, body_format::protobuf,
                                 first.SerializeAsString() + second.SerializeAsString(), {}));
  CHECK(refused.code == rejection_code::field_duplicated);
  CHECK(refused.field == "merchant");
  const auto again =
      std::get<rejection>(decode(endpoint::create_order, body_format::protobuf,
                                 first.SerializeAsString() + "\x20\x05", {}));  // amount_minor
  CHECK(again.field == "amount_minor");
}

TEST_CASE("characters that XML cannot carry are refused in every free text") {
  using enum rejection_code;
  for (const auto& odd : forbidden_texts) {
    CAPTURE(odd.name);
    const auto text = "caf\xc3\xa9 " + std::string(odd.text);
    check_odd(decode_protobuf(endpoint::create_order, create_described(text)), odd.is_utf8,
              description_too_long, "description");
    check_odd(decode_protobuf(endpoint::resolve_order, resolve_by(text, "bill")), odd.is_utf8,
              operator_missing, "operator");
    check_odd(decode_protobuf(endpoint::resolve_order, resolve_by("li.wei", text)), odd.is_utf8,
              reason_missing, "reason");
    const auto in_json =
        refused_json(endpoint::create_order, replaced(good_create, "coffee", text));
    CHECK((in_json.code == body_not_json || in_json.code == description_too_long));
  }
  for (const auto text : allowed_texts) {
    CAPTURE(text);
    static_cast<void>(
        std::get<request>(decode_protobuf(endpoint::create_order, create_described(text))));
    const auto words = "bill " + std::string(text);
    static_cast<void>(
        std::get<request>(decode_protobuf(endpoint::resolve_order, resolve_by(words, words))));
    static_cast<void>(accepted_json(endpoint::create_order, replaced(good_create, "coffee", text)));
  }
}

TEST_CASE("a character that is refused is named") {
  using enum rejection_code;
  const auto told = [](std::string_view text) {
    return std::get<rejection>(decode_protobuf(endpoint::resolve_order, resolve_by("li.wei", text)))
        .message;
  };
  CHECK(told("bill \xe2\x80\xae").ends_with("; it has U+202E"));
  CHECK(told("\xf3\xa0\x81\xa1").ends_with("; it has U+E0061"));
  CHECK(told("a\tb").ends_with("; it has U+0009"));
}

TEST_CASE("what JSON escapes is judged like what it writes out") {
  for (const std::string escaped :
       {"\\u0000", "\\u0009", "\\u007f", "\\u0085", "\\ufffe", "\\uffff", "\\u202e"})
    CHECK(refused_json(endpoint::create_order, replaced(good_create, "coffee", escaped)).field ==
          "description");
  for (const std::string half : {"\\ud800", "\\udfff x", "\\ud800\\ud800"})
    CHECK(refused_json(endpoint::create_order, replaced(good_create, "coffee", half)).code ==
          rejection_code::body_not_json);
  static_cast<void>(
      accepted_json(endpoint::create_order, replaced(good_create, "coffee", "\\ud83c\\udf7a")));
}

}  // namespace sluice::api
