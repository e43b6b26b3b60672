#include "adapters/nats/events_sink.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "adapters/nats/message.hpp"
#include "adapters/nats/stream_watch.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::connected;
using testing::noted;
using testing::order_told_of;
using testing::soon;

decoded_record recorded(store::sequence position, const store::new_record& fresh) {
  store::record r;
  r.position = position;
  r.stream = order_stream(order_told_of);
  r.stream_position = 3;
  r.type = fresh.type;
  r.schema_version = fresh.schema_version;
  r.time_ms = fresh.time_ms;
  r.has_sealed_part = fresh.has_sealed_part;
  r.payload = fresh.payload;
  return decoded_record(std::move(r));
}

decoded_record paid_record(store::sequence position, std::string traceparent = {}) {
  return recorded(
      position, encode(order::event(order::order_paid{attempt_no(1)}),
                       cause{"cmd-1", std::move(traceparent)}, instant{millis{1'767'323'045'678}}));
}

decoded_record sealed_record() {
  const data_key key{data_key_id("d-1"), order_told_of.merchant, {}, secret(std::string(32, 'k'))};
  const order::order_accepted accepted{
      .order = order_told_of, .amount = {1250, currency::cny}, .description = "coffee"};
  return recorded(
      1, encode(order::event(accepted), {}, instant{}, {key, {}, order_stream(order_told_of), 3}));
}

class subscriber {
 public:
  subscriber(const connection& at, const char* subject) {
    REQUIRE(natsConnection_SubscribeSync(&raw_, at.handle(), subject) == NATS_OK);
    REQUIRE(at.flush(millis{2000}));
  }
  ~subscriber() { natsSubscription_Destroy(raw_); }
  subscriber(const subscriber&) = delete;
  subscriber& operator=(const subscriber&) = delete;

  message_ptr next() {
    natsMsg* message = nullptr;
    REQUIRE(natsSubscription_NextMsg(&message, raw_, 5000) == NATS_OK);
    return message_ptr(message);
  }

 private:
  natsSubscription* raw_ = nullptr;
};

}  // namespace

TEST_CASE("an event is published under its name with CloudEvents headers and the log's sequence") {
  const testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  const auto listening = connected(server, notes);
  subscriber events(*listening, "pay.evt.>");
  sink_options options;
  options.event.log.id = {0xab, 0xcd};
  options.event.log.begin_incarnation(7, 42);
  events_sink sink(connected(server, notes), options, notes);

  const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  REQUIRE(sink.publish(paid_record(7, trace)));
  REQUIRE(sink.flush());
  const auto m = events.next();
  CHECK(std::string(natsMsg_GetSubject(m.get())) == "pay.evt.order.order_paid.m1/A-1001");
  CHECK(header(*m, "ce-specversion") == "1.0");
  CHECK(header(*m, "ce-id") == "abcd0000000000000000000000000000-42-0-7");
  CHECK(header(*m, "ce-source") == "/sluice/abcd0000000000000000000000000000/42");
  CHECK(header(*m, "ce-type") == "sluice.order.order_paid.v1");
  CHECK(header(*m, "ce-time") == "2026-01-02T03:04:05.678Z");
  CHECK(header(*m, "ce-subject") == "m1/A-1001");
  CHECK(header(*m, "ce-datacontenttype") == "application/json");
  CHECK(header(*m, "ce-sequence") == "7");
  CHECK(header(*m, "Nats-Msg-Id") == header(*m, "ce-id"));
  CHECK(header(*m, "traceparent") == trace);
  const auto body = nlohmann::json::parse(body_of(*m));
  CHECK(body["type"] == "order_paid");
  CHECK(body["sequence"] == 7);
  CHECK(body["order_no"] == "A-1001");
}

TEST_CASE("events of two logs, or of a log that was put back, are never the same one") {
  const testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  const auto listening = connected(server, notes);
  subscriber events(*listening, "pay.evt.>");
  sink_options of_one, of_other, of_one_put_back;
  of_one.event.log.id = of_one_put_back.event.log.id = {1};
  of_other.event.log.id = {2};
  of_one_put_back.event.log.begin_incarnation(7, 42);
  std::set<std::string> ids, messages;
  for (const auto& options : {of_one, of_other, of_one_put_back}) {
    events_sink sink(connected(server, notes), options, notes);
    for (const store::sequence at : {6U, 7U}) {
      REQUIRE(sink.publish(paid_record(at)));
      const auto m = events.next();
      ids.emplace(std::string(header(*m, "ce-source")).append(header(*m, "ce-id")));
      messages.emplace(header(*m, "Nats-Msg-Id"));
    }
  }
  CHECK(ids.size() == 5);  // sequence 6 was there before the log was put back
  CHECK(messages.size() == 5);
}

TEST_CASE("events may be published as the log holds them") {
  const testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  const auto listening = connected(server, notes);
  subscriber events(*listening, "acme.evt.order.*.m1/A-1001");
  sink_options options;
  options.event.prefix = "acme";
  options.event.body = event_body::protobuf;
  events_sink sink(connected(server, notes), options, notes);
  const auto event = paid_record(1);
  REQUIRE(sink.publish(event));
  const auto m = events.next();
  CHECK(header(*m, "ce-datacontenttype") == "application/protobuf");
  CHECK(header(*m, "traceparent").empty());
  CHECK(body_of(*m) == event.record().payload);
}

TEST_CASE("of a sealed event is published what all may read, in either form") {
  const testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  const auto listening = connected(server, notes);
  subscriber events(*listening, "pay.evt.>");
  const auto event = sealed_record();
  const std::string clear(clear_part_of(event.record()));
  CHECK(clear.find("coffee") == std::string::npos);
  CHECK(clear.size() < event.record().payload.size());
  for (const auto form : {event_body::json, event_body::protobuf}) {
    sink_options options;
    options.event.body = form;
    events_sink sink(connected(server, notes), options, notes);
    REQUIRE(sink.publish(event));
    const auto body = body_of(*events.next());
    if (form == event_body::protobuf) {
      CHECK(body == clear);
    } else {
      const auto told = nlohmann::json::parse(body)["event"];
      CHECK(told["description"] == "(sealed)");
      CHECK(told["sealed"] == nlohmann::json::array({"description"}));
      CHECK(told["amount_minor"] == 1250);
    }
  }
}

TEST_CASE("an event that cannot be read is alerted and does not hold back the others") {
  const testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  events_sink sink(connected(server, notes), {}, notes);
  auto record = paid_record(1).record();
  record.payload = "\xff\xff\xff";
  const decoded_record unreadable(std::move(record));
  CHECK(sink.publish(unreadable));
  CHECK(notes->has("event_not_published"));
}

TEST_CASE("without a connection nothing is taken, and what a broken one swallowed comes again") {
  testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  const auto to = connected(server, notes);
  events_sink sink(to, {}, notes);
  REQUIRE(sink.publish(paid_record(1)));
  server.stop();
  REQUIRE(soon([&] { return notes->has("nats_disconnected"); }));
  CHECK_FALSE(sink.publish(paid_record(2)));
  CHECK_FALSE(sink.flush());
  server.start();
  REQUIRE(soon([&] { return to->is_connected(); }));
  // The first event may have died with the old server: this flush must not vouch for it.
  CHECK_FALSE(sink.flush());
  CHECK(sink.publish(paid_record(1)));
  CHECK(sink.flush());
}

TEST_CASE("no event is published where requests are heard") {
  const auto subject_of = [](const std::string& stream, const store::new_record& written) {
    const decoded_record r(
        {.position = 1,
         .stream = stream,
         .stream_position = 1,
         .type = written.type,
         .schema_version = written.schema_version,
         .payload = written.payload});
    const auto event = read_event(r, {});
    REQUIRE(event);
    return event->subject;
  };
  for (const auto& subject :
       {subject_of(
            "order/m1/A", encode(order::event(order::order_paid{attempt_no(1)}), {}, instant{})),
        subject_of("channel/wechat",
                   encode(channel::configured{.channel = channel_id("wechat"), .limits = {}}, {},
                          instant{})),
        subject_of("merchant/m1",
                   encode(merchant::configured{.merchant = merchant_id("m1")}, {}, instant{}))}) {
    INFO(subject);
    CHECK(subjects_collide("pay.evt.>", subject));
    for (const auto* heard : {"pay.*", "pay.*.*", "pay.*.*.*"})
      CHECK_FALSE(subjects_collide(heard, subject));
  }
}

}  // namespace sluice::nats
