#include "app/simulated_channels/simulated_channels.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/http/http_server.hpp"
#include "sim/providers/books.hpp"
#include "sim/providers/wire_text.hpp"
#include "tests/adapters/http/raw_client.hpp"
#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::simulated_channels_test {
namespace {

class folder {
 public:
  folder() {
    std::string name = "/tmp/sluice-channels-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  [[nodiscard]] std::filesystem::path books() const { return path_ / "books.jsonl"; }

 private:
  std::filesystem::path path_{};
};

simulated_channels_settings quick(const folder& where) {
  return {.books = where.books(), .payer_delay = millis{20}, .slow_answer = millis{50}};
}

std::string micropay(const std::string& key, const std::string& fee) {
  return sim::test::signed_xml(
      "<appid>wx1</appid><mch_id>1</mch_id><nonce_str>n</nonce_str><body>b</body><out_trade_no>" +
          key + "</out_trade_no><total_fee>" + fee +
          "</total_fee><spbill_create_ip>127.0.0.1</spbill_create_ip>"
          "<auth_code>134567890123456789</auth_code>",
      "wechat_v2_api_key");
}

std::string create(const std::string& key, const std::string& yuan, const std::string& url) {
  return sim::test::signed_alipay_form(
      {{"app_id", "1"},
       {"method", "alipay.trade.create"},
       {"notify_url", url},
       {"biz_content",
        R"({"out_trade_no":")" + key + R"(","total_amount":")" + yuan + R"(","subject":"s"})"}});
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

/// Receives notifications; says `fail` to the first, `success` to all others. At each it looks at
/// what the books say: whoever is told of a payment finds it there.
class receiver {
 public:
  explicit receiver(std::filesystem::path books) : books_{std::move(books)} {}
  std::string url() { return "http://127.0.0.1:" + std::to_string(server_.port()) + "/notify"; }
  std::vector<sim::form> wait_for(std::size_t count) {
    std::unique_lock lock{guard_};
    REQUIRE(
        changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return heard_.size() >= count; }));
    return heard_;
  }
  std::vector<sim::book_totals> books_when_heard() {
    const std::lock_guard lock{guard_};
    return books_when_heard_;
  }

 private:
  std::filesystem::path books_;
  std::mutex guard_{};
  std::condition_variable changed_{};
  std::vector<sim::form> heard_{};
  std::vector<sim::book_totals> books_when_heard_{};
  http_server server_{"127.0.0.1:0", [this](http_request r, const http_server::respond& respond) {
                        const std::lock_guard lock{guard_};
                        books_when_heard_.push_back(sim::read_books(books_));
                        heard_.push_back(sim::parse_form(r.body));
                        respond(http_response{.body = heard_.size() == 1 ? "fail" : "success"});
                        changed_.notify_all();
                      }};
};

}  // namespace

TEST_CASE("the simulated channels say who they are") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
  CHECK(client.receive().value().body ==
        R"({"channels":["wechat","alipay","wechat_v3","qra","unionpay"],"belongs_to":0})");
}

TEST_CASE("what the simulated channels do not serve is refused") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/pay/unifiedorder", "");
  CHECK(client.receive().value().status == 404);
  client.send("GET /pay/micropay HTTP/1.1\r\nHost: here\r\n\r\n");
  CHECK(client.receive().value().status == 405);
}

TEST_CASE("a payment is in the books before its answer arrives") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/pay/micropay", micropay("k", "1200"), "text/xml");
  CHECK(contains(client.receive().value().body, "<total_fee>1200</total_fee>"));
  CHECK(sim::read_books(here.books()).at("k") == sim::key_totals{"wechat", 1, 1200, 0});
}

TEST_CASE("what all calls to Alipay have in common may be in the address") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  auto common = sim::parse_form(create("k", "12.00", ""));
  const sim::form own{{"biz_content", common.extract("biz_content").mapped()}};
  client.post("/gateway.do?" + sim::write_form(common), sim::write_form(own));
  CHECK(contains(client.receive().value().body, R"("code":"10000")"));
}

TEST_CASE("row 04 over HTTP: the connection is cut, and the money has moved") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/pay/micropay", micropay("k", "1204"), "text/xml");
  CHECK(client.is_cut());
  CHECK(sim::read_books(here.books()).at("k").paid_minor == 1204);
}

TEST_CASE("row 05 over HTTP: the connection is cut, and nothing has moved") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/pay/micropay", micropay("k", "1205"), "text/xml");
  CHECK(client.is_cut());
  CHECK(sim::read_books(here.books()).at("k") == sim::key_totals{"wechat", 1, 0, 0});
}

TEST_CASE("an account that is out answers nobody, the others do, and nothing is booked") {
  const folder here;
  const simulated_channels channels{quick(here)};
  const auto is_cut = [&](const std::string& key) {
    raw_client client{channels.port()};
    client.post("/pay/micropay", micropay(key, "1200"), "text/xml");
    return client.is_cut();
  };
  const auto status_of = [&](const char* body) {
    raw_client client{channels.port()};
    client.post("/outage", body);
    return client.receive().value().status;
  };
  CHECK(status_of(R"({"account":"wx1","seconds":3600})") == 200);
  CHECK(is_cut("k1"));
  CHECK(sim::read_books(here.books()).empty());
  CHECK(status_of(R"({"account":"wx2","seconds":3600})") == 200);
  CHECK(status_of(R"({"account":"wx1","seconds":0})") == 200);
  CHECK_FALSE(is_cut("k2"));
}

TEST_CASE("an outage that says too little, or too much, is refused") {
  const folder here;
  const simulated_channels channels{quick(here)};
  for (const auto* body :
       {"", "[]", "{}", R"({"account":"wx1"})", R"({"account":"","seconds":1})",
        R"({"account":1,"seconds":1})", R"({"account":"wx1","seconds":-1})",
        R"({"account":"wx1","seconds":3601})", R"({"account":"wx1","seconds":1.5})"}) {
    raw_client client{channels.port()};
    client.post("/outage", body);
    const auto answer = client.receive().value();
    CHECK(answer.status == 400);
    CHECK(contains(answer.body, "0 to 3600 seconds"));
  }
}

TEST_CASE("row 14 over HTTP: a page for people with status 502") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/pay/micropay", micropay("k", "1214"), "text/xml");
  const auto answer = client.receive();
  REQUIRE(answer);
  CHECK(answer->status == 502);
  CHECK(contains(answer->head, "text/html"));
}

TEST_CASE("row 18 over HTTP: a slow answer holds nobody up") {
  const folder here;
  auto settings = quick(here);
  settings.slow_answer = millis{300};
  const simulated_channels channels{settings};
  raw_client slow{channels.port()};
  raw_client fast{channels.port()};
  const auto start = std::chrono::steady_clock::now();
  slow.post("/pay/micropay", micropay("slow", "1218"), "text/xml");
  fast.post("/pay/micropay", micropay("fast", "1200"), "text/xml");
  CHECK(fast.receive().has_value());
  CHECK(contains(slow.receive().value().body, "1218"));
  CHECK(std::chrono::steady_clock::now() - start >= millis{290});
}

TEST_CASE("a notification is sent again until it is taken, then no more") {
  const folder here;
  receiver ears{here.books()};
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/gateway.do", create("k", "1.00", ears.url()));
  REQUIRE(client.receive());
  const auto heard = ears.wait_for(2);
  for (const auto& fields : heard) {
    CHECK(sim::field(fields, "out_trade_no") == "k");
    CHECK(sim::field(fields, "trade_status") == "TRADE_SUCCESS");
    CHECK(sim::field(fields, "total_amount") == "1.00");
  }
  for (const auto& books : ears.books_when_heard())
    CHECK(books.at("k") == sim::key_totals{"alipay", 1, 100, 0});
}

TEST_CASE("WeChat V3 over HTTP: answers and notifications carry their signatures") {
  const folder here;
  std::mutex guard;
  std::condition_variable changed;
  std::optional<http_request> heard;
  http_server ears{"127.0.0.1:0", [&](http_request r, const http_server::respond& respond) {
                     const std::lock_guard lock{guard};
                     respond(http_response{.status = 204});
                     heard = std::move(r);
                     changed.notify_all();
                   }};
  const simulated_channels channels{quick(here)};
  const auto order = [&](const std::string& number) {
    const auto now = std::chrono::time_point_cast<millis>(std::chrono::system_clock::now());
    const auto request = sim::test::signed_v3_request(
        "POST", "/v3/pay/transactions/native",
        R"({"appid":"wx1","mchid":"1900000109","description":"d","out_trade_no":")" + number +
            R"(","notify_url":"http://127.0.0.1:)" + std::to_string(ears.port()) +
            R"(/notify","amount":{"total":100,"currency":"CNY"}})",
        now);
    return "POST " + request.target + " HTTP/1.1\r\nHost: here\r\nAuthorization: " +
           request.authorization + "\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
  };
  raw_client client{channels.port()};
  client.send(order("number-1"));
  const auto answer = client.receive().value();
  CHECK(answer.status == 200);
  CHECK(contains(answer.head, "Wechatpay-Signature: "));
  std::unique_lock lock{guard};
  REQUIRE(changed.wait_for(lock, std::chrono::seconds{10}, [&] { return heard.has_value(); }));
  sim::face_headers headers;
  for (const auto& one : heard->headers) headers.emplace_back(one.name, one.value);
  CHECK(sim::test::is_proven_v3(headers, heard->body));
  lock.unlock();
  client.post("/outage", R"({"account":"1900000109","seconds":3600})");
  CHECK(client.receive().value().status == 200);
  client.send(order("number-2"));
  CHECK(client.is_cut());
}

TEST_CASE("nobody at the notification's address disturbs nothing") {
  const folder here;
  const simulated_channels channels{quick(here)};
  raw_client client{channels.port()};
  client.post("/gateway.do", create("k", "1.00", "http://127.0.0.1:1/"));
  REQUIRE(client.receive());
  client.post("/gateway.do", create("j", "1.00", "no address at all"));
  CHECK(client.receive().has_value());
}

TEST_CASE("simulated channels started again on their books know what was paid") {
  const folder here;
  {
    const simulated_channels channels{quick(here)};
    raw_client client{channels.port()};
    client.post("/pay/micropay", micropay("k", "1200"), "text/xml");
    REQUIRE(client.receive());
  }
  const simulated_channels again{quick(here)};
  raw_client client{again.port()};
  client.post("/pay/micropay", micropay("k", "1200"), "text/xml");
  CHECK(contains(client.receive().value().body, "ORDERPAID"));
  CHECK(sim::read_books(here.books()).at("k") == sim::key_totals{"wechat", 2, 1200, 0});
}

TEST_CASE("stopping cuts slow answers instead of waiting for them") {
  const folder here;
  auto settings = quick(here);
  settings.slow_answer = millis{60'000};
  simulated_channels channels{settings};
  raw_client client{channels.port()};
  client.post("/pay/micropay", micropay("k", "1218"), "text/xml");
  while (!sim::read_books(here.books()).contains("k")) std::this_thread::yield();
  channels.stop();
  CHECK(client.is_cut());
}

TEST_CASE("simulated channels that cannot start say why") {
  const folder here;
  const simulated_channels first{quick(here)};
  CHECK_THROWS_AS(simulated_channels{quick(here)}, std::runtime_error);  // the books are in use
  const folder elsewhere;
  auto settings = quick(elsewhere);
  settings.listen = "127.0.0.1:" + std::to_string(first.port());
  CHECK_THROWS_AS(simulated_channels{settings}, std::runtime_error);
}

}  // namespace sluice::simulated_channels_test
