#include "events/upcast.hpp"

#include "events/v1/payload.pb.h"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"

using namespace sluice;
namespace v1 = sluice::events::v1;

namespace {

/// As if version 1 had counted attempts from 0.
std::variant<std::string, undecodable> count_from_one(const std::string& payload) {
  v1::Payload p;
  if (!p.ParseFromString(payload)) return undecodable{"order_paid: version 1 is cut"};
  p.mutable_order_paid()->set_attempt(p.order_paid().attempt() + 1);
  return p.SerializeAsString();
}

/// As if version 2 had lost the cause.
std::variant<std::string, undecodable> add_cause(const std::string& payload) {
  v1::Payload p;
  if (!p.ParseFromString(payload)) return undecodable{"order_paid: version 2 is cut"};
  p.mutable_cause()->set_command_id("lifted");
  return p.SerializeAsString();
}

const upcast_table two_steps{{{event_type_of<order::order_paid>, 1, count_from_one},
                              {event_type_of<order::order_paid>, 2, add_cause}}};

store::record old_record(std::uint16_t version, std::uint32_t attempt) {
  v1::Payload p;
  p.mutable_order_paid()->set_attempt(attempt);
  store::new_record r;
  r.type = static_cast<std::uint16_t>(event_type_of<order::order_paid>);
  r.schema_version = version;
  r.payload = p.SerializeAsString();
  return samples::as_record(std::move(r));
}

}  // namespace

TEST_CASE("an event of an older version is lifted through every step since") {
  const auto result = decode(old_record(1, 0), two_steps);
  REQUIRE(std::holds_alternative<decoded>(result));
  const auto& got = std::get<decoded>(result);
  CHECK(got.why.command_id == "lifted");
  CHECK(std::get<order::order_paid>(std::get<order::event>(got.event)).attempt == attempt_no{1});
}

TEST_CASE("an event in the middle of the steps is lifted by the rest") {
  const auto result = decode(old_record(2, 5), two_steps);
  REQUIRE(std::holds_alternative<decoded>(result));
  const auto& got = std::get<decoded>(result);
  CHECK(std::get<order::order_paid>(std::get<order::event>(got.event)).attempt == attempt_no{5});
}

TEST_CASE("the steps of one type leave other types alone") {
  CHECK(two_steps.newest_version(event_type_of<order::order_paid>) == 3);
  CHECK(two_steps.newest_version(event_type_of<order::order_failed>) == 1);
  const auto r = samples::as_record(encode(order::event{order::order_failed{"X"}}, {}, instant{}));
  CHECK(std::holds_alternative<decoded>(decode(r, two_steps)));
}

TEST_CASE("a step that cannot read the old form makes the event undecodable") {
  auto r = old_record(1, 1);
  r.payload = "\xff";
  const auto result = decode(r, two_steps);
  REQUIRE(std::holds_alternative<undecodable>(result));
  CHECK(std::get<undecodable>(result).message == "order_paid: version 1 is cut");
}

TEST_CASE("a version after the last step is refused") {
  const auto result = decode(old_record(4, 1), two_steps);
  REQUIRE(std::holds_alternative<undecodable>(result));
  CHECK(std::get<undecodable>(result).message ==
        "order_paid: schema version 4 is not known here; 1 to 3 are");
}

TEST_CASE("what encode writes needs no lifting") {
  for (const auto& s : samples::all()) {
    const auto r = samples::encode_any(s.event);
    CHECK(r.schema_version == own_upcasts().newest_version(*event_type_from_number(r.type)));
  }
}
