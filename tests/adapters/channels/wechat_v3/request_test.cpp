#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v3_request_test {
namespace {

/// One field of Authorization: nonce_str="…".
std::string field(const http_request& request, const std::string& name) {
  const auto all = std::string(request.headers.find("Authorization").value_or(""));
  const auto from = all.find(name + "=\"");
  REQUIRE(from != std::string::npos);
  const auto begin = from + name.size() + 2;
  return all.substr(begin, all.find('"', begin) - begin);
}

bool is_signed_by_us(const http_request& request) {
  const auto text = signing::wechatpay_request_text(
      request.method, request.target, field(request, "timestamp"), field(request, "nonce_str"),
      request.body);
  const auto half = used(signing::public_key_in(v3::merchant().public_text));
  return signing::is_rsa_signature(
      field(request, "signature"), half, signing::rsa_hash::sha256, text);
}

channel_call prepay(business_type type) {
  auto call = call_of(operation::pay, type);
  call.payer = std::make_shared<payer_details>(payer_details{
      .token = {}, .payer_id = "oUpF8", .ip_address = "14.23.150.211", .return_url = {}});
  return call;
}

}  // namespace

TEST_CASE("V3: a payment by code goes out byte for byte") {
  const auto out = v3::sent(call_of(operation::pay));
  CHECK(out.method == "POST");
  CHECK(out.target == "/v3/pay/transactions/codepay");
  CHECK(out.body ==
        R"({"appid":"wxd678efh567hg6787","mchid":"1230000109","description":"coffee",)"
        R"("out_trade_no":"K1","payer":{"auth_code":"134567890123456789"},)"
        R"("amount":{"total":1250,"currency":"CNY"},)"
        R"("scene_info":{"device_ip":"127.0.0.1","store_info":{"out_id":"1230000109"}}})");
  CHECK(is_signed_by_us(out));
}

TEST_CASE("V3: each prepay goes out byte for byte, with its deadline") {
  constexpr auto head =
      R"({"appid":"wxd678efh567hg6787","mchid":"1230000109","description":"coffee",)"
      R"("out_trade_no":"K1","time_expire":"2026-01-15T08:00:00+08:00",)"
      R"("notify_url":"https://www.weixin.qq.com/wxpay/pay.php",)"
      R"("amount":{"total":1250,"currency":"CNY"})";
  struct row {
    business_type type;
    std::string target, tail;
  };
  for (const auto& [type, target, tail] :
       {row{business_type::native_qr, "native", "}"}, row{business_type::app, "app", "}"},
        row{business_type::jsapi, "jsapi", R"(,"payer":{"openid":"oUpF8"}})"},
        row{business_type::h5, "h5",
            R"(,"scene_info":{"payer_client_ip":"14.23.150.211","h5_info":{"type":"Wap"}}})"}}) {
    INFO(target);
    auto call = prepay(type);
    call.not_after = made_at;
    const auto out = v3::sent(call);
    CHECK(out.target == "/v3/pay/transactions/" + target);
    CHECK(out.body == head + tail);
    CHECK(is_signed_by_us(out));
  }
}

TEST_CASE("V3: what is not known is not said") {
  auto quiet = v3::account();
  quiet.notify_url.clear();
  const auto out = std::get<http_request>(
      v3::made(std::move(quiet))
          ->assemble(call_of(operation::pay, business_type::native_qr), {.now = made_at}));
  CHECK(out.body.find("notify_url") == std::string::npos);
  CHECK(out.body.find("time_expire") == std::string::npos);
}

TEST_CASE("V3: queries and closes name their order in the target") {
  const auto query = v3::sent(call_of(operation::query));
  CHECK(query.method == "GET");
  CHECK(query.target == "/v3/pay/transactions/out-trade-no/K1?mchid=1230000109");
  CHECK(query.body.empty());
  CHECK(is_signed_by_us(query));
  const auto close = v3::sent(call_of(operation::close, business_type::h5));
  CHECK(close.target == "/v3/pay/transactions/out-trade-no/K1/close");
  CHECK(close.body == R"({"mchid":"1230000109"})");
  const auto reverse = v3::sent(call_of(operation::revoke));
  CHECK(reverse.target == "/v3/pay/transactions/out-trade-no/K1/reverse");
  CHECK(reverse.body == R"({"appid":"wxd678efh567hg6787","mchid":"1230000109"})");
}

TEST_CASE("V3: a refund goes out byte for byte") {
  const auto out = v3::sent(call_of(operation::refund));
  CHECK(out.target == "/v3/refund/domestic/refunds");
  CHECK(out.body == R"({"out_trade_no":"K1","out_refund_no":"RK1",)"
                    R"("notify_url":"https://www.weixin.qq.com/wxpay/pay.php",)"
                    R"("amount":{"refund":300,"total":1250,"currency":"CNY"}})");
  const auto query = v3::sent(call_of(operation::refund_query));
  CHECK(query.method == "GET");
  CHECK(query.target == "/v3/refund/domestic/refunds/RK1");
}

TEST_CASE("V3: headers say who signs, when, and which key the answer shall be of") {
  const auto out = v3::sent(call_of(operation::query), 0xABCDEF0123456789U);
  CHECK(field(out, "mchid") == "1230000109");
  CHECK(field(out, "serial_no") == "25F8AA54");
  CHECK(field(out, "timestamp") == "1768435200");
  CHECK(field(out, "nonce_str").size() == 16);
  CHECK(field(out, "nonce_str") != field(v3::sent(call_of(operation::query), 2), "nonce_str"));
  CHECK(out.headers.find("Accept") == "application/json");
  CHECK(out.headers.find("User-Agent").has_value());
  CHECK(out.headers.find("Wechatpay-Serial") == v3::key_id);
  CHECK(out.headers.find("Content-Type") == std::nullopt);
  for (const auto& one : out.headers) CHECK(is_one_header(one));
}

TEST_CASE("V3: a row says exactly what is assembled") {
  const auto& row = *find_dialect("wechat_v3");
  for (const auto& policy : business_policies)
    for (const auto what :
         {operation::pay, operation::query, operation::revoke, operation::close, operation::refund,
          operation::refund_query, operation::send_on_refund}) {
      INFO(policy.name << ' ' << name_of(what));
      const auto out = v3::speaks().assemble(call_of(what, policy.type), {.now = made_at});
      CHECK(row.can(what, policy.type) == std::holds_alternative<http_request>(out));
    }
}

}  // namespace sluice::test::wechat_v3_request_test
