#include "sim/providers/wechat_v3_face.hpp"

#include <openssl/evp.h>

#include <nlohmann/json.hpp>

#include "adapters/signing/aes.hpp"
#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::sim::wechat_v3_face_test {
namespace {

using nlohmann::json;

std::string from_base64(const std::string& text) {
  std::string out(text.size(), '\0');
  const auto size = EVP_DecodeBlock(
      reinterpret_cast<unsigned char*>(out.data()),
      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  REQUIRE(size >= 0);
  const auto padding = text.size() - text.find_last_not_of('=') - 1;
  out.resize(static_cast<std::size_t>(size) - padding);
  return out;
}

struct world {
  json ask(const std::string& method, const std::string& target, const std::string& body = "") {
    last = face.answer(test::signed_v3_request(method, target, body, now), now);
    if (last.how == delivery::html_page) return {};
    CHECK(test::is_proven_v3(last.headers, last.body));
    return last.body.empty() ? json() : json::parse(last.body);
  }
  json post(const std::string& target, const json& content) {
    return ask("POST", target, content.dump());
  }
  static json order(std::int64_t total) {
    return {{"appid", "wx1"},
            {"mchid", "1900000109"},
            {"description", "咖啡"},
            {"out_trade_no", "number"},
            {"notify_url", "https://here/notify"},
            {"amount", {{"total", total}, {"currency", "CNY"}}}};
  }
  json codepay(std::int64_t total) {
    auto content = order(total);
    content.erase("notify_url");
    content["payer"] = {{"auth_code", "130061098828009406"}};
    content["scene_info"] = {{"store_info", {{"id", "0001"}}}};
    return post("/v3/pay/transactions/codepay", content);
  }
  json native(std::int64_t total) { return post("/v3/pay/transactions/native", order(total)); }
  json query() { return ask("GET", "/v3/pay/transactions/out-trade-no/number?mchid=1900000109"); }
  json close() {
    return post("/v3/pay/transactions/out-trade-no/number/close", {{"mchid", "1900000109"}});
  }
  json reverse() {
    return post("/v3/pay/transactions/out-trade-no/number/reverse",
                {{"appid", "wx1"}, {"mchid", "1900000109"}});
  }
  json refund(const std::string& number, std::int64_t amount, std::int64_t total) {
    return post("/v3/refund/domestic/refunds",
                {{"out_trade_no", "number"},
                 {"out_refund_no", number},
                 {"amount", {{"refund", amount}, {"total", total}, {"currency", "CNY"}}}});
  }
  json refund_query(const std::string& number) {
    return ask("GET", "/v3/refund/domestic/refunds/" + number);
  }

  instant now{millis{1'700'000'000'000}};
  provider channel{{.channel = "wechat",
                    .reference_prefix = "4200",
                    .notifies = true,
                    .refund_takes = millis{100}}};
  wechat_v3_face face{channel};
  face_answer last{};
};

}  // namespace

TEST_CASE("WeChat V3: a paid code is answered with the documented fields") {
  world w;
  const auto a = w.codepay(1250);
  CHECK(w.last.status == 200);
  CHECK(a.at("appid") == "wx1");
  CHECK(a.at("mchid") == "1900000109");
  CHECK(a.at("out_trade_no") == "number");
  CHECK(a.at("trade_state") == "SUCCESS");
  CHECK(a.at("trade_type") == "MICROPAY");
  CHECK(a.at("success_time") == "2023-11-15T06:13:20+08:00");
  CHECK(a.at("amount").at("total") == 1250);
  CHECK(a.at("amount").at("payer_total") == 1250);
  CHECK_FALSE(a.contains("promotion_detail"));
  CHECK(w.query() == a);
  CHECK(w.ask("GET", "/v3/pay/transactions/id/" + a.at("transaction_id").get<std::string>() +
                         "?mchid=1900000109") == a);
}

TEST_CASE("WeChat V3: a pay that does not succeed has the documented status and code") {
  world w;
  const auto [total, status, code] = GENERATE(table<std::int64_t, int, std::string>(
      {{101, 202, "USERPAYING"},
       {103, 403, "NOT_ENOUGH"},
       {115, 403, "MOON_IS_FULL"},
       {116, 403, "OUT_TRADE_NO_USED"}}));
  CHECK(w.codepay(total).at("code") == code);
  CHECK(w.last.status == status);
  world waits;
  CHECK(waits.codepay(102).at("trade_state") == "USERPAYING");
  CHECK_FALSE(waits.query().contains("transaction_id"));
}

TEST_CASE("WeChat V3: a repeated pay says what became of the first") {
  world w;
  static_cast<void>(w.codepay(100));
  CHECK(w.codepay(100).at("code") == "ORDER_PAID");
  CHECK(w.codepay(200).at("code") == "INVALID_REQUEST");
  static_cast<void>(w.reverse());
  CHECK(w.codepay(100).at("code") == "ORDER_CLOSED");
}

TEST_CASE("WeChat V3: a wrong signature is refused with a signed 401, and nothing is booked") {
  world w;
  const auto target = "/v3/pay/transactions/native";
  const auto right = test::signed_v3_request("POST", target, world::order(100).dump(), w.now);
  const auto code = [&](const face_request& asked, instant now) {
    const auto a = w.face.answer(asked, now);
    CHECK(test::is_proven_v3(a.headers, a.body));
    return a.status == 401 ? json::parse(a.body).at("code").get<std::string>() : "";
  };
  auto body = right;
  body.body += ' ';
  auto path = right;
  path.target += "?a=b";
  auto scheme = right;
  scheme.authorization.replace(0, 10, "WECHATPAY3");
  auto serial = right;
  serial.authorization.replace(serial.authorization.size() - 2, 1, "x");
  auto unsigned_one = right;
  unsigned_one.authorization.clear();
  for (const auto& wrong : {body, path, scheme, serial, unsigned_one})
    CHECK(code(wrong, w.now) == "SIGN_ERROR");
  CHECK(code(right, w.now + std::chrono::seconds{301}) == "SIGN_ERROR");
  CHECK(code(right, w.now - std::chrono::seconds{301}) == "SIGN_ERROR");
  CHECK(w.channel.take_movements().empty());
  CHECK(code(right, w.now + std::chrono::seconds{299}).empty());
}

TEST_CASE("WeChat V3: what the payer opens is prepaid first, paid later, and told of") {
  const auto [kind, named, type] = GENERATE(table<std::string, std::string, std::string>(
      {{"native", "code_url", "NATIVE"},
       {"jsapi", "prepay_id", "JSAPI"},
       {"app", "prepay_id", "APP"},
       {"h5", "h5_url", "MWEB"}}));
  world w;
  auto content = world::order(100);
  content["payer"] = {{"openid", "o1"}};
  content["scene_info"] = {{"payer_client_ip", "1.2.3.4"}, {"h5_info", {{"type", "Wap"}}}};
  const auto a = w.post("/v3/pay/transactions/" + kind, content);
  CHECK(a.size() == 1);
  CHECK_FALSE(a.at(named).get<std::string>().empty());
  CHECK(w.post("/v3/pay/transactions/" + kind, content) == a);
  CHECK(w.query().at("trade_state") == "NOTPAY");
  w.now += millis{3000};
  const auto notices = w.channel.advance(w.now);
  REQUIRE(notices.size() == 1);
  const auto paid = w.query();
  CHECK(paid.at("trade_state") == "SUCCESS");
  CHECK(paid.at("trade_type") == type);
  CHECK(paid.at("payer").at("openid") == "o1");
}

TEST_CASE("WeChat V3: a notification is signed, and its resource sealed") {
  world w;
  static_cast<void>(w.native(700));
  w.now += millis{3000};
  const auto notices = w.channel.advance(w.now);
  REQUIRE(notices.size() == 1);
  const auto told = wechat_v3_face::notification(notices[0], w.now).value();
  CHECK(test::is_proven_v3(told.headers, told.body));
  const auto whole = json::parse(told.body);
  CHECK(whole.at("event_type") == "TRANSACTION.SUCCESS");
  const auto& resource = whole.at("resource");
  const auto plain = signing::open_aead_aes_256_gcm(
      test::key_named("wechat_v3_api_key"), resource.at("nonce").get<std::string>(),
      resource.at("associated_data").get<std::string>(),
      from_base64(resource.at("ciphertext").get<std::string>()));
  CHECK(json::parse(plain.value().reveal()) == w.query());
}

TEST_CASE("WeChat V3: nothing is told of an order that is closed") {
  notice closed{.claims = trade_state::closed};
  CHECK_FALSE(wechat_v3_face::notification(closed, instant{}).has_value());
}

TEST_CASE("WeChat V3: a close cancels what is unpaid, silently") {
  world w;
  CHECK(w.close().at("code") == "ORDER_NOT_EXIST");
  static_cast<void>(w.native(102));
  CHECK(w.close().is_null());
  CHECK(w.last.status == 204);
  CHECK(w.query().at("trade_state") == "CLOSED");
  CHECK(w.close().is_null());
  world paid;
  static_cast<void>(paid.native(100));
  paid.now += millis{3000};
  CHECK(paid.close().at("code") == "ORDER_PAID");
  world at_counter;
  static_cast<void>(at_counter.codepay(102));
  CHECK(at_counter.close().at("code") == "INVALID_REQUEST");
  world broken;
  static_cast<void>(broken.native(108));
  CHECK(broken.close().at("code") == "SYSTEM_ERROR");
  CHECK(broken.last.status == 500);
}

TEST_CASE("WeChat V3: a reverse is done, or says when not") {
  world w;
  static_cast<void>(w.codepay(106));
  CHECK(w.reverse().at("code") == "USERPAYING");
  CHECK(w.last.status == 202);
  CHECK(w.reverse().at("out_trade_no") == "number");
  CHECK(w.query().at("trade_state") == "REVOKED");
  CHECK(total(w.channel.take_movements()).at("number") == key_totals{"wechat", 1, 106, 106});
}

TEST_CASE("WeChat V3: a refund is accepted first and done later") {
  world w;
  CHECK(w.refund("r1", 100, 700).at("code") == "RESOURCE_NOT_EXISTS");
  CHECK(w.refund_query("r1").at("code") == "RESOURCE_NOT_EXISTS");
  static_cast<void>(w.codepay(700));
  CHECK(w.query().at("promotion_detail").at(0).at("amount") == 70);
  const auto a = w.refund("r1", 100, 700);
  CHECK(a.at("status") == "PROCESSING");
  CHECK(a.at("amount").at("payer_refund") == 90);
  w.now += millis{100};
  const auto q = w.refund_query("r1");
  CHECK(q.at("status") == "SUCCESS");
  CHECK(q.at("refund_id") == a.at("refund_id"));
  CHECK(w.query().at("trade_state") == "REFUND");
  CHECK(w.refund("r1", 101, 700).at("code") == "INVALID_REQUEST");
  CHECK(w.refund("r2", 601, 700).at("code") == "INVALID_REQUEST");
  CHECK(w.refund("r2", 1, 701).at("code") == "INVALID_REQUEST");
  world refuses;
  static_cast<void>(refuses.codepay(113));
  CHECK(refuses.refund("r1", 1, 113).at("code") == "USER_ACCOUNT_ABNORMAL");
}

TEST_CASE("WeChat V3: missing and senseless parameters are refused, and nothing is booked") {
  world w;
  const auto target = "/v3/pay/transactions/native";
  for (const auto* name :
       {"appid", "mchid", "description", "out_trade_no", "notify_url", "amount"}) {
    auto content = world::order(100);
    content.erase(name);
    CHECK(w.post(target, content).at("code") == "PARAM_ERROR");
  }
  for (const auto& amount : {json(0), json(-1), json(1.5), json("100"), json(9e15)}) {
    auto content = world::order(100);
    content["amount"]["total"] = amount;
    CHECK(w.post(target, content).at("code") == "PARAM_ERROR");
  }
  auto foreign = world::order(100);
  foreign["mchid"] = "1";
  CHECK(w.post(target, foreign).at("code") == "PARAM_ERROR");
  CHECK(w.post("/v3/pay/transactions/jsapi", world::order(100)).at("code") == "PARAM_ERROR");
  CHECK(w.post("/v3/pay/transactions/h5", world::order(100)).at("code") == "PARAM_ERROR");
  CHECK(w.post("/v3/pay/transactions/codepay", world::order(100)).at("code") == "PARAM_ERROR");
  CHECK(w.ask("POST", target, "[]").at("code") == "PARAM_ERROR");
  CHECK(w.ask("GET", "/v3/pay/transactions/out-trade-no/number").at("code") == "PARAM_ERROR");
  CHECK(w.ask("POST", "/v3/pay/transactions/fly", "{}").at("code") == "RESOURCE_NOT_EXISTS");
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("WeChat V3: its own pages are served and no other") {
  CHECK(wechat_v3_face::serves("/v3/pay/transactions/codepay"));
  CHECK(wechat_v3_face::serves("/v3/refund/domestic/refunds"));
  CHECK(wechat_v3_face::serves("/v3/certificates"));
  CHECK_FALSE(wechat_v3_face::serves("/v3/certificates/1"));
  CHECK_FALSE(wechat_v3_face::serves("/pay/micropay"));
}

}  // namespace sluice::sim::wechat_v3_face_test
