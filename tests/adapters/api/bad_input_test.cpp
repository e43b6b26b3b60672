#include <algorithm>

#include "adapters/api/v1/api.pb.h"
#include "tests/adapters/api/bad_values.hpp"

namespace sluice::api {
namespace {

const std::string long_name(65, 'A');
const std::string long_text(128, 'x');

}  // namespace

TEST_CASE("a create whose form is wrong is refused with the field and what is allowed") {
  using enum rejection_code;
  check_each(
      endpoint::create_order, good_create,
      {
          {"{", "", body_not_json, "", "one JSON object"},
          {"{", "[{", body_not_json, "", "one JSON object in braces, not a list"},
          {"\"}", "\"", body_not_json, "", "error at byte"},
          {"\"}", "\"} x", body_not_json, "", "error at byte"},
          {"coffee", "\xff\xfe", body_not_json, "", "UTF-8"},
          {"coffee", "cof\nfee", body_not_json, "", "error at byte"},
          {"\"currency\"", "\"merchant\":\"m2\",\"currency\"", field_duplicated, "merchant",
           "more than once"},
          {"amount_minor", "amont_minor", field_unknown, "amont_minor",
           "did you mean amount_minor?"},
          {"amount_minor", "amountMinor", field_unknown, "amountMinor", "its fields are merchant"},
          {"1250", "\"1250\"", field_wrong_type, "amount_minor", "without quotes"},
          {"1250", "12.50", field_wrong_type, "amount_minor", "\"12.50\""},
          {"1250", "1250.0", field_wrong_type, "amount_minor", "without quotes, fraction"},
          {"1250", "1e3", field_wrong_type, "amount_minor", "exponent; it is \"1e3\""},
          {"1250", "1e20", field_wrong_type, "amount_minor", "digits only"},
          {"1250", "9223372036854775808", field_wrong_type, "amount_minor", "beyond"},
          {"1250", "-99999999999999999999", field_wrong_type, "amount_minor", "beyond"},
          {"1250", "99999999999999999999999", field_wrong_type, "amount_minor", "beyond"},
          {"1250", "true", field_wrong_type, "amount_minor", "it is true"},
          {"1250", "{\"value\":1250}", field_wrong_type, "amount_minor", "it is an object"},
          {"1250", "[1250]", field_wrong_type, "amount_minor", "it is a list"},
          {"\"m1\"", "7", field_wrong_type, "merchant", "must be a string"},
          {"\"m1\"", "null", field_missing, "merchant", "an example is {\"merchant\""},
          {"\"merchant\":\"m1\",", "", field_missing, "merchant", "is missing"},
          {"\"order_no\":\"A-1001\",", "", field_missing, "order_no", "is missing"},
          {"\"business_type\":\"payment_code\",", "", field_missing, "business_type", "is missing"},
          {"\"amount_minor\":1250,", "", field_missing, "amount_minor", "is missing"},
          {"\"currency\":\"CNY\",", "", field_missing, "currency", "is missing"},
      });
}

TEST_CASE("a create whose values are wrong is refused with the field and what is allowed") {
  using enum rejection_code;
  check_each(
      endpoint::create_order, good_create,
      {
          {"\"m1\"", "\"\"", merchant_invalid, "merchant", "1 to 64 letters"},
          {"\"m1\"", "\"m 1\"", merchant_invalid, "merchant", "\"m 1\""},
          {"A-1001", long_name, order_no_invalid, "order_no", "65 bytes"},
          {"A-1001", "A\\u0007", order_no_invalid, "order_no", "\"A?\""},
          {"A-1001", "A\\u0000", order_no_invalid, "order_no", "1 to 64 letters"},
          {"A-1001", "A.1", order_no_invalid, "order_no", "1 to 64 letters"},
          {"\"payment_code\",", "\"payment_cod\",", business_type_unknown, "business_type",
           "h5, ebank, enterprise_ebank, preauthorization, top_up; it is \"payment_cod\"; did you "
           "mean payment_code?"},
          {"1250", "0", amount_must_be_positive, "amount_minor", "1 to 1000000000000"},
          {"1250", "-0", amount_must_be_positive, "amount_minor", "it is 0"},
          {"1250", "-1", amount_must_be_positive, "amount_minor", "it is -1"},
          {"1250", "1000000000001", amount_too_large, "amount_minor", "1 to 1000000000000"},
          {"1250", "9223372036854775807", amount_too_large, "amount_minor", "1 to 1000000000000"},
          {"CNY", "XYZ", currency_unknown, "currency", "CNY, HKD, USD"},
          {"CNY", "cny", currency_unknown, "currency", "did you mean CNY?"},
          {"\"payment_code\":\"134567890123456789\",", "", payment_code_missing, "payment_code",
           "18 digits from 10 to 15 (WeChat)"},
          {"134567890123456789", "", payment_code_missing, "payment_code", "needs it"},
          {"134567890123456789", "994567890123456789", payment_code_invalid, "payment_code",
           "fits no wallet"},
          {"134567890123456789", "13456789012345678X", payment_code_invalid, "payment_code",
           "16 to 24 digits from 25 to 30 (Alipay)"},
          {"134567890123456789", "wxp://f2f0abcdefgh", payment_code_invalid, "payment_code",
           "by which somebody is paid"},
          {"134567890123456789", "https://u.wechat.com/E", payment_code_invalid, "payment_code",
           "who somebody is"},
          {"\"payment_code\",", "\"quick_pay\",", payment_code_invalid, "payment_code",
           "must be absent"},
          {"coffee", long_text, description_too_long, "description", "at most 127"},
          {"coffee", "cof\\nfee", description_too_long, "description", "control characters"},
          {"coffee", "cof\\u0085fee", description_too_long, "description", "control characters"},
          {"\"final\"", "\"finally\"", reply_when_unknown, "reply_when", "final, accepted"},
          {"\"reply_when\"", "\"not_after\":\"\",\"reply_when\"", not_after_invalid, "not_after",
           "2026-01-02T03:04:05Z"},
          {"\"reply_when\"", "\"not_after\":\"2026-01-02 03:04\",\"reply_when\"", not_after_invalid,
           "not_after", "RFC 3339"},
          {"\"reply_when\"", "\"not_after\":1767323045000,\"reply_when\"", field_wrong_type,
           "not_after", "must be a string"},
          {"\"reply_when\"", "\"paid_with\":\"\",\"reply_when\"", paid_with_invalid, "paid_with",
           "debit_card/icbc"},
          {"\"reply_when\"", "\"paid_with\":\"Debit/icbc\",\"reply_when\"", paid_with_invalid,
           "paid_with", "lower-case"},
          {"\"reply_when\"", "\"paid_with\":\"/icbc\",\"reply_when\"", paid_with_invalid,
           "paid_with", "it is \"/icbc\""},
          {"\"reply_when\"", "\"shadow\":\"yes\",\"reply_when\"", field_wrong_type, "shadow",
           "true or false"},
          {"\"reply_when\"", "\"payer_id\":\"o1\",\"reply_when\"", payer_id_invalid, "payer_id",
           "must be absent"},
          {"\"reply_when\"", "\"payer_ip\":\"::1\",\"reply_when\"", payer_ip_invalid, "payer_ip",
           "must be absent"},
          {"\"reply_when\"", "\"return_url\":\"\",\"reply_when\"", return_url_invalid, "return_url",
           "http:// or https://"},
          {"\"reply_when\"", "\"return_url\":\"ftp://shop\",\"reply_when\"", return_url_invalid,
           "return_url", "it is \"ftp://shop\""},
          {"\"reply_when\"", "\"return_url\":\"https:///x\",\"reply_when\"", return_url_invalid,
           "return_url", "a host"},
          {"\"reply_when\"", "\"return_url\":\"https://a b\",\"reply_when\"", return_url_invalid,
           "return_url", "visible ASCII"},
          {"\"reply_when\"", "\"agreement_no\":\"S 1\",\"reply_when\"", agreement_no_invalid,
           "agreement_no", "letters, digits"},
          {"\"reply_when\"", "\"payer_token\":\"\",\"reply_when\"", payer_token_invalid,
           "payer_token", "1 to 128"},
          {"\"reply_when\"", "\"payer_token\":\"card 1\",\"reply_when\"", payer_token_invalid,
           "payer_token", "visible ASCII"},
          {"\"reply_when\"", "\"channel\":\"we chat\",\"reply_when\"", channel_unknown, "channel",
           "1 to 64 letters"},
      });
}

TEST_CASE("what a kind of payment needs of the payer is refused when it is missing or wrong") {
  using enum rejection_code;
  const auto of_kind = [](const std::string& type, const std::string& more) {
    return replaced(replaced(good_create, "\"payment_code\":\"134567890123456789\",", more),
                    "\"business_type\":\"payment_code\"", "\"business_type\":\"" + type + '"');
  };
  check_each(endpoint::create_order, of_kind("jsapi", "\"payer_id\":\"o1\","),
             {{"\"payer_id\":\"o1\",", "", field_missing, "payer_id", "needs it"},
              {"\"o1\"", "\"\"", field_missing, "payer_id", "1 to 128"},
              {"\"o1\"", "\"o 1\"", payer_id_invalid, "payer_id", "it is \"o 1\""},
              {"\"o1\"", "7", field_wrong_type, "payer_id", "must be a string"}});
  check_each(endpoint::create_order, of_kind("h5", "\"payer_ip\":\"203.0.113.7\","),
             {{"\"payer_ip\":\"203.0.113.7\",", "", field_missing, "payer_ip", "needs it"},
              {"203.0.113.7", "203.0.113", payer_ip_invalid, "payer_ip", "IPv4 or IPv6"},
              {"203.0.113.7", "shop.example", payer_ip_invalid, "payer_ip", "payer's machine"}});
}

TEST_CASE("the message never repeats a payment code") {
  const auto code = std::string("994567890123456789");
  for (const auto& body :
       {replaced(good_create, "134567890123456789", code),
        replaced(replaced(good_create, "134567890123456789", code), "\"final\"}", "\"final\"")}) {
    const auto refused = refused_json(endpoint::create_order, body);
    CHECK(refused.message.find(code) == std::string::npos);
  }
}

TEST_CASE("of several faults the one that comes first in the table of codes is reported") {
  auto body = replaced(good_create, "1250", "0");
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::amount_must_be_positive);
  body = replaced(body, "\"m1\"", "\"m 1\"");
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::merchant_invalid);
  body = replaced(body, "\"coffee\"", "7");
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::field_wrong_type);
  body = replaced(body, "description", "descripton");
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::field_unknown);
  body = replaced(body, "\"currency\"", "\"merchant\":\"m1\",\"currency\"");
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::field_duplicated);
  body.pop_back();
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::body_not_json);
}

TEST_CASE("an empty body is refused with an example that works") {
  for (const auto& row : endpoints()) {
    const auto needs_something = [](const field_definition& f) {
      return f.needed == presence::required;
    };
    if (!std::ranges::any_of(row.fields, needs_something)) continue;
    const auto refused = refused_json(row.which, "");
    CHECK(refused.code == rejection_code::body_empty);
    CHECK(refused.message.find(row.example) != std::string::npos);
    static_cast<void>(accepted_json(row.which, row.example));
  }
}

TEST_CASE("a deeply nested body is refused before it costs anything") {
  const auto body = "{\"merchant\":" + std::string(60'000, '[');
  CHECK(refused_json(endpoint::create_order, body).code == rejection_code::body_not_json);
}

TEST_CASE("a revoke is refused when its fields are wrong") {
  using enum rejection_code;
  check_each(endpoint::revoke_order, R"({"merchant":"m1","order_no":"A-1","reply_when":"final"})",
             {{"m1", "m/1", merchant_invalid, "merchant", "letters"},
              {"A-1", "", order_no_invalid, "order_no", "letters"},
              {"final", "later", reply_when_unknown, "reply_when", "final, accepted"},
              {"\"order_no\":\"A-1\",", "", field_missing, "order_no", "missing"}});
  check_each(endpoint::get_order, R"({"merchant":"m1","order_no":"A-1"})",
             {{"A-1", "A 1", order_no_invalid, "order_no", "letters"},
              {"order_no", "order", field_unknown, "order", "did you mean order_no?"}});
}

TEST_CASE("a capture is refused when its fields are wrong") {
  using enum rejection_code;
  check_each(endpoint::capture_order, info_of(endpoint::capture_order).example,
             {{"m1", "m/1", merchant_invalid, "merchant", "letters"},
              {"A-1001", "", order_no_invalid, "order_no", "letters"},
              {"800", "0", amount_must_be_positive, "amount_minor", "1 to 1000000000000"},
              {"800", "8.5", field_wrong_type, "amount_minor", "must be an integer"},
              {"\"amount_minor\":800,", "", field_missing, "amount_minor", "missing"},
              {"CNY", "CNX", currency_unknown, "currency", "CNY"},
              {"amount_minor", "amount", field_unknown, "amount", "amount_minor, currency"}});
}

TEST_CASE("a refund is refused when its fields are wrong") {
  using enum rejection_code;
  const auto& good = info_of(endpoint::create_refund).example;
  check_each(endpoint::create_refund, good,
             {{"R-1", "R.1", refund_no_invalid, "refund_no", "letters"},
              {"250", "0", amount_must_be_positive, "amount_minor", "1 to"},
              {"250", "1000000000001", amount_too_large, "amount_minor", "1 to"},
              {"CNY", "RMB", currency_unknown, "currency", "CNY"},
              {"\"refund_no\":\"R-1\",", "", field_missing, "refund_no", "missing"},
              {"\"CNY\"", "\"CNY\",\"reply_when\":\"now\"", reply_when_unknown, "reply_when",
               "accepted"}});
  check_each(endpoint::get_refund, info_of(endpoint::get_refund).example,
             {{"R-1", "", refund_no_invalid, "refund_no", "letters"},
              {"m1", "", merchant_invalid, "merchant", "letters"}});
}

TEST_CASE("a resolution needs an operator, a reason and a known verdict") {
  using enum rejection_code;
  const std::string good = R"({"merchant":"m1","order_no":"A-1","resolution":"failed",)"
                           R"("operator":"li.wei","reason":"not in the bill"})";
  check_each(
      endpoint::resolve_order, good,
      {{"\"operator\":\"li.wei\",", "", operator_missing, "operator", "1 to 64"},
       {"li.wei", "", operator_missing, "operator", "1 to 64"},
       {"li.wei", "li\\twei", operator_missing, "operator", "control"},
       {"li.wei", "  ", operator_missing, "operator", "not only blanks"},
       {"li.wei", "\\u00a0\\u3000\\u200b", operator_missing, "operator", "not only blanks"},
       {"not in the bill", " ", reason_missing, "reason", "not only blanks"},
       {",\"reason\":\"not in the bill\"", "", reason_missing, "reason", "1 to 256"},
       {"\"failed\"", "\"undone\"", resolution_unknown, "resolution",
        "paid, failed, revoked, refunded, not_refunded, to_payer_card, to_merchant_card"},
       {"\"resolution\":\"failed\",", "", field_missing, "resolution", "missing"},
       {"\"failed\"", "\"failed\",\"amount_minor\":-1", amount_must_be_positive, "amount_minor",
        "0 (no money) to 1000000000000"},
       {"\"failed\"", "\"failed\",\"amount_minor\":1000000000001", amount_too_large, "amount_minor",
        "no more than was asked for or the channel has said"},
       {"\"failed\"", "\"refunded\",\"refund_no\":\"R 1\"", refund_no_invalid, "refund_no",
        "letters"}});
}

TEST_CASE("a payer's code is never told back, and is needed") {
  using enum rejection_code;
  constexpr std::string_view good = R"({"merchant":"m1","order_no":"A-1","code":"493817"})";
  check_each(endpoint::verify_order, good,
             {
                 {"493817", "", verification_code_invalid, "code", "1 to 32 letters, digits"},
                 {"493817", long_name, verification_code_invalid, "code", "1 to 32"},
                 {"493817", "4 9", verification_code_invalid, "code", "letters, digits, - or _"},
                 {"\"493817\"", "493817", field_wrong_type, "code", "string"},
                 {",\"code\":\"493817\"", "", field_missing, "code", "code"},
                 {"A-1", "A 1", order_no_invalid, "order_no", "letters, digits"},
             });
  const auto refused = refused_json(endpoint::verify_order, replaced(good, "493817", "4938 17"));
  CHECK(refused.message.find("4938") == std::string::npos);
}

TEST_CASE("an answer about a risk says which question, and one of a few words") {
  using enum rejection_code;
  constexpr std::string_view good =
      R"({"merchant":"m1","order_no":"A-1","verdict":"pass","question":0,"reference":"case-1"})";
  check_each(
      endpoint::answer_risk, good,
      {
          {"pass", "ok", risk_verdict_unknown, "verdict",
           "one of pass, verify, block, right, wrong"},
          {"\"question\":0", "\"question\":6", risk_question_unknown, "question", "up to 5"},
          {"\"question\":0", "\"question\":-1", risk_question_unknown, "question", "0"},
          {"case-1", "a case", risk_verdict_unknown, "reference", "letters, digits"},
          {",\"verdict\":\"pass\"", "", field_missing, "verdict", "verdict"},
          {"\"m1\"", "\"m 1\"", merchant_invalid, "merchant", "letters, digits"},
      });
}

TEST_CASE("listing channels takes no fields") {
  static_cast<void>(accepted_json(endpoint::list_channels, ""));
  static_cast<void>(accepted_json(endpoint::list_channels, "{}"));
  const auto refused = refused_json(endpoint::list_channels, R"({"id":"wechat"})");
  CHECK(refused.code == rejection_code::field_unknown);
  CHECK(refused.message.find("has no fields") != std::string::npos);
}

TEST_CASE("a command id with blanks, control characters or too many of them is refused") {
  const std::string long_id(129, 'x');
  for (const auto& id : std::vector<std::string>{"a b", "a\x01", "\xe4\xb8\xad", long_id}) {
    const auto refused = refused_json(endpoint::create_order, good_create, {id, {}, {}});
    CHECK(refused.code == rejection_code::command_id_invalid);
    CHECK(refused.field == "Nats-Msg-Id");
  }
}

TEST_CASE("a content type that is neither JSON nor Protobuf is refused") {
  CHECK(std::get<body_format>(format_of("")) == body_format::json);
  CHECK(std::get<body_format>(format_of("Application/JSON; charset=utf-8")) == body_format::json);
  CHECK(std::get<body_format>(format_of("application/protobuf")) == body_format::protobuf);
  CHECK(std::get<body_format>(format_of("application/x-protobuf")) == body_format::protobuf);
  CHECK(std::holds_alternative<body_format>(format_of("application/json;charset=\"UTF-8\"; v=1")));
  for (const auto type :
       {"text/plain", "application/jso", "x", "application/json; charset=utf-16",
        "application/json; v=1; Charset=\"gbk\"", "application/protobuf; charset=latin1"}) {
    const auto refused = std::get<rejection>(format_of(type));
    CHECK(refused.code == rejection_code::content_type_unknown);
    CHECK(refused.field == "Content-Type");
  }
}

TEST_CASE("a Protobuf body that is cut off, foreign or has unknown fields is refused") {
  v1::CreateOrder good;
  good.set_merchant("m1");
  good.set_order_no("A-1001");
  const auto whole = good.SerializeAsString();
  const auto refuse = [](const std::string& body) {
    return std::get<rejection>(decode(endpoint::create_order, body_format::protobuf, body, {}));
  };
  CHECK(refuse("").code == rejection_code::body_empty);
  CHECK(refuse(whole.substr(0, whole.size() - 1)).code == rejection_code::body_not_protobuf);
  CHECK(refuse(std::string(good_create)).code == rejection_code::body_not_protobuf);
  CHECK(refuse("\x0a\x02\xff\xfe").code == rejection_code::body_not_protobuf);  // not UTF-8
  CHECK(refuse(whole).code == rejection_code::field_missing);

  const auto unknown = refuse(whole + "\xc0\x02\x01");  // field 40, varint 1
  CHECK(unknown.code == rejection_code::field_unknown);
  CHECK(unknown.field == "40");

  const auto wrong_type = refuse(whole + "\x22\x01x");  // amount_minor as a string
  CHECK(wrong_type.code == rejection_code::field_wrong_type);
  CHECK(wrong_type.field == "amount_minor");
}

TEST_CASE("a word about who may ask whose values are wrong is refused with what is allowed") {
  using enum rejection_code;
  constexpr auto good_set =
      R"({"principal":"till-7","kind":"service","merchants":["m1"],"grants":["order.get"],)"
      R"("operator":"li.wei","reason":"new shop"})";
  check_each(
      endpoint::set_principal, good_set,
      {
          {R"("principal":"till-7",)", "", field_missing, "principal", "is missing"},
          {"till-7", "till 7", principal_invalid, "principal", "letters"},
          {"service", "robot", principal_kind_unknown, "kind", "one of service, operator"},
          {"\"m1\"", "\"m 1\"", merchant_invalid, "merchants", "\"*\" or a merchant's"},
          {"[\"m1\"]", "\"m1\"", field_wrong_type, "merchants", "list"},
          {"order.get", "order.got", grant_unknown, "grants", "did you mean order.get?"},
          {"order.get", "order.get/0", grant_unknown, "grants", "in another version"},
          {"\"li.wei\"", "\"\"", operator_missing, "operator", "1 to 64"},
          {"\"new shop\"", "\" \"", reason_missing, "reason", "1 to 256"},
      });
  const auto good_add =
      R"({"key":"k-1","owner":"till-7","public_key":")" + std::string(64, 'a') +
      R"(","from":"2026-12-01T00:00:00Z","operator":"li.wei","reason":"new shop"})";
  check_each(endpoint::add_key, good_add,
             {
                 {"\"k-1\"", "\"\"", key_invalid, "key", "letters"},
                 {"till-7", "till/7", principal_invalid, "owner", "letters"},
                 {"aaaa", "AAAA", key_invalid, "public_key", "64 lower-case hexadecimal"},
                 {"aaaa", "", key_invalid, "public_key", "as `sluice key new` prints it"},
                 {"2026-12-01T00", "2026-12-01 00", key_time_invalid, "from", "RFC 3339"},
             });
  check_each(endpoint::revoke_key, R"({"key":"k-1","operator":"li.wei","reason":"stolen"})",
             {
                 {"\"key\":\"k-1\",", "", field_missing, "key", "is missing"},
                 {"k-1", long_name, key_invalid, "key", "65 bytes"},
                 {"\"stolen\"", "\"\"", reason_missing, "reason", "1 to 256"},
             });
  check_each(endpoint::list_keys, R"({"principal":"shop","after":"k-1","limit":5})",
             {
                 {"\"shop\"", "\"\"", principal_invalid, "principal", "letters"},
                 {"k-1", "k 1", setting_out_of_range, "after", "letters"},
                 {"5", "501", setting_out_of_range, "limit", "1 to 500"},
             });
}

}  // namespace sluice::api
