#include "actors/follow/alarms.hpp"

#include "actors/follow/alerts.hpp"
#include "actors/follow/follower_actor.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"
#include "store/memory_event_log.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// What an engine had written when it died, before anybody was told.
void write_need(store::event_log& log, const order_id& order) {
  const store::append_request request{
      .stream = order_stream(order),
      .records = {encode(order::event{order::order_accepted{.order = order,
                                                            .amount = {1200, currency::cny},
                                                            .route = {channel_id{"wechat"}}}},
                         {}, instant{millis{1'800'000'000'000}}),
                  encode(order::event{order::operator_needed{{}, "revoke_not_done"}}, {},
                         instant{millis{1'800'000'000'001}})}};
  const auto outcome = log.append(std::span(&request, 1));
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(outcome));
}

/// Cannot tell anybody for a while.
class dumb_observer : public remembering_observer {
 public:
  bool tell_for_sure(const note& n) override {
    if (is_dumb) return false;
    tell(n);
    return true;
  }
  bool is_dumb = true;
};

}  // namespace

TEST_CASE("people hear of what became durable just before the process died") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage before{log};
    before.open();  // from here on the alarms have a bookmark
  }
  write_need(*log, first_order);
  stage s{log};
  s.open();
  CHECK(s.told->count("operator_needed") == 1);
}

TEST_CASE("a new log has the alarms' bookmark before its first record") {
  stage s;
  s.spawn();
  const auto mark = s.log->bookmark_of("alarms");
  REQUIRE(mark);
  CHECK(mark->position == 0);
}

TEST_CASE("in a log that never had them the alarms begin at the head, and say so") {
  const auto log = std::make_shared<store::memory_event_log>();
  write_need(*log, first_order);
  stage s{log};
  s.spawn();
  CHECK(s.told->count("follower_begins") == 1);
  CHECK(s.told->last("follower_begins") == "info follower=alarms after=2 head=2");
  CHECK(log->bookmark_of("alarms")->position == 2);
  s.run();
  CHECK(s.told->count("operator_needed") == 0);
}

TEST_CASE("an alarm that cannot be told now is told later, once") {
  const auto log = std::make_shared<store::memory_event_log>();
  log->save_bookmark("alarms", {0});
  write_need(*log, first_order);
  stage s{log};
  const auto dumb = std::make_shared<dumb_observer>();
  s.told = dumb;
  s.open();
  CHECK(dumb->count("operator_needed") == 0);
  s.advance(20s);
  CHECK(dumb->count("follower_lags") == 1);
  CHECK(dumb->last("follower_lags").starts_with("warning follower=alarms cursor=1 head="));
  dumb->is_dumb = false;
  s.advance(10s);
  CHECK(dumb->count("operator_needed") == 1);
  CHECK(dumb->count("follower_goes_on") == 1);
  CHECK(dumb->last("follower_goes_on").starts_with("info follower=alarms cursor="));
  CHECK(log->bookmark_of("alarms")->position == log->current_head().position);
}

TEST_CASE("people hear when the last path of a wallet opens, and when one is closed again") {
  const auto log = std::make_shared<store::memory_event_log>();
  const auto force = [](stage& s, channel::path_switch to) {
    s.ask(force_path{channel_id{"wechat"}, {.where = {}, .to = to, .who = {"li.wei", "a test"}}});
  };
  {
    stage s{log};
    s.open();
    force(s, channel::path_switch::open);
    CHECK(s.told->last("all_paths_open") == "critical wallet=wechat");
  }
  stage s{log};
  s.open();
  CHECK(s.told->count("all_paths_open") == 0);  // they have heard of it
  force(s, channel::path_switch::closed);
  CHECK(s.told->last("not_all_paths_open") == "info wallet=wechat");
}

TEST_CASE("that no channel is left is told once it can be told, once") {
  const auto told = std::make_shared<dumb_observer>();
  alarms follower({told, {{channel_id{"wechat"}, wallet::wechat}}});
  const auto opened = encode(
      channel::event{channel::path_turned{.channel = channel_id{"wechat"},
                                          .to = channel::breaker_phase::open,
                                          .until = instant{millis{9}},
                                          .generation = 1}},
      {}, instant{millis{1}});
  const decoded_record r({.stream = channel_stream(channel_id{"wechat"}),
                          .type = opened.type,
                          .schema_version = opened.schema_version,
                          .payload = opened.payload});
  REQUIRE(follower.concerns(opened.type));
  const auto before = follower.state().bytes;
  CHECK_FALSE(follower.take(r));
  CHECK(follower.state().bytes == before);
  told->is_dumb = false;
  CHECK(follower.take(r));
  CHECK(follower.take(r));  // as after a crash, when it had been told and that was not saved
  CHECK(told->count("all_paths_open") == 1);
  CHECK_FALSE(follower.restore({.version = 4, .bytes = follower.state().bytes}));
}

TEST_CASE("what a merchant's orders of a day ask for is known after a restart") {
  const auto facts = std::make_shared<alarm_facts>();
  const auto started = [&] {
    return alarms({.tells = std::make_shared<remembering_observer>(),
                   .facts = facts,
                   .large_amount_minor = 5000,
                   .large_day_minor = 2000});
  };
  const auto accepted = [&](alarms& by) {
    auto what = encode(
        order::event{order::order_accepted{.order = first_order, .amount = {1200, currency::cny}}},
        {}, instant{millis{1}});
    CHECK(by.take(decoded_record({.stream = order_stream(first_order),
                                  .type = what.type,
                                  .schema_version = what.schema_version,
                                  .payload = what.payload})));
    return facts->take();
  };
  auto before = started();
  CHECK(accepted(before).empty());
  auto after = started();
  REQUIRE(after.restore(before.state()));
  const auto told = accepted(after);
  REQUIRE(told.size() == 1);
  CHECK(std::get<alarm::happened>(told[0].what).key == "m1/day");
  CHECK(accepted(after).empty());
  // As it was written before there were days.
  auto old = started();
  CHECK(old.restore({.version = 2, .bytes = "\nfacts\n"}));
}

TEST_CASE("an event that people must hear of and nobody can read is told all the same") {
  remembering_observer told;
  alarms follower({std::shared_ptr<observer>(std::shared_ptr<void>{}, &told)});
  store::record r{.stream = order_stream(first_order),
                  .type = static_cast<std::uint16_t>(event_type_of<order::operator_needed>),
                  .schema_version = 1,
                  .payload = "\xff\xff"};
  REQUIRE(follower.concerns(r.type));
  const decoded_record taken(std::move(r));
  CHECK(follower.take(taken));
  CHECK(told.count("alarm_not_readable") == 1);
  CHECK(told.last("alarm_not_readable") == "critical sequence=0 stream=order/m1/A-1");
}

TEST_CASE("an alarm says whose it is, and all that a person needs to begin") {
  const auto alarm = [](const order::event& e) {
    const auto n = alert_for(first_order, e);
    REQUIRE(n.has_value());
    CHECK_FALSE(n->message.empty());
    return std::string(n->event) + ' ' + details_of(*n);
  };
  const attempt_no second{2};
  CHECK(alarm(order::late_payment_found{second, order::source::query_answer, "T2"}) ==
        "late_payment_found critical order=m1/A-1 channel_reference=T2");
  CHECK(alarm(order::result_conflicted{
            second, order::source::notification, order::finding::paid, "OK", "paid_twice"}) ==
        "result_conflicted critical order=m1/A-1 found=paid from=notification detail=paid_twice");
  CHECK(alarm(order::operator_needed{{}, "doubt_not_resolved"}) ==
        "operator_needed critical order=m1/A-1 reason=doubt_not_resolved");
  CHECK(alarm(order::operator_needed{.refund = refund_no{"R1"},
                                     .reason = "another_amount",
                                     .attempt = second,
                                     .held = money{99, currency::cny}}) ==
        "operator_needed critical order=m1/A-1 reason=another_amount attempt=2 refund=R1 "
        "held=0.99 CNY");
  CHECK_FALSE(alert_for(first_order, order::order_paid{second}));
}

TEST_CASE("what the alarms concern can be in an order's stream only") {
  remembering_observer told;
  alarms follower({std::shared_ptr<observer>(std::shared_ptr<void>{}, &told)});
  auto what = encode(order::event{order::operator_needed{{}, "why"}}, {}, instant{});
  store::record r{.stream = "merchant/m1",
                  .type = what.type,
                  .schema_version = what.schema_version,
                  .payload = what.payload};
  const decoded_record taken(std::move(r));
  CHECK(follower.take(taken));
  CHECK(told.last("alarm_not_readable") == "critical sequence=0 stream=merchant/m1");
  CHECK_FALSE(follower.concerns(static_cast<std::uint16_t>(event_type_of<order::order_paid>)));
}
