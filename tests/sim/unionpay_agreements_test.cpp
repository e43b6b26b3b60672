// Agreements at the simulated UnionPay: what it refuses of openings, queries and deletions.

#include "sim/providers/unionpay_face.hpp"
#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::sim::unionpay_agreements_test {
namespace {

constexpr auto back = "/gateway/api/backTransReq.do";
constexpr auto front = "/gateway/api/frontTransReq.do";
constexpr millis time_to_sign{2000};

struct opening_world {
  static form common(const char* kind, const char* subkind) {
    return {{"encoding", "UTF-8"},        {"txnType", kind},       {"txnSubType", subkind},
            {"bizType", "000902"},        {"accessType", "0"},     {"channelType", "07"},
            {"merId", "777290058110097"}, {"orderId", "opening1"}, {"txnTime", "20231115061320"}};
  }
  static form opening() {
    auto out = common("79", "00");
    out["tokenPayData"] = "{trId=62000000001&tokenType=01}";
    out["backUrl"] = "http://here/";
    return out;
  }
  static form deletion(const std::string& token) {
    auto out = common("74", "01");
    out["txnTime"] = "20231115061330";
    out["tokenPayData"] = "{token=" + token + "&trId=62000000001}";
    return out;
  }
  std::string open(const form& fields) {
    return face.answer(front, test::signed_acp_form(fields), now).body;
  }
  bool is_shown(const form& fields = opening()) {
    return open(fields).find("银联卡开通") != std::string::npos;
  }
  form ask(const form& fields) {
    auto out = test::acp_fields_in(face.answer(back, test::signed_acp_form(fields), now).body);
    CHECK(test::is_proven_acp(out, now));
    return out;
  }
  form asked() { return ask(common("78", "02")); }
  std::string signed_token() {
    REQUIRE(is_shown());
    now += time_to_sign;
    const auto data = asked().at("tokenPayData");
    return data.substr(7, data.find('&') - 7);
  }

  instant now{millis{1'700'000'000'000}};
  provider channel{{.channel = "unionpay", .reference_prefix = "782", .notifies = true}};
  unionpay_face face{channel};
};

form without(form fields, const char* name) {
  fields.erase(name);
  return fields;
}

}  // namespace

TEST_CASE("UnionPay: a card is opened, told of, and its token deleted") {
  opening_world w;
  CHECK(w.asked().at("respCode") == "34");
  REQUIRE(w.is_shown());
  CHECK(w.asked().at("activateStatus") == "0");
  w.now += time_to_sign;
  const auto said = w.asked();
  CHECK(said.at("respCode") == "00");
  CHECK(said.at("activateStatus") == "1");
  CHECK(said.at("orderId") == "opening1");
  CHECK(said.at("txnTime") == "20231115061320");
  const auto news = w.channel.advance(w.now + millis{1000});
  REQUIRE(news.size() == 1);
  CHECK(receiver_of(news[0]) == "http://here/");
  const auto told = unionpay_face::notification(news[0], w.now);
  REQUIRE(told);
  const auto fields = parse_form(told->body);
  CHECK(fields.at("txnType") == "79");
  CHECK(fields.at("tokenPayData") == said.at("tokenPayData"));
  CHECK(test::is_proven_acp(fields, w.now));
  w.channel.acknowledge(news[0].id);

  const auto token = said.at("tokenPayData").substr(7, said.at("tokenPayData").find('&') - 7);
  CHECK(w.ask(opening_world::deletion(token)).at("respCode") == "00");
  CHECK(w.asked().at("respCode") == "34");
  CHECK(w.ask(opening_world::deletion(token)).at("respCode") == "89");
  for (const auto& n : w.channel.advance(w.now + millis{5000}))
    CHECK_FALSE(unionpay_face::notification(n, w.now));
}

TEST_CASE("UnionPay: nobody opens a card with what is not whole, too late, or twice") {
  opening_world w;
  for (const auto* missing : {"tokenPayData", "backUrl", "channelType"})
    CHECK_FALSE(w.is_shown(without(opening_world::opening(), missing)));
  for (const auto* data : {"{}", "{tokenType=01}", "{trId=62000000001}", "trId=1&tokenType=01"}) {
    auto fields = opening_world::opening();
    fields["tokenPayData"] = data;
    CHECK_FALSE(w.is_shown(fields));
  }
  auto late = opening_world::opening();
  late["payTimeout"] = "20231115061319";
  CHECK_FALSE(w.is_shown(late));
  CHECK(w.asked().at("respCode") == "34");
  static_cast<void>(w.signed_token());
  CHECK_FALSE(w.is_shown());
}

TEST_CASE("UnionPay: an opening is known by its time, too, and to its account only") {
  opening_world w;
  const auto token = w.signed_token();
  auto other_time = opening_world::common("78", "02");
  other_time["txnTime"] = "20231115061321";
  CHECK(w.ask(other_time).at("respCode") == "34");
  auto other_account = opening_world::common("78", "02");
  other_account["merId"] = "777290058110098";
  CHECK(w.ask(other_account).at("respCode") == "34");
  auto not_theirs = opening_world::deletion(token);
  not_theirs["merId"] = "777290058110098";
  CHECK(w.ask(not_theirs).at("respCode") == "89");
  auto of_another = opening_world::deletion(token);
  of_another["tokenPayData"] = "{token=" + token + "&trId=62000000002}";
  CHECK(w.ask(of_another).at("respCode") == "89");
  auto same_time = opening_world::deletion(token);
  same_time["txnTime"] = "20231115061320";
  CHECK(w.ask(same_time).at("respCode") == "12");
  CHECK(w.ask(without(opening_world::deletion(token), "tokenPayData")).at("respCode") == "10");
  CHECK(w.ask(without(opening_world::common("78", "02"), "channelType")).at("respCode") == "10");
  CHECK(w.asked().at("activateStatus") == "1");
}

}  // namespace sluice::sim::unionpay_agreements_test
