// What channels and merchants may do, changed over NATS while the service runs.

#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::settings_test {
using nlohmann::json;

namespace {

json ask(const nats_server& nats, const std::string& what, const json& body) {
  static int asked = 0;
  const auto id = "C-" + std::to_string(++asked);
  const auto said = run_sluice({"req", what, body.dump(), "--nats", nats.url(), "--id", id});
  INFO(what << ' ' << said.out << said.error);
  CHECK(said.status == 0);
  return json::parse(said.out);
}

json by_li(json what) {
  what["operator"] = "li.wei";
  what["reason"] = "as the contract says";
  return what;
}

}  // namespace

TEST_CASE("a merchant made over NATS is paid, and is there after a kill, as is a channel's limit") {
  const temporary_folder folder;
  const nats_server nats;
  const auto data = (folder.path() / "data").string();
  {
    running_serve serve(folder, {"--data", data, "--nats", nats.url()});
    REQUIRE(serve.becomes_ready());
    CHECK(ask(nats, "merchant.create",
              by_li({{"merchant", "m9"},
                     {"business_types", {"quick_pay"}},
                     {"channels", {"alipay"}}}))["life"] == "applied");
    for (const auto* life : {"approved", "active"})
      CHECK(ask(nats, "merchant.set", by_li({{"merchant", "m9"}, {"life", life}}))["life"] == life);
    CHECK(ask(nats, "channel.set",
              by_li({{"channel", "alipay"}, {"max_in_flight", 3}}))["max_in_flight"] == 3);
    CHECK(ask(nats, "order.create",
              {{"merchant", "m9"},
               {"order_no", "A-1"},
               {"business_type", "quick_pay"},
               {"amount_minor", 1200},
               {"currency", "CNY"}})["state"] == "paid");
    serve.process().send(SIGKILL);
    static_cast<void>(serve.process().wait_for(millis{10'000}));
  }
  running_serve serve(folder, {"--data", data, "--nats", nats.url()});
  REQUIRE(serve.becomes_ready());
  CHECK(ask(nats, "merchant.get", {{"merchant", "m9"}})["life"] == "active");
  CHECK(ask(nats, "merchant.list", {{"after", 5}})["merchants"][0]["merchant"] == "m9");
  const auto channel = ask(nats, "channel.get", {{"channel", "alipay"}});
  CHECK(channel["max_in_flight"] == 3);
  CHECK(channel["origins"][1]["operator_name"] == "li.wei");
  serve.process().send(SIGTERM);
  CHECK(serve.process().wait_for(millis{30'000}) == 0);
  CHECK(run_sluice({"audit", "verify", "--data", data}).status == 0);
}

TEST_CASE(
    "a routing rule made over NATS survives a kill, and old routes are told as by the command") {
  const temporary_folder folder;
  const nats_server nats;
  const auto data = (folder.path() / "data").string();
  const json old{{"merchant", "m1"}, {"order_no", "A-1"}};
  const json imagined{{"merchant", "m1"}, {"wallet", "wechat"}};
  json told;
  {
    running_serve serve(folder, {"--data", data, "--nats", nats.url()});
    REQUIRE(serve.becomes_ready());
    const auto paid = run_sluice({"req", "order.create", order("A-1", 1200), "--nats", nats.url()});
    CHECK(json::parse(paid.out)["channel"] == "wechat");
    CHECK(ask(nats, "route.set", by_li({{"rule", "nights"}, {"never", {"wechat"}}}))["position"] ==
          2);
    told = ask(nats, "route.explain", old);
    CHECK(told["route"][0] == "wechat");  // by the rules of its moment
    CHECK(told["rules_position"] == 1);
    const auto none = run_sluice(
        {"req", "route.explain", R"({"merchant":"m1","order_no":"B-1"})", "--nats", nats.url()});
    CHECK(json::parse(none.out)["error"]["code"] == "order_not_found");
    serve.process().send(SIGKILL);
    static_cast<void>(serve.process().wait_for(millis{10'000}));
  }
  running_serve serve(folder, {"--data", data, "--nats", nats.url()});
  REQUIRE(serve.becomes_ready());
  CHECK(ask(nats, "route.get", json::object())["rules"][0]["origin"]["operator_name"] == "li.wei");
  CHECK(ask(nats, "route.explain", imagined)["route"] == json{"wechat-spare"});
  CHECK(ask(nats, "route.explain", old) == told);
  const auto by_command =
      run_sluice({"route", "explain", "--data", data, "--order", "m1/A-1", "--json"});
  CHECK(json::parse(by_command.out)["channels"][0]["words"] == told["channels"][0]["words"]);
  serve.process().send(SIGTERM);
  CHECK(serve.process().wait_for(millis{30'000}) == 0);
}

}  // namespace sluice::test::settings_test
