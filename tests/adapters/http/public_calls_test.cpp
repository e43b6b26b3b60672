#include <future>

#include "adapters/http/http_client.hpp"
#include "tests/adapters/http/raw_server.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using outcome = http_result::outcome;

namespace {

http_result call(const std::string& url, bool public_only) {
  std::promise<http_result> answered;
  http_client client;
  client.start({.base_url = url, .public_addresses_only = public_only},
               [&](http_result r) { answered.set_value(std::move(r)); });
  return answered.get_future().get();
}

}  // namespace

TEST_CASE("a call for public addresses only opens no connection to others") {
  raw_server server([](const std::string&, int) { return reaction{http_answer("ok")}; });
  const auto refused = call(server.url(), true);
  CHECK(refused.kind != outcome::answered);
  CHECK(refused.refused_address == "127.0.0.1");
  CHECK(server.connections() == 0);
  const auto taken = call(server.url(), false);
  CHECK(taken.kind == outcome::answered);
  CHECK(taken.refused_address.empty());
}

TEST_CASE("what a name resolves to is looked at, all of it") {
  raw_server server([](const std::string&, int) { return reaction{http_answer("ok")}; });
  const auto port = server.url().substr(server.url().rfind(':'));
  const auto refused = call("http://localhost" + port, true);
  CHECK(refused.kind != outcome::answered);
  CHECK((refused.refused_address == "127.0.0.1" || refused.refused_address == "::1"));
  CHECK(server.connections() == 0);
  CHECK(call("http://localhost" + port, false).kind == outcome::answered);
}

TEST_CASE("of an answer that is too large status and headers are told") {
  raw_server server([](const std::string&, int) {
    return reaction{
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 20\r\n\r\n" +
        std::string(20, 'x')};
  });
  std::promise<http_result> answered;
  http_client client({.max_body_bytes = 10});
  client.start(
      {.base_url = server.url()}, [&](http_result r) { answered.set_value(std::move(r)); });
  const auto result = answered.get_future().get();
  CHECK(result.kind == outcome::too_large);
  CHECK(result.response.status == 429);
  CHECK(result.response.headers.find("retry-after") == "7");
  CHECK(result.response.body.empty());
}
