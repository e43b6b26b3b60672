#include "adapters/channels/notification_listener.hpp"

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "adapters/channels/form.hpp"
#include "adapters/http/http_client.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::notification_listener_test {
namespace {

named_texts paid_fields() {
  return {{"app_id", "2014"},
          {"out_trade_no", "K1"},
          {"trade_status", "TRADE_SUCCESS"},
          {"total_amount", "12.50"}};
}
const std::string& paid_form() {
  static const auto form = signed_form(paid_fields());
  return form;
}

class set_clock final : public clock_port {
 public:
  instant now() override { return at; }
  instant machine_time() override { return at; }
  std::atomic<instant> at{};
};

class listens final : public observer {
 public:
  void tell(const note& n) override {
    if (n.event == "notification_not_proven") ++alarms;
  }
  std::atomic<int> alarms = 0;
};

/// The pool's threads hand over: the listener, and then the pool, is gone before what they fill.
struct fixture {
  http_client client;
  set_clock clock;
  std::shared_ptr<listens> told = std::make_shared<listens>();
  std::vector<channel_notification> news{};
  std::vector<std::string> foreign{};
  signing_pool pool{{.threads = 2}};
  notification_listener listener;

  explicit fixture(std::function<void(notification_listener::acknowledge)> reacts)
      : listener(
            "127.0.0.1:0",
            {{channel_id("ali"), listened("alipay")},
             {channel_id("wx"), listened("wechat_v2")},
             {channel_id("far"), listened("alipay", "192.0.2.0/24")},
             {channel_id("near"), listened("alipay", "127.0.0.0/8")}},
            [this,
             reacts](notification_listener::news one, notification_listener::acknowledge ack) {
              news.push_back(std::get<channel_notification>(std::move(one)));
              reacts(std::move(ack));
            },
            clock, {}, told,
            [this](const channel_id& channel, const std::string& address) {
              foreign.push_back(channel.value() + ' ' + address);
            }) {}

  notification_listener::listened listened(const char* dialect_name, const char* from = nullptr) {
    notification_listener::listened out{
        dialect_of(dialect_name, whole_account(dialect_name)), pool.open_share(), {}};
    if (from != nullptr) out.comes_from.push_back(network::read(from).value());
    return out;
  }

  http_response post(const std::string& path, const std::string& body,
                     const char* method = "POST") {
    std::promise<http_response> answer;
    client.start({.base_url = "http://127.0.0.1:" + std::to_string(listener.port()),
                  .request = {.method = method, .target = path, .body = body}},
                 [&](http_result result) { answer.set_value(std::move(result.response)); });
    return answer.get_future().get();
  }
};

void say_durable(const notification_listener::acknowledge& ack) { ack(true); }

}  // namespace

TEST_CASE("a notification is acknowledged in the channel's own word once it is durable") {
  fixture f(say_durable);
  const auto answer = f.post("/notify/ali", paid_form());
  CHECK(answer.status == 200);
  CHECK(answer.body == "success");
  REQUIRE(f.news.size() == 1);
  CHECK(f.news[0].channel == channel_id("ali"));
  CHECK(f.news[0].key == channel_key("K1"));
  CHECK(f.news[0].found == order::finding::paid);
  CHECK(f.post("/notify/ali?x=1", paid_form()).status == 200);
}

TEST_CASE("what comes from a foreign address is told, and believed by its signature alone") {
  fixture f(say_durable);
  CHECK(f.post("/notify/ali", paid_form()).status == 200);
  CHECK(f.post("/notify/near", paid_form()).status == 200);
  CHECK(f.foreign.empty());
  CHECK(f.post("/notify/far", paid_form()).status == 200);
  CHECK(f.news.size() == 3);
  CHECK(f.post("/notify/far", "nonsense").status == 400);
  CHECK(f.foreign == std::vector<std::string>{"far 127.0.0.1", "far 127.0.0.1"});
}

TEST_CASE("a notification that is not durable must come again") {
  fixture f([](const notification_listener::acknowledge& ack) { ack(false); });
  const auto answer = f.post("/notify/ali", paid_form());
  CHECK(answer.status == 500);
  CHECK(answer.body.find("success") == std::string::npos);
}

TEST_CASE("an acknowledgement that is dropped counts as no") {
  fixture f([](const notification_listener::acknowledge&) {});
  CHECK(f.post("/notify/ali", paid_form()).status == 500);
}

TEST_CASE("of several acknowledgements the first counts, from any thread") {
  fixture f([](notification_listener::acknowledge ack) {
    std::thread([ack = std::move(ack)] {
      ack(true);
      ack(false);
    }).join();
  });
  CHECK(f.post("/notify/ali", paid_form()).body == "success");
}

TEST_CASE("what is not a channel's notification does not reach the engine") {
  fixture f(say_durable);
  CHECK(f.post("/notify/nobody", paid_form()).status == 404);
  CHECK(f.post("/notify/", paid_form()).status == 404);
  CHECK(f.post("/", paid_form()).status == 404);
  CHECK(f.post("/notify/ali", "", "GET").status == 405);
  CHECK(f.post("/notify/ali", "%%%").status == 400);
  CHECK(f.post("/notify/ali", "").status == 400);
  CHECK(f.post("/notify/wx", paid_form()).status == 400);
  CHECK(f.news.empty());
}

TEST_CASE("what is not proven to be the channel's is refused, and told once a minute") {
  fixture f(say_durable);
  const auto forged = form_encode(signed_fields(paid_fields(), strange_pair().signs));
  CHECK(f.post("/notify/ali", form_encode(paid_fields())).status == 401);
  CHECK(f.told->alarms == 1);
  CHECK(f.post("/notify/ali", forged).status == 401);
  CHECK(f.told->alarms == 1);
  f.clock.at = instant{std::chrono::minutes{1}};
  CHECK(f.post("/notify/ali", forged).status == 401);
  CHECK(f.told->alarms == 2);
  CHECK(f.news.empty());
}

TEST_CASE("a notification of another account is refused without an alarm") {
  fixture f(say_durable);
  auto fields = paid_fields();
  fields[0].second = "2015";
  CHECK(f.post("/notify/ali", signed_form(fields)).status == 400);
  CHECK(f.told->alarms == 0);
  CHECK(f.news.empty());
}

TEST_CASE("the address of a channel's notifications is made of ours and its id") {
  CHECK(notify_url("http://10.0.0.5:7070", channel_id("ali")) == "http://10.0.0.5:7070/notify/ali");
}

}  // namespace sluice::test::notification_listener_test
