#include "tests/adapters/channels/wechat_v3/sealed.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

nlohmann::json refund_news() {
  return {{"mchid", "1230000109"},
          {"out_trade_no", "K1"},
          {"out_refund_no", "RK1"},
          {"refund_status", "SUCCESS"},
          {"amount", {{"total", 1250}, {"refund", 300}}}};
}

channel_notification told(const http_request& notice) {
  const auto heard = v3::speaks().hear(notice, made_at);
  REQUIRE(std::holds_alternative<channel_notification>(heard));
  return std::get<channel_notification>(heard);
}

notice_refusal why_refused(const http_request& notice, instant now = made_at) {
  const auto heard = v3::speaks().hear(notice, now);
  REQUIRE(std::holds_alternative<notice_refusal>(heard));
  return std::get<notice_refusal>(heard);
}

}  // namespace

TEST_CASE("V3: a payment's notification is evidence, with what the books need") {
  const auto news = told(v3::notice("TRANSACTION.SUCCESS", v3::trade("SUCCESS").dump()));
  CHECK(news.verified);
  CHECK(news.found == order::finding::paid);
  CHECK(news.key == channel_key("K1"));
  CHECK(news.amount == money{1250, currency::cny});
  CHECK(news.channel_reference == "4200001");
  CHECK(news.told.payer_account == "CMB_CREDIT");
  CHECK(news.told.coupons == money{50, currency::cny});
}

TEST_CASE("V3: a payment's notification without a readable amount names none") {
  auto trade = v3::trade("SUCCESS");
  trade.erase("amount");
  const auto news = told(v3::notice("TRANSACTION.SUCCESS", trade.dump()));
  CHECK(news.found == order::finding::paid);
  CHECK_FALSE(news.amount);
}

TEST_CASE("V3: a state that is no success is no success, whatever the event is called") {
  for (const auto* state : {"CLOSED", "REFUND", "NOTPAY", "", "x"}) {
    const auto news = told(v3::notice("TRANSACTION.SUCCESS", v3::trade(state).dump()));
    CHECK(news.found == order::finding::unknown);
    CHECK_FALSE(news.amount);
  }
}

TEST_CASE("V3: a refund's notification only says what to ask about") {
  for (const auto* event : {"REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED"}) {
    const auto news = told(v3::notice(event, refund_news().dump()));
    CHECK(news.key == channel_key("RK1"));
    CHECK(news.found == order::finding::unknown);
    CHECK(news.code == event);
    CHECK(news.verified);
  }
}

TEST_CASE("V3: a notification for another account is not ours") {
  for (const auto& [member, value] : {std::pair{"mchid", "1"}, std::pair{"appid", "wx1"}}) {
    auto trade = v3::trade("SUCCESS");
    trade[member] = value;
    CHECK(why_refused(v3::notice("TRANSACTION.SUCCESS", trade.dump())) ==
          notice_refusal::foreign_account);
  }
  auto refund = refund_news();
  refund.erase("mchid");
  CHECK(why_refused(v3::notice("REFUND.SUCCESS", refund.dump())) ==
        notice_refusal::foreign_account);
}

TEST_CASE("V3: a notification that is not proven is refused, and why is told apart") {
  const auto body = v3::notice("TRANSACTION.SUCCESS", v3::trade("SUCCESS").dump()).body;
  const auto with = [&](const char* name, const char* value) {
    http_request out{.body = body};
    for (const auto& one : v3::vouching(body))
      out.headers.add(one.name, one.name == name ? value : one.value);
    return out;
  };
  CHECK(why_refused({.body = body}) == notice_refusal::not_proven);
  CHECK(why_refused(with("Wechatpay-Signature", "AAAA")) == notice_refusal::not_proven);
  CHECK(why_refused(with("Wechatpay-Signature", "WECHATPAY/SIGNTEST/AAAA")) ==
        notice_refusal::false_on_purpose);
  CHECK(why_refused(with("Wechatpay-Serial", "PUB_KEY_ID_2")) == notice_refusal::unknown_key);
  CHECK(why_refused(with("", ""), made_at + std::chrono::seconds{301}) ==
        notice_refusal::not_fresh);
  auto changed = with("", "");
  changed.body += ' ';
  CHECK(why_refused(changed) == notice_refusal::not_proven);
}

TEST_CASE("V3: what is signed but cannot be opened or is none of ours is unreadable") {
  const auto trade = v3::trade("SUCCESS").dump();
  CHECK(why_refused(v3::notice("PAYSCORE.USER_OPEN_SERVICE", trade)) == notice_refusal::unreadable);
  CHECK(why_refused(v3::notice("TRANSACTION.SUCCESS", trade.substr(1))) ==
        notice_refusal::unreadable);
  CHECK(why_refused(v3::notice("TRANSACTION.SUCCESS", trade, std::string(32, 'k'))) ==
        notice_refusal::unreadable);
  auto nameless = v3::trade("SUCCESS");
  nameless["out_trade_no"] = "";
  CHECK(why_refused(v3::notice("TRANSACTION.SUCCESS", nameless.dump())) ==
        notice_refusal::unreadable);
  for (const std::string& body :
       {std::string(), std::string("<html/>"), std::string("[]"),
        std::string(R"({"event_type":"TRANSACTION.SUCCESS"})"), std::string(1U << 16U, 'x')})
    CHECK(why_refused({.headers = v3::vouching(body), .body = body}) == notice_refusal::unreadable);
}

TEST_CASE("V3: the acknowledgement is a success that WeChat Pay understands") {
  CHECK(v3::speaks().acknowledgement().status == 200);
  CHECK(nlohmann::json::parse(v3::speaks().acknowledgement().body).at("code") == "SUCCESS");
}
