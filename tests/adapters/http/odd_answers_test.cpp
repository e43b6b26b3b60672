// What a server can answer that a client library makes something of: each is well-defined here, and
// none of them becomes a whole answer that was not sent.

#include <future>
#include <memory>

#include "adapters/http/http_client.hpp"
#include "tests/adapters/http/raw_server.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using outcome = http_result::outcome;
using then = reaction::then;

namespace {

/// What the client makes of these bytes, after which the server closes.
http_result made_of(const std::string& bytes) {
  raw_server server([&](const std::string&, int) { return reaction{bytes, then::cut}; });
  http_client client;
  const auto promise = std::make_shared<std::promise<http_result>>();
  client.start(
      {.base_url = server.url(), .request = {.body = "x"}, .timeout = millis{5'000}, .once = true},
      [promise](http_result result) { promise->set_value(std::move(result)); });
  return promise->get_future().get();
}

const std::string ok = "HTTP/1.1 200 OK\r\n";

}  // namespace

TEST_CASE("headers come as they were sent, those of the last answer only") {
  const auto result = made_of(
      "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n" + ok +
      "Content-Length: 2\r\nWechatpay-Signature:  a+/b== \r\nX-Twice: 1\r\nx-twice: 2\r\n\r\nhi");
  CHECK(result.kind == outcome::answered);
  CHECK(result.response.status == 200);
  CHECK(result.response.body == "hi");
  CHECK(result.response.headers.find("wechatpay-signature") == "a+/b==");
  CHECK_FALSE(result.response.headers.find("X-Interim"));
  CHECK_FALSE(result.response.headers.find("X-Twice"));
}

TEST_CASE("a chunked answer is whole, and a trailer is no header") {
  const auto result = made_of(
      ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Late: 1\r\n\r\n");
  CHECK(result.kind == outcome::answered);
  CHECK(result.response.body == "abcde");
  CHECK_FALSE(result.response.headers.find("X-Late"));
}

TEST_CASE("a chunked answer that ends early, or is no chunk, is no answer") {
  const auto chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
  for (const auto* rest : {"3\r\nabc\r\n", "5\r\nabc", "zz\r\nabc\r\n0\r\n\r\n"})
    CHECK(made_of(chunked + rest).kind == outcome::cut_off);
}

TEST_CASE("a length that lies does not lengthen an answer") {
  CHECK(made_of(ok + "Content-Length: 10\r\n\r\nshort").kind == outcome::cut_off);
  CHECK(made_of(ok + "Content-Length: 2\r\n\r\nlonger").response.body == "lo");
  CHECK(made_of(ok + "Content-Length: -1\r\n\r\nx").kind != outcome::answered);
}

TEST_CASE("an answer without a length ends with its connection") {
  CHECK(made_of(ok + "\r\nall of it").response.body == "all of it");
}

TEST_CASE("packed bytes stay packed: nobody asked for them") {
  const std::string packed("\x1f\x8b\x08\x00rest", 8);
  const auto result = made_of(ok + "Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\n" + packed);
  CHECK(result.kind == outcome::answered);
  CHECK(result.response.body == packed);
  CHECK(result.response.headers.find("content-encoding") == "gzip");
}

TEST_CASE("what is not HTTP/1 is no answer") {
  for (const auto* bytes : {"hello", "<xml><return_code>SUCCESS</return_code></xml>",
                            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\r\n\r\n", ""})
    CHECK(made_of(bytes).kind == outcome::cut_off);
}

TEST_CASE("a redirection is an answer like another, and a change of protocol is not followed") {
  const auto moved =
      made_of("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  CHECK(moved.response.status == 302);
  CHECK(moved.response.headers.find("location") == "http://127.0.0.1:1/");
  CHECK(made_of("HTTP/1.1 204 No Content\r\n\r\n").response.body.empty());
}

TEST_CASE("a request header that would begin another one is not sent") {
  raw_server server([](const std::string&, int) { return reaction{http_answer("ok")}; });
  http_client client;
  for (const auto& bad : {http_headers{{"X-A", "1\r\nX-B: 2"}}, http_headers{{"X A", "1"}}}) {
    const auto promise = std::make_shared<std::promise<http_result>>();
    client.start({.base_url = server.url(), .request = {.headers = bad, .body = "x"}, .once = true},
                 [promise](http_result result) { promise->set_value(std::move(result)); });
    CHECK(promise->get_future().get().kind == outcome::not_connected);
  }
  CHECK(server.requests() == 0);
}
