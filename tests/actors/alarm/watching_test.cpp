// People are alarmed of what the engine hears: in time, after it is durable, and again after a
// restart; and what they say of alarms holds.

#include <algorithm>
#include <set>

#include "actors/alarm/alarm_ear.hpp"
#include "actors/alarm/alarm_facts.hpp"
#include "actors/alarm/order_pace.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::watching_test {
using namespace std::chrono_literals;

namespace {

using words = std::vector<std::string>;

/// Keeps what people are told, in words.
class kept_notices final : public receiver_port {
 public:
  explicit kept_notices(const store::event_log& log) : log_(&log) {}
  void send(const std::string& to, receiver_message what, on_answer heard) noexcept override {
    if (dead.contains(to)) return heard({.why = "it is not there"});
    if (const auto* n = std::get_if<alarm::notice>(&what.what)) {
      told.push_back(
          std::string(name_of(n->why)) + ' ' + std::string(name_of(n->what)) + ' ' + n->key);
      log_ends.push_back(log_->current_head().position);
    }
    heard({.is_delivered = true});
  }
  words told;
  std::set<std::string> dead;  ///< these take nothing
  std::vector<store::sequence> log_ends;  ///< when each was told

 private:
  const store::event_log* log_;
};

struct watched_stage : stage {
  explicit watched_stage(std::shared_ptr<store::event_log> kept = nullptr)
      : stage(std::move(kept)), people(std::make_shared<kept_notices>(*log)) {
    heard = std::make_shared<alarm_facts>();
    receivers = people;
    settings.alarms.receivers = {{.name = "phone"}};
    settings.channels.front().breaker.lone_failures = 32;
    settings.alarms.thresholds.failures_in_a_row = 100;  // of the network alone
    settings.channels.front().breaker.failures_in_a_row = 32;
  }
  void pay(int from, int to) {
    for (int i = from; i <= to; ++i) ask(order_request("A-" + std::to_string(i)));
  }
  void say(order::finding f, std::string with = {}) {
    wechat->always = [=](const channel_call& c) -> channel_answer {
      if (c.what == operation::pay || c.what == operation::query) return says(c, f, with);
      return unknown_answer(c, order::source::query_answer, with);
    };
  }
  [[nodiscard]] alarm_list alarms_now() {
    ask(list_alarms{});
    REQUIRE(std::holds_alternative<alarm_list>(answers.back()));
    return std::get<alarm_list>(answers.back());
  }
  std::shared_ptr<kept_notices> people;
};

}  // namespace

TEST_CASE("a channel that does not answer is told of within two seconds, and that it is over") {
  watched_stage s;
  s.open();
  s.say(order::finding::unknown, "timed_out");
  s.pay(1, 11);
  CHECK(s.events_of("alarm").empty());
  s.pay(12, 12);
  CHECK(s.events_of("alarm") == words{"alarm_fired"});
  CHECK(s.people->told.empty());
  s.advance(2s);
  CHECK(s.people->told == words{"fired network_channel wechat"});
  s.say(order::finding::paid);
  for (int i = 13; i < 33; ++i) {
    s.advance(7s);
    s.pay(i, i);
  }
  CHECK(s.people->told ==
        words{"fired network_channel wechat", "recovered network_channel wechat"});
  CHECK(s.events_of("alarm") == words{"alarm_fired", "alarm_resolved"});
}

TEST_CASE("people are told of nothing that is not durable") {
  watched_stage s;
  s.open();
  s.say(order::finding::unknown, "timed_out");
  s.pay(1, 12);
  s.advance(2s);
  store::sequence fired = 0;
  REQUIRE_FALSE(s.log->read_all(1, [&](const store::record& r) {
    if (r.stream == "alarm" && fired == 0) fired = r.position;
    return true;
  }));
  REQUIRE(s.people->log_ends.size() == 1);
  CHECK(fired > 0);
  CHECK(s.people->log_ends.front() >= fired);
}

TEST_CASE("who sees to an alarm is told of it no more, and everybody can see that") {
  watched_stage s;
  s.open();
  s.say(order::finding::unknown, "timed_out");
  s.pay(1, 12);
  s.advance(3s);
  const auto no = s.alarms_now().all.at(0).number;
  s.ask(acknowledge_alarm{no + 7, {"li.wei", "by mistake"}});
  CHECK(s.last_refusal().code == rejection_code::alarm_unknown);
  s.ask(acknowledge_alarm{no, {"li.wei", "the provider is called"}});
  const auto seen = s.alarms_now().all.at(0);
  CHECK(seen.state == "acknowledged");
  CHECK(seen.taken_by == signed_by{"li.wei", "the provider is called"});
  CHECK(seen.orders == 12);
  s.advance(20min);
  CHECK(std::ranges::count(s.people->told, "escalated network_channel wechat") == 0);
  s.ask(acknowledge_alarm{no, {"chen.jie", "said again"}});
  CHECK(s.alarms_now().all.at(0).taken_by.operator_name == "li.wei");
  CHECK(std::ranges::count(s.events_of("alarm"), "alarm_acknowledged") == 1);
}

TEST_CASE("a silence mutes and ends by itself, and what still fires then is told") {
  watched_stage s;
  s.open();
  s.ask(silence_alarms{alarm::kind::network_channel, "", 25h, {"li.wei", "too long"}});
  CHECK(s.last_refusal().code == rejection_code::silence_invalid);
  s.ask(silence_alarms{alarm::kind::network_channel, "", 0min, {"li.wei", "there is none"}});
  CHECK(s.last_refusal().code == rejection_code::silence_invalid);
  s.ask(silence_alarms{alarm::kind::network_channel, "", 9h, {"li.wei", "too long after all"}});
  s.ask(silence_alarms{alarm::kind::network_channel, "", 0min, {"li.wei", "not yet"}});
  CHECK(s.alarms_now().silences.empty());
  s.ask(silence_alarms{alarm::kind::network_channel, "", 3min, {"li.wei", "maintenance"}});
  s.say(order::finding::unknown, "timed_out");
  s.pay(1, 12);
  CHECK(s.alarms_now().all.at(0).state == "silenced");
  CHECK(s.alarms_now().silences.size() == 1);
  s.advance(80s);
  CHECK(s.people->told == words{});
  s.advance(70s);
  s.advance(60s);
  CHECK(std::ranges::count(s.people->told, "was_silenced network_channel wechat") == 1);
}

TEST_CASE("what fires is known after a restart, told once more, and not over for want of news") {
  std::shared_ptr<store::event_log> log;
  {
    watched_stage s;
    log = s.log;
    s.open();
    s.say(order::finding::unknown, "timed_out");
    s.pay(1, 12);
    s.advance(3s);
  }
  watched_stage s{log};
  s.wechat->always = nullptr;  // nobody answers
  s.open();
  CHECK(s.alarms_now().all.at(0).key == "wechat");
  s.advance(2s);
  CHECK(s.people->told == words{"still_fires network_channel wechat"});
  s.advance(1min);
  CHECK(s.alarms_now().all.size() == 1);
}

TEST_CASE("an order that has no result in time is told of, also when a restart came between") {
  std::shared_ptr<store::event_log> log;
  {
    watched_stage s;
    log = s.log;
    s.open();
    s.say(order::finding::payer_paying);
    s.ask(stage::order_request("A-1"), reply_when::accepted);
    s.advance(5s);
    CHECK(s.events_of("alarm").empty());
  }
  watched_stage s{log};
  s.settings.channels.front().timing[code].revoke_from = 500s;
  s.clock->origin += 5s;
  s.say(order::finding::payer_paying);
  s.open();
  s.advance(84s);
  CHECK(s.people->told.empty());
  s.advance(3s);
  CHECK(s.people->told == words{"fired order_overdue wechat/payment_code"});
}

TEST_CASE("orders of before a restart are not late while it is being read what became of them") {
  std::shared_ptr<store::event_log> log;
  {
    watched_stage s;
    log = s.log;
    s.open();
    s.submit(stage::order_request("A-1"));
    s.run();
    s.submit(stage::order_request("A-2"));
    s.run();
    for (int i = 0; i < 2; ++i)
      s.wechat->answer_next(
          operation::pay, [](const channel_call& c) { return says(c, order::finding::paid); });
    s.run();
  }
  watched_stage s{log};
  s.clock->origin += 200s;
  s.open();
  s.advance(200s);
  CHECK(s.people->told.empty());
}

TEST_CASE("of an order whose payer is waited for it is told when he was asked, and when he acted") {
  const auto heard = [](const order_pace& by) { return by.state().bytes; };
  const auto known = std::make_shared<alarm_facts>();
  order_pace pace(known);
  const auto take = [&](order::event e, std::int64_t at) {
    auto what = encode(e, {}, instant{millis{at}});
    REQUIRE(pace.concerns(what.type));
    CHECK(pace.take(decoded_record({.stream = order_stream(first_order),
                                    .type = what.type,
                                    .schema_version = what.schema_version,
                                    .time_ms = at,
                                    .payload = what.payload})));
    CHECK(pace.flush());
    return known->take();
  };
  const attempt_no first{1};
  const payer_action scan{payer_action_kind::show_code, "weixin://x"};
  take(
      order::order_accepted{
          .order = first_order, .type = business_type::native_qr, .amount = {1200, currency::cny}},
      1);
  take(order::attempt_started{first, channel_id{"wechat"}, channel_key{"K1"}}, 2);
  CHECK(take(order::payer_asked{first, order::source::pay_answer, "", std::nullopt}, 3).empty());
  const auto asked = take(order::payer_asked{first, order::source::pay_answer, "", scan}, 4);
  REQUIRE(asked.size() == 1);
  CHECK(to_text(std::get<alarm::payer_asked>(asked[0].what).where) == "wechat/native_qr");
  order_pace next(known);
  CHECK(next.restore(pace.state()));
  CHECK(heard(next) == heard(pace));
  CHECK(std::holds_alternative<alarm::payer_asked>(known->take().at(0).what));
  const auto acted = take(order::attempt_succeeded{first, order::source::query_answer, "T"}, 5);
  CHECK(std::holds_alternative<alarm::payer_acted>(acted.at(0).what));
  CHECK(take(order::order_paid{first}, 6).empty());
  CHECK(heard(pace).empty());
  CHECK(next.restore({.version = 1, .bytes = "7 payment_code 5 wechat\n8 payment_code 0 \n"}));
  CHECK(known->take().size() == 1);
}

TEST_CASE("a receiver that failed before a restart fails no more once it takes something") {
  std::shared_ptr<store::event_log> log;
  const auto happen = [](watched_stage& s, std::string_view event) {
    alarm_ear{s.told, s.heard, [&] { return s.clock->now(); }}.tell(
        {.level = severity::critical, .event = event, .message = "It went wrong."});
    s.advance(30s);
  };
  const auto fails = [](watched_stage& s) {
    const auto all = s.alarms_now().all;
    return std::ranges::count(all, alarm::kind::receiver_failing, &alarm_view::what);
  };
  {
    watched_stage s;
    log = s.log;
    s.settings.alarms.receivers = {{.name = "phone"}, {.name = "mail"}};
    s.people->dead = {"mail"};
    s.open();
    happen(s, "disk_nearly_full");
    CHECK(fails(s) == 1);
  }
  SECTION("it is there again") {
    watched_stage s{log};
    s.settings.alarms.receivers = {{.name = "phone"}, {.name = "mail"}};
    s.open();
    CHECK(fails(s) == 1);
    happen(s, "clock_stepped");
    s.advance(90s);
    CHECK(fails(s) == 0);
  }
  SECTION("the file has it no more") {
    watched_stage s{log};
    s.open();
    s.advance(90s);
    CHECK(fails(s) == 0);
  }
}

TEST_CASE("what is wrong with the machine is an alarm that a person ends") {
  watched_stage s;
  s.open();
  alarm_ear ear{s.told, s.heard, [&] { return s.clock->now(); }};
  ear.tell({.level = severity::warning, .event = "disk_slow", .message = "It is slow."});
  ear.tell({.level = severity::critical, .event = "operator_needed", .message = "From the log."});
  ear.tell({.level = severity::critical, .event = "disk_nearly_full", .message = "No room."});
  s.advance(3s);
  CHECK(s.people->told == words{"fired system disk_nearly_full"});
  s.ask(acknowledge_alarm{s.alarms_now().all.at(0).number, {"li.wei", "made room"}});
  CHECK(s.alarms_now().all.empty());
  CHECK(s.people->told.size() == 1);
}

TEST_CASE("a word that no table has is an alarm the first time it is heard, one a word") {
  watched_stage s;
  s.open();
  bool is_unlisted = false;
  s.wechat->always = [&](const channel_call& c) -> channel_answer {
    auto out = unknown_answer(c, order::source::query_answer, "USERPAYING");
    std::visit([&](auto& report) { report.unlisted = is_unlisted; }, out);
    return out;
  };
  s.pay(1, 1);
  s.advance(3s);
  CHECK(s.people->told == words{});
  is_unlisted = true;
  s.pay(2, 4);
  s.advance(3s);
  CHECK(s.people->told == words{"fired abnormal_failure wechat/payment_code:USERPAYING"});
  CHECK(s.alarms_now().all.at(0).detail.find("in no table") != std::string::npos);
}

TEST_CASE("a note that bears the marks of a broken program is an alarm, one a place") {
  watched_stage s;
  s.open();
  alarm_ear ear{s.told, s.heard, [&] { return s.clock->now(); }};
  for (const auto* what : {"std::length_error left a parser", "an exception left a parser"})
    ear.tell({.level = severity::warning, .event = "answer_not_read", .message = what});
  ear.tell({.level = severity::info, .event = "page_not_made", .message = "bad_alloc"});
  s.advance(3s);
  CHECK(s.people->told == words{"fired system answer_not_read", "fired system page_not_made"});
}

TEST_CASE("what the log says is kept until what came of it is durable") {
  alarm_facts facts;
  const alarm::happened late{alarm::kind::special_state, "late_money", 7, "m1/A-1: it came"};
  const alarm::condition shut{alarm::kind::wallet_shut, "alipay", true, "all\nof\tthem"};
  facts.hear_for_sure({late, instant{millis{5}}, 3});
  facts.hear_for_sure({shut, instant{millis{6}}, 9});
  facts.hear(alarm::orders_accepted{2}, instant{millis{6}});
  CHECK(facts.take().size() == 3);
  alarm_facts after_a_crash;
  REQUIRE(after_a_crash.restore(facts.text()));
  const auto again = after_a_crash.take();
  REQUIRE(again.size() == 2);
  CHECK(std::get<alarm::happened>(again[0].what).detail == "m1/A-1: it came");
  CHECK(std::get<alarm::condition>(again[1].what).is_on);
  CHECK(std::get<alarm::condition>(again[1].what).detail == "all of them");
  CHECK(again[1].from == 9);
  CHECK_FALSE(facts.has_changed());
  facts.settle(3);
  CHECK(facts.has_changed());
  alarm_facts later;
  REQUIRE(later.restore(facts.text()));
  CHECK(later.take().size() == 1);
  for (const auto* bad :
       {"x", "7 5 special_state", "7 5 nothing 4 k\td", "7 5 wallet_shut up k\td"})
    CHECK_FALSE(alarm_facts{}.restore(bad));
}

TEST_CASE("too much in passing is thinned out and counted; what must not be lost never is") {
  alarm_facts facts;
  for (std::size_t i = 0; i < alarm_facts::most_in_passing + 5; ++i)
    facts.hear(alarm::orders_accepted{1}, instant{});
  facts.hear_for_sure({alarm::happened{alarm::kind::system, "k", 0, "d"}, instant{}, 1});
  CHECK(facts.lost() == 5);
  CHECK(facts.take().size() == alarm_facts::most_in_passing + 1);
  facts.hear(alarm::orders_accepted{1}, instant{});
  CHECK(facts.lost() == 5);
}

}  // namespace sluice::test::watching_test
