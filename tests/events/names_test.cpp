#include <set>
#include <string_view>

#include "base/time_text.hpp"
#include "events/stream_name.hpp"
#include "events/v1/payload.pb.h"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"

using namespace sluice;

TEST_CASE("each event that the written form knows has a sample under its name") {
  std::set<std::string_view> shown;
  for (const auto& s : samples::all()) {
    const auto type = event_type_from_number(samples::encode_any(s.event).type);
    REQUIRE(type.has_value());
    shown.insert(name_of(*type));
    CHECK(std::visit([](const auto& e) { return type_of(e); }, s.event) == *type);
  }
  const auto& written = *events::v1::Payload::descriptor()->FindOneofByName("event");
  CHECK(static_cast<int>(shown.size()) == written.field_count());
}

TEST_CASE("a number that no event has is no event type") {
  CHECK(event_type_from_number(1) == std::nullopt);  // the cause's field
  CHECK(event_type_from_number(9) == std::nullopt);
  CHECK(event_type_from_number(99) == std::nullopt);
}

TEST_CASE("the numbers and names of event types are frozen") {
  const auto is = [](event_type type, int number, std::string_view name) {
    INFO(name);
    CHECK(static_cast<int>(type) == number);
    CHECK(name_of(type) == name);
  };
  is(event_type_of<order::order_accepted>, 10, "order_accepted");
  is(event_type_of<order::attempt_started>, 11, "attempt_started");
  is(event_type_of<order::payer_asked>, 12, "payer_asked");
  is(event_type_of<order::attempt_in_doubt>, 13, "attempt_in_doubt");
  is(event_type_of<order::attempt_succeeded>, 14, "attempt_succeeded");
  is(event_type_of<order::attempt_failed>, 15, "attempt_failed");
  is(event_type_of<order::order_paid>, 16, "order_paid");
  is(event_type_of<order::order_failed>, 17, "order_failed");
  is(event_type_of<order::revoke_requested>, 18, "revoke_requested");
  is(event_type_of<order::late_payment_found>, 19, "late_payment_found");
  is(event_type_of<order::revoke_answered>, 20, "revoke_answered");
  is(event_type_of<order::order_revoked>, 21, "order_revoked");
  is(event_type_of<order::result_conflicted>, 22, "result_conflicted");
  is(event_type_of<order::refund_requested>, 23, "refund_requested");
  is(event_type_of<order::refund_in_doubt>, 24, "refund_in_doubt");
  is(event_type_of<order::refund_succeeded>, 25, "refund_succeeded");
  is(event_type_of<order::refund_failed>, 26, "refund_failed");
  is(event_type_of<order::operator_needed>, 27, "operator_needed");
  is(event_type_of<order::order_resolved>, 28, "order_resolved");
  is(event_type_of<order::route_renewed>, 32, "route_renewed");
  is(event_type_of<order::code_given>, 33, "code_given");
  is(event_type_of<order::order_authorized>, 34, "order_authorized");
  is(event_type_of<order::capture_requested>, 35, "capture_requested");
  is(event_type_of<order::refund_sent_on>, 36, "refund_sent_on");
  is(event_type_of<channel::configured>, 100, "channel_configured");
  is(event_type_of<channel::changed>, 101, "channel_changed");
  is(event_type_of<channel::path_turned>, 102, "path_turned");
  is(event_type_of<channel::path_forced>, 103, "path_forced");
  is(event_type_of<agreement::requested>, 700, "agreement_requested");
  is(event_type_of<agreement::signed_by_payer>, 702, "agreement_signed");
  is(event_type_of<agreement::ended>, 705, "agreement_ended");
  is(event_type_of<agreement::code_refused>, 707, "agreement_code_refused");
  is(event_type_of<alarm::alarm_fired>, 800, "alarm_fired");
  is(event_type_of<alarm::alarm_resolved>, 806, "alarm_resolved");
  is(event_type_of<contract::agreed>, 1000, "contract_agreed");
  is(event_type_of<balance::money_held>, 1200, "money_held");
  is(event_type_of<balance::settlement_ended>, 1204, "settlement_ended");
  is(event_type_of<reconciliation::bill_checked>, 1300, "bill_checked");
  is(event_type_of<reconciliation::difference_reopened>, 1304, "difference_reopened");
  is(event_type_of<webhook::endpoint_disabled>, 900, "webhook_endpoint_disabled");
  is(event_type_of<webhook::deliveries_given_up>, 902, "webhook_deliveries_given_up");
  is(event_type_of<merchant::configured>, 200, "merchant_configured");
  is(event_type_of<merchant::created>, 201, "merchant_created");
  is(event_type_of<merchant::amount_reserved>, 207, "merchant_amount_reserved");
  is(event_type_of<merchant::changed>, 202, "merchant_changed");
  is(event_type_of<merchant::withdrawn>, 203, "merchant_withdrawn");
}

TEST_CASE("a stream's name leads back to whose stream it is") {
  const order_id order{merchant_id{"m1"}, order_no{"A-1001"}};
  CHECK(order_stream(order) == "order/m1/A-1001");
  CHECK(channel_stream(channel_id{"wechat"}) == "channel/wechat");
  CHECK(merchant_stream(merchant_id{"m1"}) == "merchant/m1");
  const proposal_id proposal{std::string(64, 'a')};
  CHECK(owner_of_stream(proposal_stream(proposal)) == stream_owner{proposal});
  const agreement_id agreement{merchant_id{"m1"}, agreement_no{"S-7"}};
  CHECK(agreement_stream(agreement) == "agreement/m1/S-7");
  CHECK(owner_of_stream("agreement/m1/S-7") == stream_owner{agreement});
  CHECK(owner_of_stream("order/m1/A-1001") == stream_owner{order});
  CHECK(owner_of_stream("channel/wechat") == stream_owner{channel_id{"wechat"}});
  CHECK(owner_of_stream("merchant/m1") == stream_owner{merchant_id{"m1"}});
  CHECK(owner_of_stream(access_stream()) == stream_owner{access_register{}});
  CHECK(owner_of_stream(routing_stream()) == stream_owner{routing_rules{}});
  CHECK(owner_of_stream(engine_stream()) == stream_owner{engine_level{}});
  CHECK(owner_of_stream(alarm_stream()) == stream_owner{all_alarms{}});
  CHECK(owner_of_stream(contract_stream()) == stream_owner{all_contracts{}});
  CHECK(balance_stream(merchant_id{"m1"}) == "balance/m1");
  CHECK(owner_of_stream("balance/m1") == stream_owner{balance_of{merchant_id{"m1"}}});
  const webhook::endpoint_id endpoint{merchant_id{"m1"}, "shop"};
  CHECK(webhook_stream(endpoint) == "webhook/m1/shop");
  CHECK(owner_of_stream("webhook/m1/shop") == stream_owner{endpoint});
  CHECK(reconciliation_stream(channel_id{"wechat"}) == "reconciliation/wechat");
  CHECK(owner_of_stream("reconciliation/wechat") ==
        stream_owner{reconciliation_of{channel_id{"wechat"}}});
}

TEST_CASE("no stream is called so") {
  for (const auto* bad :
       {"",          "order",        "order/",       "order/m1",        "order/m1/",
        "order//A",  "order/m1/A/B", "order/m1/A 1", "channel/",        "channel/a/b",
        "merchant/", "merchant/a.b", "agreement/",   "agreement/m1",    "agreement/m1/S/7",
        "webhook",   "webhook/m1",   "webhook/m1/",  "Order/m1/A",      "refund/m1/A",
        "balance",   "balance/",     "balance/m1/A", "reconciliation/", "reconciliation/a/b"}) {
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
