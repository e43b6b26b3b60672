#include "adapters/channels/http_channel.hpp"

#include <future>
#include <stdexcept>

#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/http/raw_server.hpp"
#include "tests/catch.hpp"

namespace sluice::test::http_channel_test {
namespace {

class no_chance final : public random_port {
 public:
  std::uint64_t next() override { return 7; }
};

class still_clock final : public clock_port {
 public:
  instant now() override { return {}; }
  instant machine_time() override { return {}; }
};

/// The pool is gone before what its work looks at.
struct fixture {
  raw_server server;
  no_chance chance;
  still_clock clock;
  http_client client;
  signing_pool pool{{.threads = 2}};
  explicit fixture(raw_server::script script) : server(std::move(script)) {}

  http_channel channel(std::shared_ptr<const dialect> speaks, const std::string& spare = {}) {
    return {{.base_url = server.url(), .spare_url = spare},
            std::move(speaks),
            {.client = client, .chance = chance, .clock = clock},
            pool.open_share()};
  }
  static channel_answer ask(http_channel& by, const channel_call& call) {
    std::promise<channel_answer> answer;
    by.start(call, [&](channel_answer said) { answer.set_value(std::move(said)); });
    return answer.get_future().get();
  }
  channel_answer ask(const char* dialect_name, const channel_call& call) {
    auto by = channel(dialect_of(dialect_name, whole_account(dialect_name)));
    return ask(by, call);
  }
};

class test_dialect : public dialect {
 public:
  channel_answer understand(const channel_call& call, const http_result&, instant) const override {
    return unknown_answer(call, order::source::pay_answer, "never");
  }
  heard_notice hear(const http_request&, instant) const override {
    return notice_refusal::unreadable;
  }
  http_response acknowledgement() const override { return {}; }
};

class broken_dialect final : public test_dialect {
 public:
  assembled assemble(const channel_call&, const moment&) const override {
    throw std::runtime_error("134567890123456789");
  }
};

/// The payer's browser goes, and nobody is called.
class browser_dialect final : public test_dialect {
 public:
  assembled assemble(const channel_call&, const moment&) const override {
    return payer_action{.kind = payer_action_kind::open_page, .content = "https://pay/1"};
  }
};

}  // namespace

TEST_CASE("a channel sends its dialect's request and reads the answer by it") {
  fixture f([](const std::string& request, int) {
    const bool micropay = request.rfind("POST /pay/micropay ", 0) == 0;
    return reaction{http_answer(
        micropay
            ? signed_xml("<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code>"
                         "<appid>wx1</appid><mch_id>100</mch_id><out_trade_no>K1</out_trade_no>"
                         "<total_fee>1250</total_fee></xml>")
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
  auto channel = f.channel(std::make_shared<broken_dialect>());
  const auto said = attempt_in(fixture::ask(channel, call_of(operation::pay)));
  CHECK(said.found == order::finding::not_sent);
  CHECK(said.code == "not_assembled");
  CHECK(f.server.requests() == 0);
}

TEST_CASE("what the payer's browser does itself is handed to him, and nobody is called") {
  fixture f([](const std::string&, int) { return reaction{http_answer("x")}; });
  auto channel = f.channel(std::make_shared<browser_dialect>());
  const auto said = attempt_in(fixture::ask(channel, call_of(operation::pay)));
  CHECK(said.found == order::finding::payer_paying);
  REQUIRE(said.action);
  CHECK(said.action->content == "https://pay/1");
  CHECK(f.server.requests() == 0);
}

TEST_CASE("the spare way is taken only for what surely was not sent") {
  fixture f([](const std::string&, int) { return reaction{http_answer("no")}; });
  raw_server main([](const std::string&, int) { return reaction{"", reaction::then::cut}; });
  const auto speaks =
      std::shared_ptr<const dialect>(dialect_of("wechat_v2", whole_account("wechat_v2")));
  http_channel channel(
      {.base_url = main.url(), .spare_url = f.server.url()}, speaks,
      {.client = f.client, .chance = f.chance, .clock = f.clock}, f.pool.open_share());
  CHECK(attempt_in(fixture::ask(channel, call_of(operation::pay))).code == "cut_off");
  CHECK(refund_in(fixture::ask(channel, call_of(operation::refund))).code == "cut_off");
  CHECK(f.server.requests() == 0);
  CHECK(attempt_in(fixture::ask(channel, call_of(operation::query))).code == "unreadable");
  CHECK(f.server.requests() == 1);
  main.stop_listening();
  CHECK(attempt_in(fixture::ask(channel, call_of(operation::pay))).code == "unreadable");
  CHECK(f.server.requests() == 2);
}

namespace {

/// For operations that no dialect of this file has.
class plain_dialect final : public test_dialect {
 public:
  assembled assemble(const channel_call&, const moment&) const override {
    return http_request{.target = "/", .body = "x"};
  }
  channel_answer understand(const channel_call& call, const http_result& result,
                            instant) const override {
    return unknown_answer(call, order::source::pay_answer, std::string(name_of(result.kind)));
  }
};

}  // namespace

TEST_CASE("a payer's code is never sent a second way") {
  fixture f([](const std::string&, int) { return reaction{http_answer("no")}; });
  raw_server main([](const std::string&, int) { return reaction{"", reaction::then::cut}; });
  http_channel channel(
      {.base_url = main.url(), .spare_url = f.server.url()}, std::make_shared<plain_dialect>(),
      {.client = f.client, .chance = f.chance, .clock = f.clock}, f.pool.open_share());
  CHECK(attempt_in(fixture::ask(channel, call_of(operation::confirm))).code == "cut_off");
  CHECK(main.requests() == 1);
  CHECK(f.server.requests() == 0);
}

TEST_CASE("a stopped client cuts the call off: doubt") {
  std::promise<void> arrived;
  fixture f([&](const std::string&, int) {
    arrived.set_value();
    return reaction{"", reaction::then::hang};
  });
  auto channel = f.channel(dialect_of("alipay", whole_account("alipay")));
  std::promise<channel_answer> answer;
  channel.start(
      call_of(operation::pay), [&](channel_answer said) { answer.set_value(std::move(said)); });
  arrived.get_future().wait();
  f.client.stop();
  const auto report = attempt_in(answer.get_future().get());
  CHECK(report.found == order::finding::unknown);
  CHECK(report.code == "stopped");
}

}  // namespace sluice::test::http_channel_test
