#include "adapters/nats/reply_subject.hpp"

#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

const std::string get = R"({"merchant":"m1","order_no":"A-1001"})";

/// Everything that anybody publishes on `subject`.
class eavesdropper {
 public:
  eavesdropper(const connection& at, const char* subject) : at_(at) {
    REQUIRE(natsConnection_SubscribeSync(&raw_, at.handle(), subject) == NATS_OK);
    REQUIRE(at.flush(millis{2000}));
  }
  ~eavesdropper() { natsSubscription_Destroy(raw_); }
  eavesdropper(const eavesdropper&) = delete;
  eavesdropper& operator=(const eavesdropper&) = delete;

  [[nodiscard]] int heard() const {
    REQUIRE(at_.flush(millis{2000}));
    int waiting = 0;
    REQUIRE(natsSubscription_GetPending(raw_, &waiting, nullptr) == NATS_OK);
    return waiting;
  }

 private:
  const connection& at_;
  natsSubscription* raw_ = nullptr;
};

}  // namespace

TEST_CASE("an answer goes to inboxes and their like") {
  for (const auto* text : {"_INBOX.x.1", "inbox", "payments.inbox.7", "evt.order", "pay_.x",
                           "a.pay.b", "_R_.abc", "PAY.evt", "caf\xc3\xa9.1"})
    CHECK(reply_subject::from(text, "pay").value().text() == text);
  CHECK(reply_subject::from("acme.inbox", "acme.pay"));
}

TEST_CASE(
    "an answer goes neither to our own subjects nor to the server's, nor to what is no subject") {
  for (const std::string text :
       {"",
        "pay",
        "pay.evt.order.order_paid.m1/A-1",
        "pay.evt",
        "pay.order.create",
        "pay.inbox",
        "pay-alarms",
        "pay-alarms.heartbeat",
        "pay-engines",
        "pay-engines.owner.0",
        "pay-engines.lease.0",
        "$JS",
        "$JS.API.STREAM.DELETE.ALL",
        "$SYS.REQ.SERVER.PING",
        "$SRV.PING",
        "$",
        "a.*",
        "*",
        ">",
        "a.>",
        "a*b",
        "a>b",
        "a b",
        " a",
        "a\tb",
        "a\r\nPUB pay.evt 1",
        ".",
        "a.",
        ".a",
        "a..b",
        "a\x7f"}) {
    CAPTURE(text);
    CHECK_FALSE(reply_subject::from(text, "pay"));
  }
  CHECK_FALSE(reply_subject::from(std::string_view("a\0b", 3), "pay"));
  CHECK_FALSE(reply_subject::from("acme.pay.evt.x", "acme.pay"));
}

TEST_CASE("a reply subject cannot make the engine publish an event, or command the server") {
  testing::stage s;
  const eavesdropper events(*s.through, "pay.evt.>");
  const eavesdropper commands(*s.through, "$JS.API.STREAM.DELETE.>");
  const auto ask = [&](const char* subject, const std::string& body, const char* reply) {
    REQUIRE(natsConnection_PublishRequestString(
                s.through->handle(), subject, reply, body.c_str()) == NATS_OK);
  };
  for (const auto* reply : {"pay.evt.order.order_paid.m2/GOODS-1", "$JS.API.STREAM.DELETE.ALL"})
    for (const auto* subject : {"pay.order.get", "pay.order.create", "pay.help", "pay.schema.get",
                                "pay.unknown", "$SRV.PING", "$SRV.INFO.sluice", "$SRV.STATS"})
      ask(subject, get, reply);
  static_cast<void>(s.get("pay.order.get", get));  // behind all of them
  CHECK(events.heard() == 0);
  CHECK(commands.heard() == 0);
  CHECK(s.engine.count() == 1);
  CHECK(testing::soon([&] { return s.notes->count("reply_subject_refused") == 1; }));
  CHECK(s.get("$SRV.STATS.sluice", "").body.find("reply_subject_missing") != std::string::npos);
}

}  // namespace sluice::nats
