#include "events/codec.hpp"

#include <set>
#include <thread>

#include "events/v1/payload.pb.h"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"

using namespace sluice;
namespace v1 = sluice::events::v1;

namespace {

std::string refusal(const store::record& r) {
  const auto result = decode(r);
  const auto* problem = std::get_if<undecodable>(&result);
  return problem == nullptr ? "was decoded" : problem->message;
}

store::record record_of(event_type type, const v1::Payload& payload) {
  store::new_record r;
  r.type = static_cast<std::uint16_t>(type);
  r.payload = payload.SerializeAsString();
  return samples::as_record(std::move(r));
}

v1::Payload parsed(const order::event& event) {
  v1::Payload p;
  REQUIRE(p.ParseFromString(encode(event, {}, instant{}).payload));
  return p;
}

store::record paid_record() {
  return samples::as_record(encode(order::event{order::order_paid{attempt_no{1}}}, {}, instant{}));
}

}  // namespace

TEST_CASE("every event comes back as it was written, with its cause") {
  for (const auto& s : samples::all()) {
    INFO(s.name);
    const auto result = decode(samples::as_record(samples::encode_any(s.event)));
    REQUIRE(std::holds_alternative<decoded>(result));
    const auto& back = std::get<decoded>(result);
    CHECK(back.why == samples::ordinary_cause());
    CHECK(samples::as_text(back.event) == samples::as_text(s.event));
    CHECK(samples::encode_any(back.event).payload == samples::encode_any(s.event).payload);
  }
}

TEST_CASE("nothing of an event is left in the next of its kind") {
  const auto written_alone = [](const order::event& e) {
    std::string payload;
    std::thread([&] { payload = encode(e, {}, instant{}).payload; }).join();
    return payload;
  };
  const order::order_accepted full{
      .order = {merchant_id{"m1"}, order_no{"A-1"}},
      .amount = {1250, currency::cny},
      .masked_code = "13****89",
      .description = "coffee",
      .route = {channel_id{"a"}, channel_id{"b"}},
      .not_after = instant{millis{1}},
      .explanation = *routing::explanation_bytes::from("why"),
      .is_held = true,
      .names_channel = true,
      .is_shadow = true};
  order::order_accepted bare{.order = full.order, .amount = {}, .route = {channel_id{"c"}}};
  static_cast<void>(encode(full, {"cmd-1", "00-trace"}, instant{}));
  CHECK(encode(bare, {}, instant{}).payload == written_alone(bare));
  for (const auto& s : samples::all())
    if (const auto* event = std::get_if<order::event>(&s.event))
      CHECK(encode(*event, {}, instant{}).payload == written_alone(*event));
}

TEST_CASE("the samples hold every type of event") {
  std::set<std::uint16_t> seen;
  for (const auto& s : samples::all()) seen.insert(samples::encode_any(s.event).type);
  CHECK(seen.size() ==
        std::variant_size_v<order::event> + std::variant_size_v<channel::event> +
            std::variant_size_v<merchant::event> + std::variant_size_v<access::event> +
            std::variant_size_v<approval::event> + std::variant_size_v<routing::event> +
            std::variant_size_v<degradation::event> + std::variant_size_v<agreement::event> +
            std::variant_size_v<alarm::event> + std::variant_size_v<contract::event> +
            std::variant_size_v<webhook::event> + std::variant_size_v<balance::event> +
            std::variant_size_v<reconciliation::event>);
  for (const auto type : seen) CHECK(event_type_from_number(type).has_value());
}

TEST_CASE("the record's header says type, version and time") {
  const auto r = samples::encode_any(order::event{order::order_paid{attempt_no{1}}});
  CHECK(r.type == 16);
  CHECK(r.schema_version == 1);
  CHECK(r.time_ms == 1767323045678);
  const auto early =
      encode(order::event{order::order_paid{attempt_no{1}}}, {}, instant{millis{-1}});
  CHECK(time_of(samples::as_record(early)) == instant{millis{-1}});
}

TEST_CASE("an event without command id and trace comes back without") {
  const auto result = decode(paid_record());
  REQUIRE(std::holds_alternative<decoded>(result));
  CHECK(std::get<decoded>(result).why == cause{});
}

TEST_CASE("who asked, and the proposal under which it was agreed to, come back with the event") {
  const cause why{
      "cmd-1", "", std::make_shared<const asked_by>(asked_by{"li-wei", std::string(64, 'a')})};
  const order::event event{order::order_paid{attempt_no{1}}};
  const auto result = decode(samples::as_record(encode(event, why, instant{})));
  REQUIRE(std::holds_alternative<decoded>(result));
  CHECK(std::get<decoded>(result).why == why);
  // And nothing of them is left in the next one.
  const auto next = decode(samples::as_record(encode(event, {}, instant{})));
  CHECK(std::get<decoded>(next).why == cause{});
}

TEST_CASE("an unknown event type is refused") {
  auto r = paid_record();
  r.type = 99;
  CHECK(refusal(r) == "unknown event type 99");
  r.type = 0;
  CHECK(refusal(r) == "unknown event type 0");
}

TEST_CASE("a version that is newer than this program is refused") {
  auto r = paid_record();
  r.schema_version = 2;
  CHECK(refusal(r) == "order_paid: schema version 2 is not known here; 1 to 1 are");
  r.schema_version = 0;
  CHECK(refusal(r) == "order_paid: schema version 0 is not known here; 1 to 1 are");
}

TEST_CASE("a payload of another event than the header says is refused") {
  auto r = paid_record();
  r.type = static_cast<std::uint16_t>(event_type_of<order::order_failed>);
  CHECK(refusal(r) ==
        "order_failed: event: the payload holds another event than the record's type says");
}

TEST_CASE("a payload that is cut anywhere is refused") {
  for (const auto& s : samples::all()) {
    INFO(s.name);
    const auto whole = samples::encode_any(s.event);
    const auto step = std::max<std::size_t>(1, whole.payload.size() / 64);
    for (std::size_t size = 0; size < whole.payload.size(); size += step) {
      auto cut = whole;
      cut.payload.resize(size);
      CHECK(refusal(samples::as_record(cut)) != "was decoded");
    }
  }
}

TEST_CASE("a payload without cause or without event is refused") {
  auto p = parsed(order::order_paid{attempt_no{1}});
  p.clear_cause();
  CHECK(refusal(record_of(event_type_of<order::order_paid>, p)) == "order_paid: cause: missing");
  p = parsed(order::order_paid{attempt_no{1}});
  p.clear_order_paid();
  CHECK(refusal(record_of(event_type_of<order::order_paid>, p)) == "order_paid: event: missing");
}

TEST_CASE("an unknown or missing enum value is refused") {
  auto p = parsed(order::attempt_failed{attempt_no{1}, order::source::engine, ""});
  p.mutable_attempt_failed()->set_source(static_cast<v1::Source>(7));
  CHECK(refusal(record_of(event_type_of<order::attempt_failed>, p)) ==
        "attempt_failed: source: unknown value 7");
  p.mutable_attempt_failed()->clear_source();
  CHECK(refusal(record_of(event_type_of<order::attempt_failed>, p)) ==
        "attempt_failed: source: unknown value 0");
}

TEST_CASE("an amount that is missing or in an unknown currency is refused") {
  const auto sample = std::get<order::event>(samples::all().front().event);
  auto p = parsed(sample);
  p.mutable_order_accepted()->mutable_amount()->set_currency(static_cast<v1::Currency>(999));
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) ==
        "order_accepted: currency: unknown value 999");
  p.mutable_order_accepted()->clear_amount();
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) ==
        "order_accepted: amount: missing");
}

TEST_CASE("names are never empty and a fingerprint has 16 bytes") {
  const auto sample = std::get<order::event>(samples::all().front().event);
  auto p = parsed(sample);
  p.mutable_order_accepted()->set_body("short");
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) ==
        "order_accepted: body: must have 16 bytes");
  p = parsed(sample);
  p.mutable_order_accepted()->clear_merchant();
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) ==
        "order_accepted: merchant: missing");
  p = parsed(sample);
  p.mutable_order_accepted()->add_route("");
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) ==
        "order_accepted: route: missing");
}

TEST_CASE("an explanation has at most 48 bytes") {
  auto p = parsed(std::get<order::event>(samples::all().front().event));
  p.mutable_order_accepted()->set_explanation(std::string(48, 'x'));
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) == "was decoded");
  p.mutable_order_accepted()->set_explanation(std::string(49, 'x'));
  CHECK(refusal(record_of(event_type_of<order::order_accepted>, p)) ==
        "order_accepted: explanation: has more than 48 bytes");
}

TEST_CASE("attempts count from 1 and fit 16 bits") {
  v1::Payload p;
  p.mutable_cause();
  p.mutable_order_paid();
  CHECK(refusal(record_of(event_type_of<order::order_paid>, p)) ==
        "order_paid: attempt: must be 1 to 65535");
  p.mutable_order_paid()->set_attempt(65536);
  CHECK(refusal(record_of(event_type_of<order::order_paid>, p)) ==
        "order_paid: attempt: must be 1 to 65535");
}

TEST_CASE("a field that this program does not know is refused") {
  auto p = parsed(order::order_paid{attempt_no{1}});
  p.GetReflection()->MutableUnknownFields(&p)->AddVarint(9, 1);
  CHECK(refusal(record_of(event_type_of<order::order_paid>, p)) ==
        "order_paid: sluice.events.v1.Payload: has a field that is not known here");
  p = parsed(order::order_paid{attempt_no{1}});
  auto* event = p.mutable_order_paid();
  event->GetReflection()->MutableUnknownFields(event)->AddVarint(2, 1);
  CHECK(refusal(record_of(event_type_of<order::order_paid>, p)) ==
        "order_paid: sluice.events.v1.OrderPaid: has a field that is not known here");
}

TEST_CASE("nothing of an event that was read is left in the next of its kind") {
  const auto full = samples::as_record(encode(
      order::event{order::attempt_failed{attempt_no{2}, order::source::engine, "code"}}, {},
      instant{}));
  const auto type = event_type_of<order::attempt_failed>;
  v1::Payload sparse;
  sparse.mutable_cause();
  sparse.mutable_attempt_failed()->set_attempt(1);
  sparse.mutable_attempt_failed()->set_source(v1::SOURCE_PERSON);
  v1::Payload without_source = sparse;
  without_source.mutable_attempt_failed()->clear_source();
  v1::Payload without_cause = sparse;
  without_cause.clear_cause();
  v1::Payload without_event = sparse;
  without_event.clear_event();
  v1::Payload with_more = sparse;
  with_more.GetReflection()->MutableUnknownFields(&with_more)->AddVarint(9, 1);

  for (int round = 0; round < 2; ++round) {
    CHECK(refusal(full) == "was decoded");
    const auto result = decode(record_of(type, sparse));
    REQUIRE(std::holds_alternative<decoded>(result));
    CHECK(std::get<decoded>(result).why == cause{});
    CHECK(samples::as_text(std::get<decoded>(result).event) ==
          samples::as_text(
              order::event{order::attempt_failed{attempt_no{1}, order::source::person, ""}}));
    CHECK(refusal(record_of(type, without_source)) == "attempt_failed: source: unknown value 0");
    CHECK(refusal(full) == "was decoded");
    CHECK(refusal(record_of(type, without_cause)) == "attempt_failed: cause: missing");
    CHECK(refusal(full) == "was decoded");
    CHECK(refusal(record_of(type, without_event)) == "attempt_failed: event: missing");
    CHECK(refusal(full) == "was decoded");
    CHECK(refusal(record_of(type, with_more)) ==
          "attempt_failed: sluice.events.v1.Payload: has a field that is not known here");
  }
}

TEST_CASE("an event that says nothing is told from one that is missing") {
  const auto spoken =
      samples::as_record(encode(order::event{order::order_failed{"code"}}, {}, instant{}));
  v1::Payload p;
  p.mutable_cause();
  p.mutable_order_failed();
  for (int round = 0; round < 2; ++round) {
    CHECK(refusal(spoken) == "was decoded");
    CHECK(refusal(record_of(event_type_of<order::order_failed>, p)) == "was decoded");
    CHECK(refusal(spoken) == "was decoded");
    v1::Payload missing = p;
    missing.clear_order_failed();
    CHECK(refusal(record_of(event_type_of<order::order_failed>, missing)) ==
          "order_failed: event: missing");
  }
}

TEST_CASE("an event longer than the usual buffer is written whole") {
  const order::event large = order::order_failed{std::string(100'000, 'c')};
  const auto result = decode(samples::as_record(encode(large, {}, instant{})));
  REQUIRE(std::holds_alternative<decoded>(result));
  CHECK(samples::as_text(std::get<decoded>(result).event) == samples::as_text(large));
}

TEST_CASE("a key without a half, or with one of another size, is refused") {
  v1::Payload p;
  p.mutable_cause();
  auto& key = *p.mutable_key_declared()->mutable_key();
  key.set_id("k-1");
  key.set_owner("shop");
  const auto type = event_type_of<access::key_declared>;
  CHECK(refusal(record_of(type, p)) == "key_declared: hmac_fingerprint: must have 8 bytes");
  key.set_ed25519_public(std::string(31, 'x'));
  CHECK(refusal(record_of(type, p)) == "key_declared: ed25519_public: must have 32 bytes");
  key.set_ed25519_public(std::string(32, 'x'));
  CHECK(refusal(record_of(type, p)) == "was decoded");
  key.clear_owner();
  CHECK(refusal(record_of(type, p)) == "key_declared: owner: missing");
  p.mutable_key_declared()->clear_key();
  CHECK(refusal(record_of(type, p)) == "key_declared: key: missing");
}

TEST_CASE("a grant names something, in a version from 1") {
  v1::Payload p;
  p.mutable_cause();
  auto& set = *p.mutable_principal_set();
  set.set_principal("till");
  auto& grant = *set.mutable_grants()->add_all();
  grant.set_system("order");
  grant.set_version(1);
  const auto type = event_type_of<access::principal_set>;
  CHECK(refusal(record_of(type, p)) == "principal_set: grants: a name is missing");
  grant.set_operation("get");
  CHECK(refusal(record_of(type, p)) == "was decoded");
  for (const auto version : {0U, 65536U}) {
    grant.set_version(version);
    CHECK(refusal(record_of(type, p)) == "principal_set: grants: version must be 1 to 65535");
  }
}
