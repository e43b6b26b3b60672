#include "adapters/messages/public_message.hpp"

#include <algorithm>

#include "adapters/channels/dialects.hpp"
#include "tests/catch.hpp"

namespace sluice::messages::test::public_message_test {
namespace {

using records::stored_message;

constexpr std::string_view payment_code = "134567890123456789";

stored_message stored(const char* dialect, const channel_message& m) {
  const auto* row = find_dialect(dialect);
  REQUIRE(row != nullptr);
  return public_part_of(m, channel_id{"c"}, {row->public_fields, "a key of the folder"});
}

stored_message stored_body(const char* dialect, std::string body) {
  return stored(dialect, {.what = operation::pay,
                          .key = channel_key{"K1"},
                          .method = "POST",
                          .target = "/pay",
                          .body = std::move(body)});
}

/// Every byte that would lie in the folder in clear.
std::string all_text(const stored_message& m) {
  auto out = m.head;
  for (const auto& f : m.fields) out += ' ' + f.name + '=' + f.value;
  return out;
}

std::string clear(const stored_message& m, std::string_view name) {
  const auto at = std::ranges::find(m.fields, name, &stored_message::field::name);
  return at == m.fields.end() ? "(none)" : at->keyed_hash.empty() ? at->value : "(hidden)";
}

}  // namespace

TEST_CASE("of a form, of JSON in a form, of JSON and of XML only public fields are stored") {
  const auto form = stored_body(
      "alipay",
      "app_id=2021&method=alipay.trade.pay&sign=c2lnbmF0dXJl&biz_content=%7B%22out_trade_no%22%3A"
      "%22K1%22%2C%22auth_code%22%3A%22134567890123456789%22%2C%22total_amount%22%3A%2212.50%22%"
      "7D");
  CHECK(clear(form, "method") == "alipay.trade.pay");
  CHECK(clear(form, "biz_content.out_trade_no") == "K1");
  CHECK(clear(form, "biz_content.total_amount") == "12.50");
  CHECK(clear(form, "biz_content.auth_code") == "(hidden)");
  CHECK(clear(form, "sign") == "(hidden)");
  const auto json = stored_body(
      "wechat_v3",
      R"({"out_trade_no":"K1","amount":{"total":1250},"payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9"}})");
  CHECK(clear(json, "amount.total") == "1250");
  CHECK(clear(json, "payer.openid") == "(hidden)");
  const auto xml = stored_body("wechat_v2",
                               "<xml><out_trade_no>K1</out_trade_no><auth_code>134567890123456789"
                               "</auth_code><total_fee>1250</total_fee></xml>");
  CHECK(clear(xml, "total_fee") == "1250");
  CHECK(clear(xml, "auth_code") == "(hidden)");
  for (const auto& m : {form, json, xml})
    CHECK(all_text(m).find(payment_code) == std::string::npos);
}

TEST_CASE("what is hidden can be compared, under this key alone") {
  const auto one = stored_body("qra", "auth_code=134567890123456789");
  const auto same = stored_body("qra", "auth_code=134567890123456789");
  const auto other = stored_body("qra", "auth_code=134567890123456780");
  CHECK(one.fields == same.fields);
  CHECK(one.fields[0].length == 18);
  CHECK(one.fields[0].keyed_hash.size() == 16);
  CHECK(one.fields[0].keyed_hash != other.fields[0].keyed_hash);
  const channel_message m{
      .key = channel_key{"K1"},
      .method = "POST",
      .target = "/pay",
      .body = "auth_code=134567890123456789"};
  CHECK(public_part_of(m, channel_id{"c"}, {{}, "another"}).fields[0].keyed_hash !=
        one.fields[0].keyed_hash);
}

TEST_CASE("no card number and no payment code is repeated out of a channel's sentence") {
  const auto m = stored_body(
      "wechat_v3", R"({"code":"AUTHCODE_INVALID","message":"code 134567890123456789 is too old"})");
  CHECK(clear(m, "code") == "AUTHCODE_INVALID");
  CHECK(clear(m, "message") == "code # is too old");
}

TEST_CASE("what cannot be read is hidden whole") {
  for (const auto* body : {"<html>134567890123456789", "{\"a\":1", "134567890123456789", "a=1&a=2",
                           "<xml><a>1</a><a>2</a></xml>"}) {
    const auto m = stored_body("alipay", body);
    INFO(body);
    REQUIRE(m.fields.size() == 1);
    CHECK(clear(m, "body") == "(hidden)");
  }
}

TEST_CASE("names from outside are not stored where they may be more than names") {
  const auto m = stored_body("alipay", "134567890123456789=x&" + std::string(200, 'n') + "=x");
  REQUIRE(m.fields.size() == 2);
  CHECK(clear(m, "?") == "(hidden)");
  CHECK(all_text(m).find(payment_code) == std::string::npos);
}

TEST_CASE("of a target the interface and the order's own numbers are stored") {
  const auto m = stored(
      "wechat_v3", {.what = operation::query,
                    .key = channel_key{"K1234567"},
                    .method = "GET",
                    .target = "/v3/pay/transactions/out-trade-no/K1234567/"
                              "134567890123456789?mchid=1900000109"});
  CHECK(m.head == "GET /v3/pay/transactions/out-trade-no/K1234567/*");
  CHECK(clear(m, "mchid") == "(hidden)");
  CHECK(stored("wechat_v3", {.status = 200}).head == "200");
  CHECK(stored("wechat_v3", {.status = 0}).head == "no answer");
}

TEST_CASE("no dialect calls public what a payer is charged or known by") {
  for (const auto& row : all_dialects())
    for (const std::string_view secret :
         {"auth_code",    "sign",          "signature",       "key",           "openid",
          "sub_openid",   "buyer_id",      "buyer_logon_id",  "buyer_user_id", "accNo",
          "customerInfo", "encryptedInfo", "encryptData",     "tokenPayData",  "token",
          "smsCode",      "agreement_no",  "ciphertext",      "payee_info",    "name",
          "phone",        "attach",        "passback_params", "notify_url",    "app_id"}) {
      INFO(row.name << ' ' << secret);
      CHECK(std::ranges::find(row.public_fields, secret) == row.public_fields.end());
    }
}

}  // namespace sluice::messages::test::public_message_test
