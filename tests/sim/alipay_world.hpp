#pragma once
/// A merchant and the simulated Alipay in made-up time; every answer's signature is checked. Tests
/// only.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/providers/alipay_face.hpp"
#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::sim::test {

using nlohmann::json;

inline std::string node_of(std::string method) {
  std::replace(method.begin(), method.end(), '.', '_');
  return method + "_response";
}

/// The bytes of the node, which are what is signed: it comes first, as `{"NODE":{…},`.
inline std::string raw_node(const std::string& body, const std::string& node) {
  const auto begin = node.size() + 4;
  const auto end = std::min(body.find(",\"alipay_cert_sn\":"), body.find(",\"sign\":"));
  return body.substr(begin, end - begin);
}

struct alipay_world {
  json ask(const std::string& method, const json& content, const form& more = {}) {
    form fields{{"app_id", "1"},
                {"method", method},
                {"notify_url", "http://here/notify"},
                {"biz_content", content.dump()}};
    fields.insert(more.begin(), more.end());
    last = face.answer(signed_alipay_form(fields), now);
    if (last.content_type.rfind("text/html", 0) == 0) return {};
    const auto node = node_of(method);
    whole = json::parse(last.body);
    CHECK(is_of_the_channel(whole.at("sign").get<std::string>(), raw_node(last.body, node)));
    return whole.at(node);
  }
  json pay(const std::string& yuan) {
    return ask("alipay.trade.pay",
               {{"out_trade_no", "k"},
                {"total_amount", yuan},
                {"subject", "咖啡"},
                {"scene", "bar_code"},
                {"auth_code", "281234567890123456"}});
  }
  json create(const std::string& yuan) {
    return ask(
        "alipay.trade.create", {{"out_trade_no", "k"}, {"total_amount", yuan}, {"subject", "s"}});
  }
  json about_trade(const std::string& what) {
    return ask("alipay.trade." + what, {{"out_trade_no", "k"}});
  }
  json refund(const std::string& number, const std::string& yuan) {
    return ask("alipay.trade.refund",
               {{"out_trade_no", "k"}, {"out_request_no", number}, {"refund_amount", yuan}});
  }
  json refund_query(const std::string& number) {
    return ask(
        "alipay.trade.fastpay.refund.query", {{"out_trade_no", "k"}, {"out_request_no", number}});
  }
  json transfer(const std::string& yuan) {
    return ask("alipay.fund.trans.uni.transfer",
               {{"out_biz_no", "k"},
                {"trans_amount", yuan},
                {"product_code", "TRANS_ACCOUNT_NO_PWD"},
                {"biz_scene", "DIRECT_TRANSFER"},
                {"payee_info", {{"identity", "a@b.c"}, {"identity_type", "ALIPAY_LOGON_ID"}}}});
  }
  json transfer_query() {
    return ask("alipay.fund.trans.common.query",
               {{"out_biz_no", "k"},
                {"product_code", "TRANS_ACCOUNT_NO_PWD"},
                {"biz_scene", "DIRECT_TRANSFER"}});
  }

  instant now{millis{1'700'000'000'000}};
  provider channel{{.channel = "alipay", .reference_prefix = "2088", .notifies = true}};
  alipay_face face{channel};
  face_answer last{};
  json whole{};
};

}  // namespace sluice::sim::test
