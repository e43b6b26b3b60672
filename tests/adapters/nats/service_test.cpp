#include "adapters/nats/service.hpp"

#include <google/protobuf/descriptor.pb.h>

#include <array>
#include <atomic>
#include <future>
#include <nlohmann/json.hpp>

#include "adapters/api/v1/api.pb.h"
#include "adapters/nats/message.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using nlohmann::json;
using testing::create;
using testing::soon;
using testing::stage;

std::string create_numbered(const std::string& number) {
  auto body = json::parse(create);
  body["order_no"] = number;
  return body.dump();
}

void check_refused(const response& r, std::string_view code, std::string_view number,
                   std::string_view retryable = "false") {
  CAPTURE(r.body);
  CHECK(r.is_error());
  CHECK(r.with.at("Pay-Error-Reason") == code);
  CHECK(r.with.at("Nats-Service-Error-Code") == number);
  CHECK(r.with.at("Pay-Retryable") == retryable);
  CHECK_FALSE(r.with.at("Nats-Service-Error").empty());
  CHECK(json::parse(r.body)["error"]["code"] == code);
}

}  // namespace

TEST_CASE("a create is handed to the engine and its answer comes back as JSON") {
  stage s;
  const auto r =
      s.get("pay.order.create", create,
            {{"Nats-Msg-Id", "cmd-1"},
             {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}});
  CHECK_FALSE(r.is_error());
  CHECK(r.with.at("Content-Type") == "application/json");
  CHECK(r.with.at("traceparent").starts_with("00-4bf9"));
  CHECK(json::parse(r.body)["state"] == "paid");
  CHECK(r.body.find('\n') == std::string::npos);
  const auto asked = s.engine.last();
  CHECK(std::get<create_order>(asked.ask).amount == money{1250, currency::cny});
  CHECK(asked.id == command_id("cmd-1"));
  CHECK(asked.from.is_nobody());
  CHECK(asked.traceparent == r.with.at("traceparent"));
}

TEST_CASE("each queue group hears each request, and a service that moves is heard in its new one") {
  const testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  testing::made_up_engine one, other;
  const auto start = [&](testing::made_up_engine& engine, const std::string& group) {
    auto started = service::start(
        testing::connected(server, notes), {.queue_group = group},
        [&engine](request r) { engine.submit(std::move(r)); }, notes);
    return std::get<std::unique_ptr<service>>(std::move(started));
  };
  const auto first = start(one, "q-1");
  const auto second = start(other, "q-1");
  client asks(testing::connected(server, notes));
  const auto ask_ten_times = [&] {
    for (int i = 0; i < 10; ++i)
      static_cast<void>(asks.ask("pay.order.create", create, {}, millis{5000}));
  };
  ask_ten_times();
  CHECK(one.count() + other.count() == 10);
  CHECK_FALSE(second->move_to("q-2", millis{5000}).has_value());
  const auto before = one.count(), others_before = other.count();
  ask_ten_times();
  CHECK(soon([&] { return one.count() == before + 10 && other.count() == others_before + 10; }));
}

TEST_CASE("what is another engine's is left alone, and what is in doubt is refused") {
  const testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  testing::made_up_engine engine;
  std::atomic<turn> whose{turn::unsure};
  auto started = service::start(
      testing::connected(server, notes), {.whose_turn = [&] { return whose.load(); }},
      [&engine](request r) { engine.submit(std::move(r)); }, notes);
  const auto served = std::get<std::unique_ptr<service>>(std::move(started));
  client asks(testing::connected(server, notes));
  const auto doubted = asks.ask("pay.order.create", create, {}, millis{5000});
  check_refused(std::get<response>(doubted), "unavailable", "503", "true");
  CHECK(soon([&] { return notes->has("requests_refused_in_doubt"); }));
  whose = turn::anothers;
  for (const auto* subject : {"pay.order.create", "pay.help", "pay.order.creat"})
    CHECK(std::holds_alternative<request_failure>(asks.ask(subject, "oops", {}, millis{200})));
  CHECK(soon([&] { return notes->has("requests_left_to_owner"); }));
  CHECK(engine.count() == 0);
}

TEST_CASE("a traceparent that cannot be one is not sent back") {
  stage s;
  const auto r = s.get("pay.order.create", create, {{"traceparent", std::string(60'000, 'x')}});
  CHECK_FALSE(r.is_error());
  CHECK_FALSE(r.with.contains("traceparent"));
  CHECK(s.engine.last().traceparent.empty());
}

namespace {

/// Writes protocol by itself: no client library sends such headers.
void publish_raw(const testing::nats_server& server, const std::string& headers) {
  const int to = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(server.port());
  REQUIRE(::connect(to, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  const auto text =
      "CONNECT {\"verbose\":false,\"headers\":true}\r\nHPUB pay.order.create raw.inbox " +
      std::to_string(headers.size()) + ' ' + std::to_string(headers.size() + create.size()) +
      "\r\n" + headers + create + "\r\nPING\r\n";
  REQUIRE(::send(to, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
  std::string heard;
  std::array<char, 4096> some{};
  while (heard.find("PONG") == std::string::npos) {
    const auto got = ::recv(to, some.data(), some.size(), 0);
    REQUIRE(got > 0);
    heard.append(some.data(), static_cast<std::size_t>(got));
  }
  ::close(to);
}

}  // namespace

TEST_CASE("a header that is given twice is none of its values") {
  stage s;
  natsSubscription* raw = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&raw, s.through->handle(), "raw.inbox") == NATS_OK);
  REQUIRE(s.through->flush(millis{2000}));
  const auto reason_of = [&](const std::string& lines) {
    publish_raw(s.server, "NATS/1.0\r\n" + lines + "\r\n");
    natsMsg* answer = nullptr;
    REQUIRE(natsSubscription_NextMsg(&answer, raw, 5000) == NATS_OK);
    const message_ptr held(answer);
    return header(*answer, "Pay-Error-Reason");
  };
  const std::string trace =
      "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
  CHECK(reason_of("Nats-Msg-Id: a\r\nNats-Msg-Id: b\r\n") == "command_id_invalid");
  CHECK(reason_of("Content-Type: application/json\r\nContent-Type: text/xml\r\n") ==
        "content_type_unknown");
  CHECK(reason_of("Nats-Msg-Id a\r\n") == "content_type_unknown");  // no colon: unreadable
  CHECK(reason_of("Nats-Msg-Id: a\r\nnats-msg-id: b\r\n") == "command_id_invalid");
  CHECK(s.engine.count() == 0);
  CHECK(reason_of("nats-msg-id: small\r\n").empty());
  CHECK(s.engine.last().id == command_id("small"));
  CHECK(reason_of(trace + trace).empty());
  CHECK(s.engine.last().traceparent.empty());
  CHECK(reason_of(trace).empty());
  CHECK_FALSE(s.engine.last().traceparent.empty());
  natsSubscription_Destroy(raw);
}

TEST_CASE("Protobuf questions get Protobuf answers, whatever the case of the header") {
  stage s;
  api::v1::GetOrder question;
  question.set_merchant("m1");
  question.set_order_no("A-1");
  for (const auto* name : {"Content-Type", "content-type", "CONTENT-TYPE"}) {
    const auto r =
        s.get("pay.order.get", question.SerializeAsString(), {{name, "application/protobuf"}});
    CHECK(r.with.at("Content-Type") == "application/protobuf");
    api::v1::Order order;
    REQUIRE(order.ParseFromString(r.body));
    CHECK(order.order_no() == "A-1");
  }
  const auto refused = s.get("pay.order.get", "\x0a", {{"Content-Type", "application/protobuf"}});
  CHECK(refused.with.at("Pay-Error-Reason") == "body_not_protobuf");
  api::v1::ErrorReply error;
  REQUIRE(error.ParseFromString(refused.body));
  CHECK(error.error().code() == "body_not_protobuf");
}

TEST_CASE("refusals of form never reach the engine") {
  stage s;
  check_refused(s.get("pay.order.create", ""), "body_empty", "400");
  check_refused(s.get("pay.order.create", "oops"), "body_not_json", "400");
  check_refused(s.get("pay.order.create", create, {{"Content-Type", "text/xml"}}),
                "content_type_unknown", "400");
  check_refused(
      s.get("pay.order.create", create, {{"Nats-Msg-Id", "a b"}}), "command_id_invalid", "400");
  check_refused(
      s.get("pay.order.create", std::string(64 * 1024 + 1, ' ')), "message_too_large", "413");
  CHECK(s.engine.count() == 0);
}

TEST_CASE("a refusal of the engine is an error that NATS's service clients know") {
  stage s;
  const auto r = s.get("pay.order.get", R"({"merchant":"m1","order_no":"NONE"})");
  check_refused(r, "order_not_found", "404");
  CHECK(r.with.at("Nats-Service-Error").starts_with("no such order?at all"));
}

TEST_CASE("an unknown subject under the prefix is answered with the known ones") {
  stage s;
  for (const auto* subject : {"pay.x", "pay.order.creat", "pay.order.create.now"}) {
    const auto r = s.get(subject, create);
    check_refused(r, "subject_unknown", "404");
    CHECK(r.body.find("refund.create") != std::string::npos);
  }
}

TEST_CASE("events are not taken for requests") {
  stage s;
  for (const auto* subject : {"pay.evt", "pay.evt.order", "pay.evt.order.order_paid"}) {
    const auto result = s.ask.ask(subject, "{}", {}, millis{50});
    CHECK(std::get<request_failure>(result) == request_failure::timeout);
  }
  const auto result = s.ask.ask("pay.evt.order.order_paid.m1/A-1", "{}", {}, millis{1000});
  CHECK(std::get<request_failure>(result) == request_failure::no_responders);
}

TEST_CASE("a request without a reply subject is not executed, and is noted") {
  stage s;
  REQUIRE(s.ask.publish("pay.order.create", create, {}));
  REQUIRE(s.through->flush(millis{2000}));
  CHECK(soon([&] { return s.notes->has("reply_subject_missing"); }));
  CHECK(s.engine.count() == 0);
  const auto stats = json::parse(s.get("$SRV.STATS.sluice", "").body);
  CHECK(stats["endpoints"][0]["num_errors"] == 1);
  CHECK(stats["endpoints"][0]["last_error"] == "reply_subject_missing");
}

TEST_CASE("beyond the limit of requests in progress the service is busy, and recovers") {
  service_options options;
  options.limits.in_progress = 1;
  stage s(options);
  auto held = std::async(
      std::launch::async, [&] { return s.get("pay.order.create", create_numbered("HOLD")); });
  REQUIRE(soon([&] { return s.engine.count() == 1; }));
  check_refused(s.get("pay.order.create", create), "busy", "503", "true");
  s.engine.answer_held();
  CHECK_FALSE(held.get().is_error());
  CHECK_FALSE(s.get("pay.order.create", create).is_error());
}

TEST_CASE("what is dropped unread is counted, and told once when the burst is over") {
  stage s;
  service_options options;
  options.prefix = "slow";
  options.id = "SLOW";
  options.limits.unread_messages = 10;
  std::promise<void> taken, go_on;
  std::atomic<int> count = 0;
  auto started = service::start(
      s.at, options,
      [&](request r) {
        if (++count == 1) {
          taken.set_value();
          go_on.get_future().wait();
        }
        s.engine.submit(std::move(r));
      },
      s.notes);
  const auto serving = std::get<std::unique_ptr<service>>(std::move(started));
  const auto publish = [&] {
    REQUIRE(natsConnection_PublishRequestString(
                s.through->handle(), "slow.order.create", "inbox", create.c_str()) == NATS_OK);
  };
  publish();
  taken.get_future().wait();
  constexpr int many = 100;
  for (int i = 0; i < many; ++i) publish();
  REQUIRE(s.through->flush(millis{5000}));
  REQUIRE(s.at->flush(millis{5000}));  // nats.c has all of them, or has dropped them
  go_on.set_value();
  REQUIRE(soon([&] { return s.notes->has("requests_dropped"); }));
  const auto told = s.notes->fields_of("requests_dropped");
  // It is told after the first one; the others that were not dropped may still be on their way.
  CHECK(soon([&] { return std::stoi(told.at("requests")) + count == 1 + many; }));
  CHECK(told.at("since_start") == told.at("requests"));
  const auto stats = json::parse(s.get("$SRV.STATS.sluice.SLOW", "").body);
  CHECK(stats["metadata"]["requests_dropped"] == told.at("requests"));
  CHECK(s.notes->count("requests_dropped") == 1);
}

TEST_CASE("a flood of help is answered, if only with busy") {
  stage s;
  natsSubscription* raw = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&raw, s.through->handle(), "inbox") == NATS_OK);
  constexpr int many = 5000;
  for (int i = 0; i < many; ++i)
    REQUIRE(natsConnection_PublishRequestString(s.through->handle(), "pay.help", "inbox", "") ==
            NATS_OK);
  for (int i = 0; i < many; ++i) {
    natsMsg* answer = nullptr;
    REQUIRE(natsSubscription_NextMsg(&answer, raw, 5000) == NATS_OK);
    natsMsg_Destroy(answer);
  }
  natsSubscription_Destroy(raw);
}

TEST_CASE("a request that the engine drops is answered unavailable") {
  stage s;
  auto held = std::async(
      std::launch::async, [&] { return s.get("pay.order.create", create_numbered("HOLD")); });
  REQUIRE(soon([&] { return s.engine.count() == 1; }));
  s.engine.forget();
  check_refused(held.get(), "unavailable", "503", "true");
}

TEST_CASE("a stopping service takes nothing new and answers what it has") {
  stage s;
  auto held = std::async(
      std::launch::async, [&] { return s.get("pay.order.create", create_numbered("HOLD")); });
  REQUIRE(soon([&] { return s.engine.count() == 1; }));
  REQUIRE(s.service->stop_intake(millis{5000}));
  const auto late = s.ask.ask("pay.order.create", create, {}, millis{2000});
  CHECK(std::get<request_failure>(late) == request_failure::no_responders);
  CHECK_FALSE(s.service->finish(millis{10}));
  s.engine.answer_held();
  CHECK(s.service->finish(millis{5000}));
  CHECK(json::parse(held.get().body)["order_no"] == "HOLD");
}

TEST_CASE("an answer that comes after the service has gone does no harm") {
  stage s;
  auto asked = std::async(std::launch::async, [&] {
    return s.ask.ask("pay.order.create", create_numbered("HOLD"), {}, millis{5000});
  });
  REQUIRE(soon([&] { return s.engine.count() == 1; }));
  s.service.reset();
  s.engine.answer_held();
  CHECK(std::holds_alternative<response>(asked.get()));
}

TEST_CASE("help and schema are answered without the engine") {
  stage s;
  CHECK(json::parse(s.get("pay.help", "").body)["endpoints"].size() == api::endpoints().size());
  const auto text = s.get("pay.schema.get", "");
  CHECK(text.with.at("Content-Type") == "text/plain; charset=utf-8");
  CHECK(text.body.find("message CreateOrder {") != std::string::npos);
  const auto set = s.get("pay.schema.get", "", {{"Content-Type", "application/protobuf"}});
  google::protobuf::FileDescriptorSet files;
  REQUIRE(files.ParseFromString(set.body));
  CHECK(files.file(0).package() == "sluice.api.v1");
  CHECK(s.engine.count() == 0);
}

TEST_CASE("another prefix moves every subject") {
  service_options options;
  options.prefix = "acme.pay";
  stage s(options);
  CHECK_FALSE(s.get("acme.pay.order.create", create).is_error());
  CHECK(s.get("acme.pay.nothing", "").body.find("acme.pay.help") != std::string::npos);
  const auto elsewhere = s.ask.ask("pay.order.create", create, {}, millis{1000});
  CHECK(std::get<request_failure>(elsewhere) == request_failure::no_responders);
}

TEST_CASE("two services share the requests as one queue group") {
  stage s;
  testing::made_up_engine other_engine;
  auto other =
      service::start(s.at, {}, [&](request r) { other_engine.submit(std::move(r)); }, s.notes);
  REQUIRE(std::holds_alternative<std::unique_ptr<service>>(other));
  for (int i = 0; i < 50; ++i) CHECK_FALSE(s.get("pay.order.create", create).is_error());
  CHECK(s.engine.count() + other_engine.count() == 50);
}

TEST_CASE("the service is there again after the server was restarted") {
  stage s;
  s.server.stop();
  REQUIRE(soon([&] { return s.notes->has("nats_disconnected"); }));
  s.server.start();
  REQUIRE(soon([&] { return s.at->is_connected() && s.through->is_connected(); }));
  REQUIRE(s.at->flush(millis{5000}));
  CHECK_FALSE(s.get("pay.order.create", create).is_error());
  CHECK(s.at->reconnects() == 1);
}

}  // namespace sluice::nats
