#include "audit/replay.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "audit/printable.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;

namespace {

scribe paid_order() {
  scribe s;
  s.write(a, begun(a)).write(a, {order::payer_asked{one, order::source::pay_answer, "USERPAYING"}});
  s.write(a, succeeded());
  return s;
}

std::string text_of(const order_replay& r) {
  std::ostringstream out;
  print_text(r, out);
  return out.str();
}

}  // namespace

TEST_CASE("a replay shows when, what, what it says and the state then") {
  const auto text = text_of(replay(*paid_order().log, a));
  INFO(text);
  CHECK(text.find("order m1/A  payment_code  12.50 CNY  paid\n") == 0);
  CHECK(text.find("2026-01-02T03:04:05.000Z") != std::string::npos);
  CHECK(text.find("+1.000 s         3  payer_asked         awaiting_payer  attempt 1; source "
                  "pay_answer; code USERPAYING\n") != std::string::npos);
  CHECK(text.find("PROBLEM") == std::string::npos);
}

TEST_CASE("a replay in JSON holds every event with the state then") {
  std::ostringstream out;
  print_json(replay(*paid_order().log, a), out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["merchant"] == "m1");
  CHECK(json["order_no"] == "A");
  CHECK(json["state"] == "paid");
  CHECK(json["problem"].is_null());
  REQUIRE(json["events"].size() == 5);
  CHECK(json["events"][2]["type"] == "payer_asked");
  CHECK(json["events"][2]["state"] == "awaiting_payer");
  CHECK(json["events"][2]["after_ms"] == 1000);
  CHECK(json["events"][2]["event"]["code"] == "USERPAYING");
}

TEST_CASE("an order that is not there has no steps") {
  const order_id unknown{merchant_id{"m1"}, order_no{"Z"}};
  CHECK(replay(*paid_order().log, unknown).steps.empty());
}

TEST_CASE("a replay goes on after an event that may not be, and says where it was") {
  auto s = paid_order();
  s.write(a, {order::order_failed{"X"}}).write(a, {order::order_paid{one}});
  const auto life = replay(*s.log, a);
  REQUIRE(life.fault.has_value());
  CHECK(life.fault->rule == audit_rule::transition);
  REQUIRE(life.steps.size() == 7);
  CHECK(life.steps[5].fault.has_value());
  CHECK(life.steps[6].state == "unknown");
  CHECK(text_of(life).find("PROBLEM order_failed may not follow here") != std::string::npos);
  std::ostringstream out;
  print_json(life, out);
  CHECK(nlohmann::json::parse(out.str())["problem"]["rule"] == "transition");
}

TEST_CASE("a replay shows an event that cannot be read as such") {
  auto s = paid_order();
  s.write_raw(order_stream(a), {.type = 999, .time_ms = 1});
  const auto life = replay(*s.log, a);
  REQUIRE(life.fault.has_value());
  CHECK(life.fault->rule == audit_rule::decoding);
  CHECK(text_of(life).find("unknown event type 999") != std::string::npos);
  std::ostringstream out;
  print_json(life, out);
  CHECK(nlohmann::json::parse(out.str())["events"][5]["type"] == "type 999");
}

TEST_CASE("a replay of a damaged stream says so") {
  const auto s = paid_order();
  s.log->flip(3, 70, 0x01);
  CHECK(replay(*s.log, a).damage.has_value());
}

TEST_CASE("a channel's words cannot steer the auditor's terminal") {
  scribe s;
  s.write(a, begun(a));
  s.write(a, {order::attempt_failed{one, order::source::pay_answer, "\x1b[2J\xff 余额"},
              order::order_failed{""}});
  const auto text = text_of(replay(*s.log, a));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\\u001b[2J\xEF\xBF\xBD 余额") != std::string::npos);
  CHECK(printable("a\"b\\c\x7f\xC2\x9B") == "a\"b\\c\xEF\xBF\xBD\xEF\xBF\xBD");
}
