#include "adapters/channels/http_channel.hpp"

#include <future>
#include <stdexcept>

#include "adapters/channels/dialects.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/http/raw_server.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

class no_chance final : public random_port {
 public:
  std::uint64_t next() override { return 7; }
};

struct fixture {
  raw_server server;
  no_chance chance;
  http_client client;
  explicit fixture(raw_server::script script) : server(std::move(script)) {}

  channel_answer ask(const char* dialect_name, const channel_call& call) {
    http_channel channel(server.url(), make_dialect(dialect_name, {.app_id = "a"}), client, chance);
    std::promise<channel_answer> answer;
    channel.start(call, [&](channel_answer said) { answer.set_value(std::move(said)); });
    return answer.get_future().get();
  }
};

class broken_dialect final : public dialect {
 public:
  std::optional<http_request> assemble(const channel_call&, const moment&) const override {
    throw std::runtime_error("134567890123456789");
  }
  channel_answer understand(const channel_call& call, const http_result&) const override {
    return unknown_answer(call, order::source::pay_answer, "never");
  }
  std::optional<channel_notification> parse_notification(const http_request&) const override {
    return std::nullopt;
  }
  http_response acknowledgement() const override { return {}; }
};

}  // namespace

TEST_CASE("a channel sends its dialect's request and reads the answer by it") {
  fixture f([](const std::string& request, int) {
    const bool micropay = request.rfind("POST /pay/micropay ", 0) == 0;
    return reaction{http_answer(
        micropay ? "<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code>"
                   "<out_trade_no>K1</out_trade_no><total_fee>1250</total_fee></xml>"
                 : "no")};
  });
  CHECK(attempt_in(f.ask("wechat_v2", call_of(operation::pay))).found == order::finding::paid);
  CHECK(attempt_in(f.ask("wechat_v2", call_of(operation::query))).found == order::finding::unknown);
}

TEST_CASE("a channel that does not answer in time leaves doubt") {
  fixture f([](const std::string&, int) { return reaction{"", reaction::then::hang}; });
  auto call = call_of(operation::pay);
  call.timeout = millis{100};
  const auto report = attempt_in(f.ask("alipay", call));
  CHECK(report.found == order::finding::unknown);
  CHECK(report.code == "timed_out");
}

TEST_CASE("an HTML page with status 502 leaves doubt") {
  fixture f([](const std::string&, int) {
    return reaction{http_answer("<html>Bad Gateway</html>", "502 Bad Gateway")};
  });
  CHECK(attempt_in(f.ask("alipay", call_of(operation::pay))).code == "http_502");
}

TEST_CASE("what a dialect cannot say is not sent") {
  fixture f([](const std::string&, int) { return reaction{http_answer("x")}; });
  const auto pay = attempt_in(f.ask("wechat_v2", call_of(operation::pay, business_type::payout)));
  CHECK(pay.found == order::finding::not_sent);
  CHECK(revoke_in(f.ask("wechat_v2", call_of(operation::close))).found ==
        order::revoke_finding::unknown);
  CHECK(f.server.requests() == 0);
}

TEST_CASE("a dialect that throws sends nothing and tells nothing secret") {
  fixture f([](const std::string&, int) { return reaction{http_answer("x")}; });
  http_channel channel(f.server.url(), std::make_shared<broken_dialect>(), f.client, f.chance);
  std::optional<channel_answer> said;
  channel.start(call_of(operation::pay), [&](channel_answer answer) { said = std::move(answer); });
  REQUIRE(said);
  CHECK(attempt_in(*said).found == order::finding::not_sent);
  CHECK(attempt_in(*said).code == "not_assembled");
}

TEST_CASE("a stopped client cuts the call off: doubt") {
  fixture f([](const std::string&, int) { return reaction{"", reaction::then::hang}; });
  http_channel channel(f.server.url(), make_dialect("alipay", {}), f.client, f.chance);
  std::promise<channel_answer> answer;
  channel.start(
      call_of(operation::pay), [&](channel_answer said) { answer.set_value(std::move(said)); });
  f.client.stop();
  const auto report = attempt_in(answer.get_future().get());
  CHECK(report.found == order::finding::unknown);
  CHECK(report.code == "stopped");
}
