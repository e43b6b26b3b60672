// Agreements at the simulated Alipay: how they are signed, charged and ended, and what is told.

#include "sim/providers/wire_text.hpp"
#include "tests/catch.hpp"
#include "tests/sim/alipay_world.hpp"

namespace sluice::sim::alipay_agreements_test {
namespace {

using nlohmann::json;

constexpr millis time_to_sign{2000};
constexpr millis time_to_tell{1000};

json agreement_naming() {
  return {{"external_agreement_no", "A1"}, {"personal_product_code", "GENERAL_WITHHOLDING_P"}};
}

json offer_of(const std::string& payer) {
  auto content = agreement_naming();
  content["product_code"] = "GENERAL_WITHHOLDING";
  content["access_params"] = {{"channel", "ALIPAYAPP"}};
  content["effect_time"] = 900;
  content["external_logon_id"] = payer;
  return content;
}

struct signing_world : test::alipay_world {
  /// What the page says.
  std::string open(const json& content, const form& more = {}) {
    static_cast<void>(ask("alipay.user.agreement.page.sign", content, more));
    CHECK(last.content_type.rfind("text/html", 0) == 0);
    return last.body;
  }
  bool is_shown(const std::string& payer = "customer-1") {
    return open(offer_of(payer)).find("支付宝签约") != std::string::npos;
  }
  json asked() { return ask("alipay.user.agreement.query", agreement_naming()); }
  json unsign() { return ask("alipay.user.agreement.unsign", agreement_naming()); }
  /// TEMP, NORMAL, or why there is no answer.
  std::string status() {
    const auto said = asked();
    return said.value("status", said.value("sub_code", ""));
  }
  json charge(const std::string& agreement, const std::string& number = "k") {
    return ask("alipay.trade.pay",
               {{"out_trade_no", number},
                {"total_amount", "1.00"},
                {"subject", "s"},
                {"product_code", "GENERAL_WITHHOLDING"},
                {"agreement_params", {{"agreement_no", agreement}}}});
  }
  /// The channel's own number, once it is signed.
  std::string signed_number() {
    REQUIRE(is_shown());
    now += time_to_sign;
    REQUIRE(status() == "NORMAL");
    return asked().at("agreement_no").get<std::string>();
  }
};

constexpr const char* none = "USER_AGREEMENT_NOT_EXIST";

}  // namespace

TEST_CASE("Alipay: an agreement is offered, signed, and ended by the merchant") {
  signing_world w;
  CHECK(w.status() == none);
  REQUIRE(w.is_shown());
  CHECK(w.status() == "TEMP");
  CHECK_FALSE(w.asked().contains("alipay_logon_id"));
  w.now += time_to_sign - millis{1};
  CHECK(w.status() == "TEMP");
  w.now += millis{1};
  const auto said = w.asked();
  CHECK(said.at("code") == "10000");
  CHECK(said.at("status") == "NORMAL");
  CHECK(said.at("external_agreement_no") == "A1");
  CHECK(said.at("sign_time") == "2023-11-15 06:13:22");
  CHECK_FALSE(said.at("alipay_logon_id").get<std::string>().empty());
  CHECK(w.unsign() == json{{"code", "10000"}, {"msg", "Success"}});
  CHECK(w.status() == none);
  CHECK(w.unsign().at("sub_code") == none);
}

TEST_CASE("Alipay: an agreement is found by the channel's own number, too") {
  signing_world w;
  const auto number = w.signed_number();
  const auto by = [&](const char* what, const std::string& which) {
    return w.ask("alipay.user.agreement." + std::string{what}, {{"agreement_no", which}});
  };
  CHECK(by("query", number).at("external_agreement_no") == "A1");
  CHECK(by("query", "20889").at("sub_code") == none);
  CHECK(by("unsign", "20889").at("sub_code") == none);
  CHECK(by("unsign", number).at("code") == "10000");
  CHECK(by("query", number).at("sub_code") == none);
  CHECK(w.ask("alipay.user.agreement.query", json::object()).at("code") == "40004");
}

TEST_CASE("Alipay: what is charged under an agreement is paid at once, while it is in force") {
  signing_world w;
  CHECK(w.charge("20170322450983769228").at("sub_code") == "ACQ.AGREEMENT_NOT_EXIST");
  const auto number = w.signed_number();
  const auto paid = w.charge(number);
  CHECK(paid.at("code") == "10000");
  CHECK(paid.at("out_trade_no") == "k");
  CHECK(paid.at("total_amount") == "1.00");
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_SUCCESS");
  CHECK(w.unsign().at("code") == "10000");
  CHECK(w.charge(number, "later").at("sub_code") == "ACQ.AGREEMENT_NOT_EXIST");
  // What was paid before stays paid, and is said so.
  CHECK(w.charge(number).at("sub_code") == "ACQ.TRADE_HAS_SUCCESS");
  for (const auto& m : w.channel.take_movements())
    if (m.key == "later") CHECK(m.kind == movement_kind::pay_received);
}

TEST_CASE("Alipay: who names no agreement is not charged under one") {
  signing_world w;
  for (const auto& params : {json::object(), json{{"agreement_no", ""}}, json("A1")}) {
    const json content{
        {"out_trade_no", "k"},
        {"total_amount", "1.00"},
        {"subject", "s"},
        {"product_code", "GENERAL_WITHHOLDING"},
        {"agreement_params", params}};
    CHECK(w.ask("alipay.trade.pay", content).at("sub_code") == "ACQ.INVALID_PARAMETER");
  }
}

TEST_CASE("Alipay: another account's agreement is as good as none") {
  signing_world w;
  static_cast<void>(w.signed_number());
  const auto by_stranger = [&](const std::string& method, const json& content) {
    form fields{{"app_id", "2"}, {"method", method}, {"biz_content", content.dump()}};
    return json::parse(w.face.answer(test::signed_alipay_form(fields), w.now).body)
        .at(test::node_of(method));
  };
  CHECK(by_stranger("alipay.user.agreement.query", agreement_naming()).at("sub_code") == none);
  CHECK(by_stranger("alipay.user.agreement.unsign", agreement_naming()).at("sub_code") == none);
  CHECK(w.status() == "NORMAL");
}

TEST_CASE("Alipay: a payer's fate is in the last digits of his name") {
  signing_world never;
  REQUIRE(never.is_shown("customer-02"));
  never.now += std::chrono::minutes{15} - millis{1};
  CHECK(never.status() == "TEMP");
  never.now += millis{1};
  CHECK(never.status() == none);

  signing_world soon;
  REQUIRE(soon.is_shown("customer-06"));
  soon.now += time_to_sign;
  CHECK(soon.status() == "NORMAL");
  soon.now += time_to_sign;
  CHECK(soon.status() == none);

  signing_world hard;
  REQUIRE(hard.is_shown("customer-07"));
  hard.now += time_to_sign;
  for (int i = 0; i < 3; ++i) {
    CHECK(hard.unsign().at("sub_code") == "SYSTEM_ERROR");
    CHECK(hard.status() == "NORMAL");
  }
  CHECK(hard.unsign().at("code") == "10000");
}

TEST_CASE("Alipay: a page to sign on dies, and a number is signed once") {
  signing_world w;
  w.now += std::chrono::minutes{15};
  CHECK(w.open(offer_of("c")).find("已失效") != std::string::npos);
  CHECK(w.status() == none);
  w.now -= std::chrono::minutes{15};
  REQUIRE(w.is_shown());
  CHECK(w.is_shown());  // opened again
  w.now += time_to_sign;
  CHECK(w.status() == "NORMAL");
  CHECK(w.channel.advance(w.now + time_to_tell).size() == 1);
  CHECK_FALSE(w.is_shown());
  CHECK(w.unsign().at("code") == "10000");
  CHECK_FALSE(w.is_shown());
  CHECK(w.status() == none);
}

TEST_CASE("Alipay: nobody signs what is not whole, or not the merchant's") {
  signing_world w;
  for (const auto* missing : {"external_agreement_no", "personal_product_code", "product_code",
                              "access_params", "effect_time"}) {
    auto content = offer_of("c");
    content.erase(missing);
    CHECK(w.open(content).find("参数无效") != std::string::npos);
  }
  CHECK(w.open(offer_of("c"), {{"timestamp", "yesterday"}}).find("参数无效") != std::string::npos);
  auto fields = parse_form(test::signed_alipay_form({{"app_id", "1"},
                                                     {"method", "alipay.user.agreement.page.sign"},
                                                     {"biz_content", offer_of("c").dump()}}));
  fields["notify_url"] = "http://evil/";
  const auto page = w.face.answer(write_form(fields), w.now);
  CHECK(page.content_type.rfind("text/html", 0) == 0);
  CHECK(page.body.find("isv.invalid-signature") != std::string::npos);
  w.now += time_to_sign;
  CHECK(w.status() == none);
}

TEST_CASE("Alipay: what is signed and ended is told, signed, and told again until it is taken") {
  signing_world w;
  const auto told = [&] {
    const auto notices = w.channel.advance(w.now);
    REQUIRE(notices.size() == 1);
    CHECK(receiver_of(notices[0]) == "http://here/notify");
    const auto fields = parse_form(alipay_face::notification(notices[0], w.now));
    const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_notification);
    CHECK(test::is_of_the_channel(field(fields, "sign"), text));
    CHECK(field(fields, "app_id") == "1");
    CHECK(field(fields, "external_agreement_no") == "A1");
    return std::pair{field(fields, "notify_type") + ' ' + field(fields, "status"), notices[0].id};
  };
  static_cast<void>(w.signed_number());
  CHECK(w.channel.next_due() <= w.now);  // there is news
  CHECK(w.channel.advance(w.now).empty());
  CHECK(w.channel.next_due() == w.now + time_to_tell);
  w.now += time_to_tell;
  CHECK(told().first == "dut_user_sign NORMAL");
  w.now += time_to_tell;
  const auto again = told();
  CHECK(again.first == "dut_user_sign NORMAL");
  w.channel.acknowledge(again.second);
  CHECK(w.channel.advance(w.now + std::chrono::hours{1}).empty());
  w.now += std::chrono::hours{1};
  CHECK(w.unsign().at("code") == "10000");
  w.now += time_to_tell;
  const auto end = told();
  CHECK(end.first == "dut_user_unsign UNSIGN");
  w.channel.acknowledge(end.second);
  CHECK(w.channel.advance(w.now + std::chrono::hours{1}).empty());
}

TEST_CASE("Alipay: who signs when nobody asks makes the channel speak by itself") {
  signing_world w;
  REQUIRE(w.is_shown("customer-06"));
  CHECK(w.channel.next_due() == w.now + time_to_sign);
  w.now += 2 * time_to_sign + time_to_tell;
  const auto notices = w.channel.advance(w.now);
  std::size_t signed_there = 0;
  std::size_t ended_there = 0;
  for (const auto& n : notices) {
    const bool is_end = n.of_agreement.value().state == agreement_state::ended;
    (is_end ? ended_there : signed_there) += 1;
  }
  CHECK(signed_there > 0);
  CHECK(ended_there > 0);
}

}  // namespace sluice::sim::alipay_agreements_test
