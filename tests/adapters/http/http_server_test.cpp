#include "adapters/http/http_server.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/adapters/http/raw_client.hpp"
#include "tests/catch.hpp"

namespace sluice {
namespace {

void echo(http_request r, const http_server::respond& respond) {
  const std::string type(r.headers.find("Content-Type").value_or(""));
  respond(http_response{.body = r.method + ' ' + r.target + ' ' + type + ' ' + r.body});
}

/// Keeps what it is asked, for the test to answer when it likes.
struct patient {
  struct asked {
    http_request request;
    http_server::respond respond;
  };
  void operator()(http_request r, http_server::respond respond) {
    const std::lock_guard lock{guard};
    waiting.push_back({std::move(r), std::move(respond)});
    changed.notify_all();
  }
  void wait_for(std::size_t count) {
    std::unique_lock lock{guard};
    REQUIRE(
        changed.wait_for(lock, std::chrono::seconds{10}, [&] { return waiting.size() >= count; }));
  }
  std::mutex guard{};
  std::condition_variable changed{};
  std::vector<asked> waiting{};
};

std::string complaint_of(const std::string& address) {
  try {
    const http_server server{address, echo};
  } catch (const std::runtime_error& problem) {
    return problem.what();
  }
  return {};
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a request reaches the handler whole, and its answer comes back") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  client.post("/notify/alipay?x=1", "a=b", "text/xml");
  const auto answer = client.receive();
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "POST /notify/alipay?x=1 text/xml a=b");
}

TEST_CASE("a connection is kept for the next request") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  for (int i = 0; i < 3; ++i) {
    client.post("/" + std::to_string(i), "");
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(contains(answer->body, "/" + std::to_string(i)));
  }
}

TEST_CASE("requests sent without waiting are answered in order") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  client.post("/1", "a");
  client.post("/2", "b");
  CHECK(contains(client.receive().value().body, "/1"));
  CHECK(contains(client.receive().value().body, "/2"));
}

TEST_CASE("a client that asks to close is closed after the answer") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  client.send("GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
  const auto answer = client.receive();
  REQUIRE(answer);
  CHECK(contains(answer->head, "Connection: close"));
  CHECK(client.is_cut());
}

TEST_CASE("a status and a content type are sent as given") {
  const http_server server{anywhere, [](const http_request&, const http_server::respond& respond) {
                             respond(http_response{502, {{"Content-Type", "text/html"}}, "<html>"});
                           }};
  raw_client client{server.port()};
  client.post("/", "");
  const auto answer = client.receive();
  REQUIRE(answer);
  CHECK(answer->status == 502);
  CHECK(contains(answer->head, "Content-Type: text/html"));
  CHECK(answer->body == "<html>");
}

TEST_CASE("a body over the limit is refused, announced or not") {
  const http_server server{anywhere, echo, {.body_bytes = 100}};
  raw_client announced{server.port()};
  announced.post("/", std::string(101, 'x'));
  CHECK(announced.receive().value().status == 413);
  CHECK(announced.is_cut());
  raw_client chunked{server.port()};
  chunked.send("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 3; ++i) chunked.send("32\r\n" + std::string(0x32, 'x') + "\r\n");
  chunked.send("0\r\n\r\n");
  CHECK(chunked.receive().value().status == 413);
  raw_client fits{server.port()};
  fits.post("/", std::string(100, 'x'));
  CHECK(fits.receive().value().status == 200);
}

TEST_CASE("a refused upload is read on, so that the refusal arrives") {
  const http_server server{anywhere, echo, {.body_bytes = 100}};
  raw_client client{server.port()};
  client.post("/", std::string(300'000, 'x'));
  CHECK(client.receive().value().status == 413);
}

TEST_CASE("headers without end are refused") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  client.send("GET / HTTP/1.1\r\nA: " + std::string(20'000, 'x') + "\r\n\r\n");
  CHECK(client.receive().value().status == 431);
}

TEST_CASE("a request whose length is not certain is refused") {
  const http_server server{anywhere, echo};
  const std::string post = "POST / HTTP/1.1\r\nHost: here\r\n";
  for (const auto* doubt :
       {"Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "Content-Length: 3x\r\n\r\nabc", "Content-Length: -3\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    raw_client client{server.port()};
    client.send(post + doubt);
    INFO(doubt);
    CHECK(client.receive().value().status == 400);
    CHECK(client.is_cut());
  }
}

TEST_CASE("what follows a request's announced length is another request") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab<xml/>\r\n\r\n");
  CHECK(client.receive().value().body == "POST /  ab");
  CHECK(client.receive().value().status == 400);
}

TEST_CASE("all headers of a request are passed on, whatever their case") {
  std::string seen;
  const http_server server{
      anywhere, [&](const http_request& r, const http_server::respond& respond) {
        for (const auto& one : r.headers) seen += one.name + '=' + one.value + ';';
        respond(http_response{.headers = {{"X-Reply", "1"}}});
      }};
  raw_client client{server.port()};
  client.send("GET / HTTP/1.1\r\nHost: here\r\nwechatpay-Serial:  5F \r\nX: 1\r\nX: 2\r\n\r\n");
  CHECK(contains(client.receive().value().head, "X-Reply: 1"));
  CHECK(contains(seen, "wechatpay-Serial=5F;"));
  CHECK(contains(seen, "X=1;"));
  CHECK(contains(seen, "X=2;"));
}

TEST_CASE("what is not HTTP is refused") {
  const http_server server{anywhere, echo};
  raw_client client{server.port()};
  client.send("\x16\x03\x01 this is no HTTP\r\n\r\n");
  CHECK(client.receive().value().status == 400);
  CHECK(client.is_cut());
}

TEST_CASE("a client that goes away in the middle harms nobody") {
  const http_server server{anywhere, echo};
  {
    raw_client{server.port()}.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
  }
  raw_client next{server.port()};
  next.post("/", "");
  CHECK(next.receive().has_value());
}

TEST_CASE("no answer cuts the connection, and only that one") {
  const http_server server{
      anywhere, [](const http_request& r, const http_server::respond& respond) {
        if (r.target == "/cut") return respond(std::nullopt);
        respond(http_response{});
      }};
  raw_client cut{server.port()};
  raw_client other{server.port()};
  cut.post("/cut", "");
  CHECK(cut.is_cut());
  other.post("/", "");
  CHECK(other.receive().has_value());
}

TEST_CASE("answers may come from other threads, in any order") {
  patient handler;
  const http_server server{anywhere, std::ref(handler)};
  raw_client first{server.port()};
  raw_client second{server.port()};
  first.post("/first", "");
  handler.wait_for(1);
  second.post("/second", "");
  handler.wait_for(2);
  std::thread{[&] { handler.waiting[1].respond(http_response{.body = "second"}); }}.join();
  CHECK(second.receive().value().body == "second");
  std::thread{[&] { handler.waiting[0].respond(http_response{.body = "first"}); }}.join();
  CHECK(first.receive().value().body == "first");
}

TEST_CASE("many clients at once each get their own answer") {
  const http_server server{anywhere, echo};
  constexpr int many = 8;
  std::vector<std::future<int>> clients;
  clients.reserve(many);
  for (int n = 0; n < many; ++n)
    clients.push_back(std::async(std::launch::async, [&server, n] {
      raw_client client{server.port()};
      int right = 0;
      for (int i = 0; i < 50; ++i) {
        const auto body = std::to_string(n) + '-' + std::to_string(i);
        client.post("/", body, "t");
        const auto answer = client.receive();
        if (answer && answer->body == "POST / t " + body) ++right;
      }
      return right;
    }));
  for (auto& c : clients) CHECK(c.get() == 50);
}

TEST_CASE("a stopped server closes idle connections and listens no more") {
  http_server server{anywhere, echo};
  const auto port = server.port();
  raw_client idle{port};
  idle.post("/", "");
  REQUIRE(idle.receive());
  server.stop();
  server.stop();  // again: nothing
  CHECK(idle.is_cut());
  CHECK_FALSE(raw_client{port}.connected());
}

TEST_CASE("a stopping server lets an answer under way out") {
  patient handler;
  http_server server{anywhere, std::ref(handler)};
  raw_client client{server.port()};
  client.post("/", "");
  handler.wait_for(1);
  auto stopped = std::async(std::launch::async, [&] { server.stop(); });
  handler.waiting[0].respond(http_response{.body = "still"});
  CHECK(client.receive().value().body == "still");
  CHECK(client.is_cut());
  stopped.get();
}

TEST_CASE("a stopping server does not wait for ever for an answer, and a late one is harmless") {
  patient handler;
  raw_client* client = nullptr;
  std::optional<raw_client> kept;
  {
    const http_server server{anywhere, std::ref(handler)};
    client = &kept.emplace(server.port());
    client->post("/", "");
    handler.wait_for(1);
  }
  CHECK(client->is_cut());
  handler.waiting[0].respond(http_response{});
}

TEST_CASE("an answer for a client that went away is harmless") {
  patient handler;
  const http_server server{anywhere, std::ref(handler)};
  {
    raw_client client{server.port()};
    client.post("/", "");
    handler.wait_for(1);
  }
  handler.waiting[0].respond(http_response{.body = std::string(100'000, 'x')});
  raw_client next{server.port()};
  next.post("/", "");
  handler.wait_for(2);
  handler.waiting[1].respond(http_response{});
  CHECK(next.receive().has_value());
}

TEST_CASE("an address that cannot be listened on is said in a sentence") {
  const http_server taken{anywhere, echo};
  CHECK(contains(complaint_of("127.0.0.1:" + std::to_string(taken.port())), "in use"));
  CHECK(contains(complaint_of("127.0.0.1"), "host:port"));
  CHECK(contains(complaint_of("127.0.0.1:http-of-no-kind"), "cannot listen on"));
  CHECK(contains(complaint_of("999.999.999.999:1"), "cannot listen on"));
}

}  // namespace sluice
