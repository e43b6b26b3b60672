#include "adapters/channels/notification_listener.hpp"

#include <future>
#include <thread>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/form.hpp"
#include "adapters/http/http_client.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

const std::string paid_form =
    form_encode({{"app_id", "2014"},
                 {"out_trade_no", "K1"},
                 {"trade_status", "TRADE_SUCCESS"},
                 {"total_amount", "12.50"}});

struct fixture {
  http_client client;
  std::vector<channel_notification> heard{};
  notification_listener listener;

  explicit fixture(std::function<void(notification_listener::acknowledge)> reacts)
      : listener("127.0.0.1:0",
                 {{channel_id("ali"), make_dialect("alipay", {.app_id = "2014"})},
                  {channel_id("wx"), make_dialect("wechat_v2", {})}},
                 [this, reacts](channel_notification news, notification_listener::acknowledge ack) {
                   heard.push_back(std::move(news));
                   reacts(std::move(ack));
                 }) {}

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
  const auto answer = f.post("/notify/ali", paid_form);
  CHECK(answer.status == 200);
  CHECK(answer.body == "success");
  REQUIRE(f.heard.size() == 1);
  CHECK(f.heard[0].channel == channel_id("ali"));
  CHECK(f.heard[0].key == channel_key("K1"));
  CHECK(f.heard[0].found == order::finding::paid);
  CHECK(f.post("/notify/ali?x=1", paid_form).status == 200);
}

TEST_CASE("a notification that is not durable must come again") {
  fixture f([](const notification_listener::acknowledge& ack) { ack(false); });
  const auto answer = f.post("/notify/ali", paid_form);
  CHECK(answer.status == 500);
  CHECK(answer.body.find("success") == std::string::npos);
}

TEST_CASE("an acknowledgement that is dropped counts as no") {
  fixture f([](const notification_listener::acknowledge&) {});
  CHECK(f.post("/notify/ali", paid_form).status == 500);
}

TEST_CASE("of several acknowledgements the first counts, from any thread") {
  fixture f([](notification_listener::acknowledge ack) {
    std::thread([ack = std::move(ack)] {
      ack(true);
      ack(false);
    }).join();
  });
  CHECK(f.post("/notify/ali", paid_form).body == "success");
}

TEST_CASE("what is not a channel's notification does not reach the engine") {
  fixture f(say_durable);
  CHECK(f.post("/notify/nobody", paid_form).status == 404);
  CHECK(f.post("/notify/", paid_form).status == 404);
  CHECK(f.post("/", paid_form).status == 404);
  CHECK(f.post("/notify/ali", "", "GET").status == 405);
  CHECK(f.post("/notify/ali", "%%%").status == 400);
  CHECK(f.post("/notify/ali", "").status == 400);
  CHECK(f.post("/notify/wx", paid_form).status == 400);
  CHECK(f.heard.empty());
}

TEST_CASE("the address of a channel's notifications is made of ours and its id") {
  CHECK(notify_url("http://10.0.0.5:7070", channel_id("ali")) == "http://10.0.0.5:7070/notify/ali");
}
