#include "audit/explained_route.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;
using routing::verdict;

namespace {

const merchant_id m1{"m1"};
const channel_id acct1{"acct1"}, acct2{"acct2"};
constexpr attempt_no two{2};

template <class Event>
void write(scribe& s, const std::string& stream, const Event& event) {
  s.write_raw(stream, encode(event, {"cmd-1", ""}, s.now));
  s.now += millis{1000};
}

void list(scribe& s, const std::vector<channel_id>& channels) {
  merchant::change_of what;
  what.channels = channels;
  write(s, merchant_stream(m1), merchant::event{merchant::changed{m1, what, {"li", "new"}}});
}

void turn(scribe& s, const std::string& where, channel::breaker_phase to) {
  channel::path_turned e{.channel = acct1, .where = channel::path(where), .to = to};
  e.counted = {.finished = 20, .failed = 14, .slow = 3};
  if (to == channel::breaker_phase::open) e.until = instant{millis{1767323105000}};
  write(s, channel_stream(acct1), channel::event{e});
}

order::order_accepted accepted(const routing::explanation_bytes& why) {
  auto e = std::get<order::order_accepted>(begun(a).front());
  e.route = {acct2};
  e.paid_with = instrument("debit_card", "icbc");
  e.explanation = why;
  return e;
}

/// acct1 is held back, acct2 leads; the list stands at position 2 of the merchant's stream.
routing::explanation held_back(std::uint32_t position = 2) {
  return {.merchant_position = position,
          .candidates = {{verdict::path_open, 6, 20, 0}, {verdict::chosen, 120, 128, 9310}}};
}

/// The merchant's list of that time, what its breaker had said, and a list of later.
scribe world(const routing::explanation& why) {
  scribe s;
  list(s, {acct2});
  list(s, {acct1, acct2});
  list(s, {acct2, acct1});
  turn(s, "", channel::breaker_phase::open);
  s.write(a, {accepted(pack(why)), order::attempt_started{one, acct2, channel_key{"K1"}}});
  turn(s, "", channel::breaker_phase::half_open);
  return s;
}

explained_route explained(const scribe& s) {
  const auto said = explain_route(*s.log, a);
  REQUIRE(std::holds_alternative<explained_route>(said));
  return std::get<explained_route>(said);
}

std::string text_of(const explained_route& r) {
  std::ostringstream out;
  print_text(r, out);
  return out.str();
}

nlohmann::json json_of(const explained_route& r) {
  std::ostringstream out;
  print_json(r, out);
  return nlohmann::json::parse(out.str());
}

}  // namespace

TEST_CASE("a route is explained by the list and the breaker of its moment") {
  CHECK(text_of(explained(world(held_back()))) ==
        "order m1/A  2026-01-02T03:04:09.000Z  route acct2\n"
        "acct1 excluded: path open (14 of 20 failed)\n"
        "  the whole channel open since 2026-01-02T03:04:08.000Z: failures (14 of 20 failed, 3 "
        "slow), until 2026-01-02T03:05:05.000Z\n"
        "acct2 93.1 %, first: best score\n"
        "attempt 1 at acct2, 2026-01-02T03:04:10.000Z: open\n");
}

TEST_CASE("an explained route is an object for programs") {
  const auto json = json_of(explained(world(held_back())));
  CHECK(json["merchant"] == "m1");
  CHECK(json["order_no"] == "A");
  CHECK(json["route"] == nlohmann::json{"acct2"});
  CHECK(json["unexplained"].is_null());
  CHECK(json["merchant_position"] == 2);
  REQUIRE(json["channels"].size() == 2);
  const auto& held = json["channels"][0];
  CHECK(held["channel"] == "acct1");
  CHECK(held["verdict"] == "path_open");
  CHECK(held["good"] == 6);
  CHECK(held["counted"] == 20);
  CHECK(held["breaker"]["type"] == "path_turned");
  CHECK(held["breaker"]["event"]["to"] == "open");
  CHECK(json["channels"][1]["score"] == 9310);
  CHECK(json["channels"][1]["breaker"].is_null());
  CHECK(json["attempts"][0]["outcome"] == "open");
  CHECK(json["attempts"][0]["failed_by"].is_null());
}

TEST_CASE("the widest path that was in the way is told, also when a narrower one spoke last") {
  scribe s;
  list(s, {acct1, acct2});
  turn(s, "debit_card", channel::breaker_phase::open);
  turn(s, "debit_card/icbc", channel::breaker_phase::closed);
  turn(s, "credit_card", channel::breaker_phase::open);
  s.write(a, {accepted(pack(held_back(1))), order::attempt_started{one, acct2, channel_key{"K1"}}});
  const auto text = text_of(explained(s));
  CHECK(text.find("  debit_card open since 2026-01-02T03:04:06.000Z: failures") !=
        std::string::npos);
}

TEST_CASE("the rule that took a channel away is named, as it was at that time") {
  scribe s;
  list(s, {acct1, acct2});
  const auto rule = [&](const char* name, std::int64_t from) {
    routing::rule r{.name = name, .never = {acct1}};
    r.when.unit = currency::cny;
    r.when.amount_from = from;
    r.when.shown = wallet::wechat;
    write(
        s, routing_stream(),
        routing::event{routing::rules_changed{routing::rule_set{r}, {"li", "their bank is down"}}});
  };
  rule("too_large", 1'000'000);  // holds for larger orders
  rule("nights", 1);
  rule("later", 1);
  auto e = accepted({});
  e.masked_code = "13**************89";
  e.explanation = routing::pack({.merchant_position = 1,
                                 .rules_position = 2,
                                 .candidates = {{verdict::rule_never}, {verdict::chosen}}});
  s.write(a, {e, order::attempt_started{one, acct2, channel_key{"K1"}}});
  CHECK(explained(s).channels[0].words == "acct1 excluded: a rule forbids it (nights)");
}

TEST_CASE("of a held order the route is explained on which it began, by that moment") {
  scribe s;
  list(s, {acct2});
  auto held = accepted(routing::pack({.merchant_position = 1, .candidates = {{verdict::chosen}}}));
  held.is_held = true;
  s.write(a, {held});
  list(s, {acct1, acct2});
  turn(s, "", channel::breaker_phase::open);
  s.write(a, {order::route_renewed{{acct2}, routing::pack(held_back(2))},
              order::attempt_started{one, acct2, channel_key{"K1"}}});
  const auto r = explained(s);
  CHECK(r.merchant_position == 2);
  REQUIRE(r.channels.size() == 2);
  CHECK(r.channels[0].words == "acct1 excluded: path open (14 of 20 failed)");
  CHECK(r.channels[0].breaker);
}

TEST_CASE("a person's switch is told with its author, harmlessly") {
  scribe s;
  list(s, {acct1, acct2});
  write(s, channel_stream(acct1),
        channel::event{channel::path_forced{.channel = acct1,
                                            .to = channel::path_switch::open,
                                            .who = signed_by{"li", "their \x1b[2J fault"}}});
  s.write(a, {accepted(pack(held_back(1))), order::attempt_started{one, acct2, channel_key{"K1"}}});
  const auto r = explained(s);
  CHECK(
      text_of(r).find("  the whole channel switched to open since 2026-01-02T03:04:06.000Z by li: "
                      "their \\u001b[2J fault\n") != std::string::npos);
  CHECK(json_of(r)["channels"][0]["breaker"]["type"] == "path_forced");
}

TEST_CASE("attempts are told with how they ended and who said so") {
  auto s = world(held_back());
  s.write(a, {order::attempt_failed{one, order::source::engine, "queue_full"},
              order::attempt_started{two, acct1, channel_key{"K2"}}});
  s.write(a, {order::attempt_failed{two, order::source::pay_answer, "NOTENOUGH"},
              order::order_failed{"NOTENOUGH"}});
  const auto r = explained(s);
  const auto text = text_of(r);
  INFO(text);
  CHECK(text.find(": never left the engine (queue_full); so another channel was tried\n") !=
        std::string::npos);
  CHECK(text.find("attempt 2 at acct1, 2026-01-02T03:04:13.000Z: not_paid, says the pay_answer "
                  "(NOTENOUGH)\n") != std::string::npos);
  CHECK(json_of(r)["attempts"][0]["never_left"] == true);
  CHECK(json_of(r)["attempts"][1]["failed_by"] == "pay_answer");
}

TEST_CASE("an order without an explanation says so, and still where it went") {
  scribe s;
  s.write(a, {accepted({}), order::attempt_started{one, acct2, channel_key{"K1"}}});
  const auto r = explained(s);
  CHECK(r.channels.empty());
  CHECK(text_of(r).find("the order is older than the explanations of routes\n") !=
        std::string::npos);
  CHECK(text_of(r).find("attempt 1 at acct2") != std::string::npos);
  CHECK(json_of(r)["unexplained"].is_string());
}

TEST_CASE("an explanation that no one here can read says so") {
  scribe s;
  s.write(a, {accepted(*routing::explanation_bytes::from("\x7f strange")),
              order::attempt_started{one, acct2, channel_key{"K1"}}});
  CHECK(explained(s).unexplained.find("does not know") != std::string::npos);
}

TEST_CASE("channels of a list that the log does not have are told without a name") {
  const auto r = explained(world(held_back(4)));
  REQUIRE(r.channels.size() == 2);
  CHECK_FALSE(r.channels[0].id);
  CHECK_FALSE(r.channels[0].breaker);
  CHECK(r.channels[0].words.find("a channel of an unknown name") == 0);
  CHECK(json_of(r)["channels"][0]["channel"].is_null());
}

TEST_CASE("more channels than an explanation holds are counted") {
  auto why = held_back();
  why.candidates.resize(routing::most_explained + 3, {verdict::lower_score, 1, 2, 3});
  const auto r = explained(world(why));
  CHECK(r.channels.size() == routing::most_explained);
  CHECK(text_of(r).find("and 3 more\n") != std::string::npos);
  CHECK(json_of(r)["left_out"] == 3);
}

TEST_CASE("no route is made up where the log does not say it") {
  auto s = world(held_back());
  CHECK(std::holds_alternative<no_such_order>(explain_route(*s.log, order_id{m1, order_no{"Z"}})));
  SECTION("a life that breaks a rule") {
    s.write(a, {order::order_failed{"X"}});
    CHECK(std::holds_alternative<audit_fault>(explain_route(*s.log, a)));
  }
  SECTION("a damaged stream of the merchant") {
    s.log->flip(2, 70, 0x01);
    CHECK(std::holds_alternative<store::damage>(explain_route(*s.log, a)));
  }
  SECTION("a foreign event in the channel's stream") {
    scribe t;
    list(t, {acct1, acct2});
    write(t, channel_stream(acct1), merchant::event{merchant::withdrawn{m1}});
    t.write(a, {accepted(pack(held_back(1)))});
    t.write(a, {order::attempt_started{one, acct2, channel_key{"K1"}}});
    const auto said = explain_route(*t.log, a);
    REQUIRE(std::holds_alternative<store::damage>(said));
    CHECK(std::get<store::damage>(said).at == 2);
  }
}
