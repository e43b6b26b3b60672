// What becomes of events that the server does not take: refused, too large, or not stored by the
// stream that takes them in.

#include <nlohmann/json.hpp>

#include "adapters/nats/events_sink.hpp"
#include "events/stream_name.hpp"
#include "tests/adapters/nats/file.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::connected;
using testing::noted;
using testing::order_told_of;
using testing::soon;
using json = nlohmann::json;

decoded_record accepted_record(store::sequence position, const std::string& description = {}) {
  const auto fresh = encode(
      order::event(order::order_accepted{.order = order_told_of,
                                         .amount = {1200, currency::cny},
                                         .description = description,
                                         .route = {channel_id{"wechat"}}}),
      cause{}, instant{millis{1'767'323'045'678}});
  return decoded_record(
      {.position = position,
       .stream = order_stream(order_told_of),
       .stream_position = 1,
       .type = fresh.type,
       .schema_version = fresh.schema_version,
       .time_ms = fresh.time_ms,
       .payload = fresh.payload});
}

sink_options impatient() {
  return {.flush_limit = millis{1000}, .streams_limit = millis{500}, .look_again = millis{0}};
}

/// A user "eng" who may publish on these subjects, and "all".
std::string permissions(const std::string& allowed) {
  return "authorization { users = [\n"
         " {user: eng, password: p, permissions: {subscribe: [\">\"], publish: {allow: "
         "[\"_INBOX.>\"" +
         allowed +
         "]}}}\n"
         " {user: all, password: p, permissions: {subscribe: [\">\"], publish: [\">\"]}} ] }\n";
}

std::shared_ptr<connection> connected_as(const std::string& user, const testing::nats_server& to,
                                         std::shared_ptr<observer> tells) {
  connection_options options{.url = to.url(), .user = user, .password = secret{"p"}};
  return connected(options, std::move(tells));
}

class listener {
 public:
  listener(const connection& at, const char* subject) {
    REQUIRE(natsConnection_SubscribeSync(&raw_, at.handle(), subject) == NATS_OK);
    REQUIRE(at.flush(millis{2000}));
  }
  ~listener() { natsSubscription_Destroy(raw_); }
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  /// Nothing: none came within a moment.
  message_ptr next(std::int64_t limit_ms = 2000) {
    natsMsg* message = nullptr;
    if (natsSubscription_NextMsg(&message, raw_, limit_ms) != NATS_OK) return {};
    return message_ptr(message);
  }

 private:
  natsSubscription* raw_ = nullptr;
};

/// With JetStream; streams are made by hand, as an operator would.
class one_stream_server {
 public:
  one_stream_server() : folder_("js"), server_({"-js", "-sd", folder_.path()}) {}

  void set_stream(const std::string& verb, json more) {
    json config = {{"name", "P"},           {"subjects", {"pay.evt.>"}}, {"storage", "memory"},
                   {"retention", "limits"}, {"discard", "new"},          {"num_replicas", 1}};
    config.update(more);
    order(verb, config.dump());
  }
  void delete_stream() { order("DELETE", ""); }
  std::uint64_t stored() {
    client ask(connected(server_, notes_));
    const auto answer = std::get<response>(ask.ask("$JS.API.STREAM.INFO.P", "", {}, millis{5000}));
    return json::parse(answer.body)["state"]["messages"];
  }
  [[nodiscard]] const testing::nats_server& server() const { return server_; }

 private:
  void order(const std::string& verb, const std::string& body) {
    client ask(connected(server_, notes_));
    const auto answer =
        std::get<response>(ask.ask("$JS.API.STREAM." + verb + ".P", body, {}, millis{5000}));
    INFO(answer.body);
    REQUIRE_FALSE(json::parse(answer.body).contains("error"));
  }

  testing::folder folder_;
  testing::nats_server server_;
  std::shared_ptr<noted> notes_ = std::make_shared<noted>();
};

}  // namespace

TEST_CASE("events that the server refuses have not arrived; they do once it takes them") {
  testing::file configuration("nats.conf", permissions(""));
  testing::nats_server server({"-c", configuration.path()});
  const auto notes = std::make_shared<noted>();
  const auto hearing = connected_as("all", server, notes);
  listener events(*hearing, "pay.evt.>");
  events_sink sink(connected_as("eng", server, notes), impatient(), notes);
  // The same event twice: its second refusal reads like its first.
  for (int i = 0; i < 3; ++i) {
    REQUIRE(sink.publish(accepted_record(1)));
    CHECK_FALSE(sink.flush());
  }
  CHECK(notes->count("events_refused") == 1);
  configuration.write(permissions(", \"pay.evt.>\""));
  server.reload();
  REQUIRE(soon([&] { return sink.publish(accepted_record(1)) && sink.flush(); }));
  CHECK(notes->has("events_accepted"));
  CHECK(events.next() != nullptr);
}

TEST_CASE("a refusal of somebody else's message does not stop events") {
  testing::file configuration("nats.conf", permissions(", \"pay.evt.>\""));
  testing::nats_server server({"-c", configuration.path()});
  const auto notes = std::make_shared<noted>();
  const auto at = connected_as("eng", server, notes);
  events_sink sink(at, impatient(), notes);
  REQUIRE(sink.publish(accepted_record(1)));
  REQUIRE(natsConnection_PublishString(at->handle(), "elsewhere", "x") == NATS_OK);
  CHECK(sink.flush());
  REQUIRE(soon([&] { return notes->has("nats_error"); }));
  CHECK_FALSE(notes->has("events_refused"));
}

TEST_CASE("an event too large for the server goes without its body and says where to read it") {
  const testing::file configuration("nats.conf", "max_payload: 1000\n");
  testing::nats_server server({"-c", configuration.path()});
  const auto notes = std::make_shared<noted>();
  const auto hearing = connected(server, notes);
  listener events(*hearing, "pay.evt.>");
  events_sink sink(connected(server, notes), impatient(), notes);
  REQUIRE(sink.publish(accepted_record(1, std::string(900, 'x'))));
  REQUIRE(sink.publish(accepted_record(2, "short")));
  CHECK(sink.flush());
  CHECK(notes->has("event_without_body"));
  const auto large = events.next();
  REQUIRE(large);
  CHECK(body_of(*large).empty());
  CHECK(header(*large, "ce-id").ends_with("-1"));
  CHECK(header(*large, "ce-datacontenttype").empty());
  CHECK(header(*large, "Pay-Body-Omitted").find(" bytes") != std::string_view::npos);
  CHECK(header(*large, "Pay-Read-At") == R"(pay.order.get {"merchant":"m1","order_no":"A-1001"}; )"
                                         "sluice audit replay --order m1/A-1001");
  const auto small = events.next();
  REQUIRE(small);
  CHECK(json::parse(body_of(*small))["sequence"] == 2);
}

TEST_CASE("an event whose headers alone are too large is told, and the others go on") {
  const testing::file configuration("nats.conf", "max_payload: 100\n");
  testing::nats_server server({"-c", configuration.path()});
  const auto notes = std::make_shared<noted>();
  events_sink sink(connected(server, notes), impatient(), notes);
  CHECK(sink.publish(accepted_record(1)));
  CHECK(sink.flush());
  CHECK(notes->has("event_not_published"));
}

TEST_CASE("events that a full stream refuses have not arrived; they do once there is room") {
  one_stream_server js;
  js.set_stream("CREATE", {{"max_msgs", 2}});
  const auto notes = std::make_shared<noted>();
  events_sink sink(connected(js.server(), notes), impatient(), notes);
  for (store::sequence i = 1; i <= 3; ++i) REQUIRE(sink.publish(accepted_record(i)));
  CHECK_FALSE(sink.flush());
  CHECK(notes->count("events_refused") == 1);
  CHECK(js.stored() == 2);
  js.set_stream("UPDATE", {{"max_msgs", -1}});
  for (store::sequence i = 1; i <= 3; ++i) REQUIRE(sink.publish(accepted_record(i)));
  CHECK(sink.flush());
  CHECK(js.stored() == 3);  // the first two are known again by their Nats-Msg-Id
}

TEST_CASE("an event too large for its stream comes again without its body") {
  one_stream_server js;
  js.set_stream("CREATE", {{"max_msg_size", 1000}});
  const auto notes = std::make_shared<noted>();
  events_sink sink(connected(js.server(), notes), impatient(), notes);
  REQUIRE(sink.publish(accepted_record(1, std::string(900, 'x'))));
  CHECK_FALSE(sink.flush());
  REQUIRE(sink.publish(accepted_record(1, std::string(900, 'x'))));
  CHECK(sink.flush());
  CHECK(js.stored() == 1);
}

TEST_CASE("a stream that is made or goes while events flow is noticed") {
  one_stream_server js;
  const auto notes = std::make_shared<noted>();
  events_sink sink(connected(js.server(), notes), impatient(), notes);
  REQUIRE(sink.publish(accepted_record(1)));
  CHECK(sink.flush());
  js.set_stream("CREATE", {{"max_msgs", 1}});
  REQUIRE(sink.publish(accepted_record(2)));
  CHECK(sink.flush());
  REQUIRE(sink.publish(accepted_record(3)));
  CHECK_FALSE(sink.flush());
  js.delete_stream();
  REQUIRE(sink.publish(accepted_record(3)));
  CHECK(sink.flush());
}

TEST_CASE("only streams that acknowledge are expected to") {
  using names = std::vector<std::string>;
  CHECK(read_stream_names(R"({"total":2,"streams":["A","B"]})") == names{"A", "B"});
  CHECK(read_stream_names(R"({"total":0,"streams":null})") == names{});
  CHECK_FALSE(read_stream_names(R"({"error":{"code":503}})"));
  CHECK_FALSE(read_stream_names("x"));
  CHECK(read_stream_subjects(R"({"config":{"subjects":["pay.evt.>","x"]}})") ==
        names{"pay.evt.>", "x"});
  CHECK(read_stream_subjects(R"({"config":{"subjects":["pay.evt.>"],"no_ack":true}})").empty());
  CHECK(read_stream_subjects(R"({"config":{"name":"mirror"}})").empty());
  CHECK(read_stream_subjects("x").empty());
}

TEST_CASE("only an acknowledgement counts as one") {
  CHECK_FALSE(read_acknowledgement(R"({"stream":"P","seq":1})"));
  CHECK_FALSE(read_acknowledgement(R"({"stream":"P","seq":1,"duplicate":true})"));
  const auto full = read_acknowledgement(
      R"({"error":{"err_code":10077,"description":"maximum messages exceeded"},"stream":"P"})");
  REQUIRE(full);
  CHECK(full->why == "maximum messages exceeded");
  CHECK_FALSE(full->is_too_large);
  CHECK(read_acknowledgement(R"({"error":{"err_code":10054}})")->is_too_large);
  for (const auto* odd : {"", "x", "{}", "[]", R"({"error":7})"}) {
    INFO(odd);
    CHECK(read_acknowledgement(odd));
  }
}

}  // namespace sluice::nats
