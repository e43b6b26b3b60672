#include "audit/alarm_replay.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;
using namespace std::chrono_literals;

namespace {

order_id numbered(int i) { return {merchant_id{"m1"}, order_no{"A-" + std::to_string(i)}}; }

alarm_rules rules(std::uint32_t channel_errors) {
  alarm_rules out;
  out.thresholds.channel_errors = channel_errors;
  return out;
}

const order::event silence = order::attempt_in_doubt{one, order::source::pay_answer, "timed_out"};

/// So many payments to which the channel did not answer, three seconds each.
void write_silence(scribe& s, int from, int to) {
  for (int i = from; i < to; ++i) {
    s.write(numbered(i), begun(numbered(i)));
    s.write(numbered(i), {silence});
  }
}

/// So many to which it answered.
void write_paid(scribe& s, int from, int to) {
  for (int i = from; i < to; ++i) {
    s.write(numbered(i), begun(numbered(i)));
    s.write(numbered(i), succeeded());
  }
}

alarm_comparison compared(const scribe& s, const alarm_rules& by) {
  const auto found = replay_alarms(*s.log, by);
  REQUIRE(std::holds_alternative<alarm_comparison>(found));
  return std::get<alarm_comparison>(found);
}

}  // namespace

TEST_CASE("a log of payments without answers leads to an alarm by these thresholds only") {
  scribe s;
  write_silence(s, 0, 6);
  CHECK(compared(s, rules(12)).would.empty());
  const auto c = compared(s, rules(5));
  REQUIRE(c.would.size() == 1);
  CHECK(c.would[0].what == alarm::kind::network_channel);
  CHECK(c.would[0].orders == 6);
  CHECK_FALSE(c.would[0].lasted);
  CHECK(c.did.empty());
  CHECK(c.from == instant{millis{1767323045000}});
}

TEST_CASE("what ends an alarm is in the log too, and people are told of both") {
  scribe s;
  write_silence(s, 0, 6);
  s.now += 5min;
  write_paid(s, 10, 50);
  const auto c = compared(s, rules(5));
  REQUIRE(c.would.size() == 2);
  REQUIRE(c.would[0].lasted);
  CHECK(*c.would[0].lasted > 5min);
  CHECK(*c.would[0].lasted < 8min);
  CHECK(c.would[0].notices >= 2);
  CHECK(c.would[1].what == alarm::kind::order_overdue);  // nobody asked what became of those six
  CHECK_FALSE(c.would[1].lasted);
}

TEST_CASE("the same log and thresholds lead to the same") {
  scribe s;
  write_silence(s, 0, 6);
  std::ostringstream once, again;
  print_json(compared(s, rules(5)), once);
  print_json(compared(s, rules(5)), again);
  CHECK(once.str() == again.str());
}

TEST_CASE("what needs a person is an alarm of its own, and what did fire stands beside it") {
  scribe s;
  s.write(a, begun(a)).write(a, {order::operator_needed{{}, "doubt_not_resolved"}});
  const auto at = s.now;
  s.write_raw(alarm_stream(), encode(alarm::event{alarm::alarm_fired{1, alarm::kind::special_state,
                                                                     "needs_operator", 1, "m1/A"}},
                                     {"cmd-2", ""}, at));
  s.write_raw(alarm_stream(), encode(alarm::event{alarm::alarm_acknowledged{1, {"li", "seen"}}},
                                     {"cmd-3", ""}, at + 2s));
  s.write_raw(alarm_stream(),
              encode(alarm::event{alarm::alarm_resolved{1, 1, 1, 2s}}, {"cmd-3", ""}, at + 2s));
  const auto c = compared(s, rules(12));
  REQUIRE(c.would.size() == 1);
  CHECK(c.would[0].what == alarm::kind::special_state);
  REQUIRE(c.did.size() == 1);
  CHECK(c.did[0].key == "needs_operator");
  CHECK(c.did[0].lasted == millis{2s});
  CHECK(c.did[0].is_acknowledged);
  std::ostringstream text, json;
  print_text(c, text);
  CHECK(text.str().find("In fact fired (1)") != std::string::npos);
  CHECK(text.str().find("Not counted are queries") != std::string::npos);
  print_json(c, json);
  const auto document = nlohmann::json::parse(json.str());
  CHECK(document["would_have_fired"][0]["kind"] == "special_state");
  CHECK(document["did_fire"][0]["lasted_ms"] == 2000);
  CHECK_FALSE(document["did_fire"][0].contains("notices"));
}

TEST_CASE("an empty log has led to nothing, and one that cannot be read is told of") {
  scribe s;
  const auto c = compared(s, rules(1));
  CHECK(c.would.empty());
  CHECK(c.did.empty());
  s.write_raw("order/m1/A", {.type = 9999, .payload = "?"});
  const auto found = replay_alarms(*s.log, rules(1));
  REQUIRE(std::holds_alternative<store::damage>(found));
  CHECK(std::get<store::damage>(found).at == 1);
}
