#include <set>

#include "base/time_text.hpp"
#include "domain/order/state.hpp"
#include "events/stream_name.hpp"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"

using namespace sluice;

TEST_CASE("an event type's number leads to its name and back, and equals the domain name") {
  for (const auto& s : samples::all()) {
    const auto type = event_type_from_number(samples::encode_any(s.event).type);
    REQUIRE(type.has_value());
    CHECK(event_type_from_name(name_of(*type)) == type);
    if (const auto* e = std::get_if<order_event>(&s.event)) {
      CHECK(name_of(*type) == name_of(*e));
      CHECK(type_of(*e) == *type);
    }
  }
  CHECK(event_type_from_name("order_eaten") == std::nullopt);
  CHECK(event_type_from_number(9) == std::nullopt);
}

TEST_CASE("the numbers of event types are frozen") {
  CHECK(static_cast<int>(event_type::order_accepted) == 10);
  CHECK(static_cast<int>(event_type::order_resolved) == 28);
  CHECK(static_cast<int>(event_type::channel_configured) == 100);
  CHECK(static_cast<int>(event_type::merchant_configured) == 200);
}

TEST_CASE("a stream's name leads back to whose stream it is") {
  const order_id order{merchant_id{"m1"}, order_no{"A-1001"}};
  CHECK(order_stream(order) == "order/m1/A-1001");
  CHECK(channel_stream(channel_id{"wechat"}) == "channel/wechat");
  CHECK(merchant_stream(merchant_id{"m1"}) == "merchant/m1");
  CHECK(owner_of_stream("order/m1/A-1001") == stream_owner{order});
  CHECK(owner_of_stream("channel/wechat") == stream_owner{channel_id{"wechat"}});
  CHECK(owner_of_stream("merchant/m1") == stream_owner{merchant_id{"m1"}});
}

TEST_CASE("no stream is called so") {
  for (const auto* bad :
       {"", "order", "order/", "order/m1", "order/m1/", "order//A", "order/m1/A/B", "order/m1/A 1",
        "channel/", "channel/a/b", "merchant/", "merchant/a.b", "Order/m1/A", "refund/m1/A"}) {
    INFO(bad);
    CHECK(owner_of_stream(bad) == std::nullopt);
  }
  CHECK(order_from_text("m1/A-1001").has_value());
  CHECK(order_from_text("A-1001") == std::nullopt);
}

TEST_CASE("time is written in UTC with milliseconds") {
  CHECK(rfc3339(instant{millis{0}}) == "1970-01-01T00:00:00.000Z");
  CHECK(rfc3339(instant{millis{-1}}) == "1969-12-31T23:59:59.999Z");
  CHECK(rfc3339(samples::ordinary_time()) == "2026-01-02T03:04:05.678Z");
  CHECK(rfc3339(instant{millis{-62'167'219'200'000}}) == "0000-01-01T00:00:00.000Z");
  CHECK(rfc3339(instant{millis{253'402'300'799'999}}) == "9999-12-31T23:59:59.999Z");
  CHECK(rfc3339(instant{millis{253'402'300'800'000}}) == "253402300800000 ms since 1970");
  CHECK(rfc3339(instant{millis{INT64_MIN}}) == "-9223372036854775808 ms since 1970");
}
