#include "adapters/metrics/metrics_listener.hpp"

#include <future>
#include <nlohmann/json.hpp>

#include "adapters/http/http_client.hpp"
#include "tests/catch.hpp"

namespace sluice::test::listener_test {
using metrics::check;
using metrics::metrics_listener;
using nlohmann::json;

namespace {

http_response ask(std::uint16_t port, const std::string& target, const std::string& method) {
  http_client client;
  std::promise<http_result> said;
  client.start({.base_url = "http://127.0.0.1:" + std::to_string(port),
                .request = {.method = method, .target = target}},
               [&](http_result result) { said.set_value(std::move(result)); });
  auto result = said.get_future().get();
  REQUIRE(result.kind == http_result::outcome::answered);
  return std::move(result.response);
}

metrics_listener::sources telling(std::vector<check> checks) {
  return {.metrics = [] { return std::string("pay_orders 1\n"); },
          .checks = [checks] { return checks; }};
}

http_response answer(const std::string& method, const std::string& target) {
  return answer_to({.method = method, .target = target}, telling({{"nats", true, "connected"}}));
}

}  // namespace

TEST_CASE("the listener answers who asks, on a port that was free") {
  metrics_listener listener("127.0.0.1:0", telling({{"nats", true, "connected"}}));
  REQUIRE(listener.port() != 0);
  const auto metrics = ask(listener.port(), "/metrics", "GET");
  CHECK(metrics.status == 200);
  CHECK(metrics.body == "pay_orders 1\n");
  CHECK(metrics.headers.find("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(ask(listener.port(), "/livez", "GET").body == "alive\n");
  CHECK(ask(listener.port(), "/metrics", "POST").status == 405);
}

TEST_CASE("readiness is a list of checks, and 503 if one of them is not well") {
  const std::vector<check> all{{"nats", true, "connected"}, {"disk", false, "10 MiB \"free\""}};
  const auto said = answer_to({.method = "GET", .target = "/readyz"}, telling(all));
  CHECK(said.status == 503);
  CHECK(said.headers.find("Content-Type") == "application/json");
  CHECK(json::parse(said.body) ==
        json{{"ready", false},
             {"checks",
              {{{"name", "nats"}, {"well", true}, {"says", "connected"}},
               {{"name", "disk"}, {"well", false}, {"says", "10 MiB \"free\""}}}}});
  CHECK(answer("GET", "/readyz").status == 200);
  CHECK(answer("GET", "/healthz").body == answer("GET", "/readyz").body);
  CHECK(json::parse(answer("GET", "/healthz").body)["ready"] == true);
}

TEST_CASE("other paths and methods are refused") {
  CHECK(answer("GET", "/metrics?name=x").status == 200);
  for (const auto* path : {"/", "/metrics/", "/Metrics", "//metrics", "", "*", "/../metrics"})
    CHECK(answer("GET", path).status == 404);
  for (const auto* method : {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"})
    for (const auto* path : {"/metrics", "/livez", "/readyz", "/healthz"}) {
      CHECK(answer(method, path).status == 405);
      CHECK(answer(method, path).headers.find("Allow") == "GET");
    }
}

TEST_CASE("an address that is taken is told") {
  const metrics_listener first("127.0.0.1:0", telling({}));
  CHECK_THROWS_AS(metrics_listener("127.0.0.1:" + std::to_string(first.port()), telling({})),
                  std::runtime_error);
}

}  // namespace sluice::test::listener_test
