// With a real server, and real time: the time-out of a try is an option.

#include "adapters/webhooks/webhook_sender.hpp"

#include <future>
#include <mutex>
#include <optional>

#include "adapters/http/http_server.hpp"
#include "adapters/webhooks/body.hpp"
#include "tests/adapters/webhooks/message.hpp"
#include "tests/catch.hpp"

namespace sluice::test::webhook_sender_test {
using namespace sluice::webhooks;
using webhook::outcome;

namespace {

constexpr instant now{millis{1'767'323'045'678}};

class still_clock final : public clock_port {
 public:
  instant now() override { return {}; }
  instant machine_time() override { return webhook_sender_test::now; }
};

class noted final : public observer {
 public:
  void tell(const note& n) override {
    const std::lock_guard lock(mutex_);
    std::string line(n.event);
    for (const auto& [name, value] : n.fields) line += ' ' + std::string(name) + '=' + value;
    lines_.push_back(line);
  }
  [[nodiscard]] std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;  // guarded by mutex_
};

/// Answers everything in one way, and remembers the last request.
class receiver {
 public:
  explicit receiver(std::optional<http_response> always)
      : always_(std::move(always)),
        server_("127.0.0.1:0", [this](http_request asked, http_server::respond answer) {
          {
            const std::lock_guard lock(mutex_);
            ++count_;
            last_ = std::move(asked);
          }
          answer(always_);
        }) {}

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(server_.port()) + "/hook?to=m1";
  }
  [[nodiscard]] http_request last() {
    const std::lock_guard lock(mutex_);
    return last_;
  }
  [[nodiscard]] int count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  std::optional<http_response> always_;
  std::mutex mutex_;
  http_request last_;  // guarded by mutex_
  int count_ = 0;      // guarded by mutex_
  http_server server_;
};

signing_key shared_key() {
  return std::get<signing_key>(
      signing_key::from_text(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
}

struct sending {
  explicit sending(const std::string& url, bool allow_private = true, millis timeout = millis{5000})
      : sender(
            {.endpoints = {{.id = {merchant_id{"m1"}, "shop"}, .url = url, .keys = {shared_key()}}},
             .allow_private_addresses = allow_private,
             .timeout = timeout},
            std::make_shared<still_clock>(), told) {}

  webhook::answer send(webhook_message what = paid_message()) {
    auto promise = std::make_shared<std::promise<webhook::answer>>();
    auto heard = promise->get_future();
    sender.send(std::move(what), [promise](webhook::answer a) { promise->set_value(a); });
    REQUIRE(heard.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
    return heard.get();
  }

  std::shared_ptr<noted> told = std::make_shared<noted>();
  webhook_sender sender;
};

webhook::answer answer_to(http_response always) {
  receiver there(std::move(always));
  return sending(there.url()).send();
}

}  // namespace

TEST_CASE("a delivery is the body, signed for this moment, at the endpoint's own address") {
  receiver there(http_response{.status = 204});
  sending ours(there.url());
  CHECK(ours.send().what == outcome::taken);
  const auto asked = there.last();
  CHECK(asked.method == "POST");
  CHECK(asked.target == "/hook?to=m1");
  CHECK(asked.headers.find("content-type") == "application/json");
  CHECK(asked.body == body_of(paid_message()));
  const auto id = delivery_id({}, 0, 57, {merchant_id{"m1"}, "shop"});
  for (const auto& header : signed_headers(id, now, asked.body, {shared_key()}))
    CHECK(asked.headers.find(header.name) == header.value);
}

TEST_CASE("each try of a delivery has the same id and body") {
  receiver there(http_response{.status = 500});
  sending ours(there.url());
  CHECK(ours.send().what == outcome::refused);
  const auto first = there.last();
  CHECK(ours.send().what == outcome::refused);
  CHECK(there.count() == 2);
  CHECK(there.last().headers.find("webhook-id") == first.headers.find("webhook-id"));
  CHECK(there.last().body == first.body);
  auto next = paid_message();
  ++next.position;
  CHECK(ours.send(next).what == outcome::refused);
  CHECK(there.last().headers.find("webhook-id") != first.headers.find("webhook-id"));
}

TEST_CASE("only 2xx is success") {
  CHECK(answer_to({.status = 200}).what == outcome::taken);
  CHECK(answer_to({.status = 202, .headers = {}, .body = "thanks"}).what == outcome::taken);
  CHECK(answer_to({.status = 500}).what == outcome::refused);
  CHECK(answer_to({.status = 404}).what == outcome::refused);
  CHECK(answer_to({.status = 410}).what == outcome::gone);
  CHECK(answer_to({.status = 429}).what == outcome::too_busy);
  CHECK(answer_to({.status = 503}).what == outcome::too_busy);
}

TEST_CASE("a redirect is a refusal, and nobody goes where it leads") {
  receiver elsewhere(http_response{.status = 200});
  receiver there(
      http_response{.status = 301, .headers = {{"Location", elsewhere.url()}}, .body = {}});
  CHECK(sending(there.url()).send().what == outcome::refused);
  CHECK(elsewhere.count() == 0);
}

TEST_CASE("Retry-After is handed on, in seconds or as a date, with any status") {
  const auto after = [](int status, const std::string& value) {
    return answer_to({.status = status, .headers = {{"Retry-After", value}}, .body = {}})
        .retry_after;
  };
  CHECK(after(429, "120") == millis{120'000});
  CHECK(after(500, "Fri, 02 Jan 2026 03:05:05 GMT") == millis{59'322});
  CHECK(after(429, "when you like") == std::nullopt);
  CHECK(answer_to({.status = 429}).retry_after == std::nullopt);
}

TEST_CASE("of an answer that does not end only the status is read") {
  const std::string much(10U << 20, 'x');
  CHECK(answer_to({.status = 200, .headers = {}, .body = much}).what == outcome::taken);
  CHECK(answer_to({.status = 500, .headers = {}, .body = much}).what == outcome::refused);
}

TEST_CASE("who hangs up, or is not there, is silent") {
  receiver hangs_up(std::nullopt);
  CHECK(sending(hangs_up.url()).send().what == outcome::silent);
  std::string nowhere;
  {
    const receiver gone(http_response{});
    nowhere = gone.url();
  }
  CHECK(sending(nowhere).send().what == outcome::silent);
  CHECK(sending("http://no-such-host.invalid/").send().what == outcome::silent);
}

TEST_CASE("who never answers is silent when the time is up") {
  std::mutex mutex;
  std::vector<http_server::respond> open;
  http_server server("127.0.0.1:0", [&](const http_request&, http_server::respond answer) {
    const std::lock_guard lock(mutex);
    open.push_back(std::move(answer));
  });
  sending ours("http://127.0.0.1:" + std::to_string(server.port()), true, millis{150});
  CHECK(ours.send().what == outcome::silent);
  const std::lock_guard lock(mutex);
  for (auto& answer : open) answer(std::nullopt);
}

TEST_CASE("an endpoint that the configuration does not have is silent at once") {
  receiver there(http_response{.status = 200});
  sending ours(there.url());
  auto what = paid_message();
  what.to.name = "left";
  CHECK(ours.send(what).what == outcome::silent);
  CHECK(there.count() == 0);
}

TEST_CASE("where only public addresses are allowed nothing is sent to this machine") {
  receiver there(http_response{.status = 200});
  sending ours(there.url(), false);
  CHECK(ours.send().what == outcome::silent);
  CHECK(ours.send().what == outcome::silent);
  CHECK(there.count() == 0);
  CHECK(ours.told->lines() ==
        std::vector<std::string>{
            "webhook_address_refused endpoint=m1/shop address=127.0.0.1"});  // and not twice
}

TEST_CASE("after the end every endpoint is silent") {
  receiver there(http_response{.status = 200});
  sending ours(there.url());
  ours.sender.stop();
  CHECK(ours.send().what == outcome::silent);
}

}  // namespace sluice::test::webhook_sender_test
