// What a person says about a channel holds at once, is in the log, and holds after a restart.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::channel_settings_test {
namespace {

const channel_id wechat{"wechat"};
const signed_by li{"li.wei", "the line is being mended"};

change_channel set(channel::limits_change what) { return {wechat, {what, li}}; }

channel_view last_channel(const stage& s) { return std::get<channel_view>(s.answers.back()); }

const setting_view& origin_of_setting(const channel_view& v, std::string_view name) {
  return *std::find_if(
      v.origins.begin(), v.origins.end(), [&](const auto& o) { return o.name == name; });
}

}  // namespace

TEST_CASE("a channel tells its settings, whose word each is, and since when") {
  stage s;
  s.open();
  s.advance(millis{1000});
  s.ask(set({.max_in_flight = 2}));
  const auto changed_at = s.clock->now();
  s.ask(get_channel{wechat});
  const auto v = last_channel(s);
  CHECK(v.max_in_flight == 2);
  CHECK(v.queue_deadline == millis{5000});
  CHECK(origin_of_setting(v, "max_in_flight").from ==
        origin{author::person, "li.wei", "the line is being mended", changed_at});
  CHECK(origin_of_setting(v, "enabled").from.by == author::file);
  CHECK(v.origins.size() == channel::setting_count);
}

TEST_CASE("another limit holds for the next call, and those that run are left alone") {
  stage s;
  s.open();
  for (int i = 0; i < 3; ++i) s.submit(stage::order_request("A-" + std::to_string(i)));
  s.run();
  CHECK(s.wechat->running_now == 3);
  s.ask(set({.max_in_flight = 1}));
  s.ask(stage::order_request("B-1"), reply_when::accepted);
  CHECK(s.wechat->running_now == 3);
  for (int i = 0; i < 2; ++i)
    s.wechat->answer_next(
        operation::pay, [](const auto& c) { return says(c, order::finding::paid); });
  s.run();
  CHECK(s.wechat->running_now == 1);  // the one that is left, and nothing new beside it
  s.wechat->answer_next(
      operation::pay, [](const auto& c) { return says(c, order::finding::paid); });
  s.run();
  CHECK(s.wechat->running_now == 1);
  CHECK(s.wechat->held.front().first.key.value().size() > 0);
}

TEST_CASE("a channel that is switched off sends nothing new, also not what waits for its turn") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(stage::order_request("A-2"));
  CHECK(s.wechat->running_now == 1);
  s.ask(set({.enabled = false}));
  s.ask(stage::order_request("A-3"));
  // What waited surely never left: the order has failed. What came then was not taken at all.
  CHECK(s.events_of("order/m1/A-2").back() == "order_failed");
  CHECK(s.last_refusal().code == rejection_code::all_paths_open);
  CHECK(s.events_of("order/m1/A-3").empty());
  CHECK(s.wechat->started[operation::pay] == 1);
  s.ask(set({.enabled = true}));
  s.wechat->answer_next(
      operation::pay, [](const auto& c) { return says(c, order::finding::paid); });
  s.ask(stage::order_request("A-4"));
  CHECK(s.wechat->started[operation::pay] == 2);
}

TEST_CASE("what a person changed is in the log, and holds after a restart with the same file") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(set({.max_in_flight = 7, .calls_per_second = 9}));
    CHECK(s.events_of("channel/wechat") ==
          std::vector<std::string>{"channel_configured", "channel_changed"});
  }
  stage s{log};
  s.open();
  s.ask(get_channel{wechat});
  CHECK(last_channel(s).max_in_flight == 7);
  CHECK(last_channel(s).calls_per_second == 9);
  CHECK(origin_of_setting(last_channel(s), "max_in_flight").from.person == "li.wei");
  CHECK(s.events_of("channel/wechat").size() == 2);
}

TEST_CASE("the file's later word wins over a person's, for the keys that it changes") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(set({.max_in_flight = 7, .calls_per_second = 9}));
  }
  stage s{log};
  s.settings.channels[0].limits.max_in_flight = 30;
  s.open();
  s.ask(get_channel{wechat});
  CHECK(last_channel(s).max_in_flight == 30);
  CHECK(last_channel(s).calls_per_second == 9);
}

TEST_CASE("a wrong word about a channel changes nothing and is not in the log") {
  stage s;
  s.settings.channels[0].timing = {{business_type::payment_code, {}}};
  s.open();
  s.ask(set({.max_in_flight = 0}));
  CHECK(s.last_refusal().code == rejection_code::setting_out_of_range);
  s.ask(set({.queue_deadline = millis{5001}}));  // 15 s before a revoke, 10 s for a call
  CHECK(s.last_refusal().code == rejection_code::setting_contradicts);
  s.ask(set({}));
  CHECK(s.last_refusal().code == rejection_code::nothing_to_change);
  s.ask(change_channel{channel_id{"nobody"}, {{.enabled = true}, li}});
  CHECK(s.last_refusal().code == rejection_code::channel_unknown);
  s.ask(get_channel{channel_id{"nobody"}});
  CHECK(s.last_refusal().code == rejection_code::channel_unknown);
  CHECK(s.events_of("channel/wechat").size() == 1);
}

TEST_CASE("no call goes by a limit that is not durable") {
  stage s;
  s.settings.channels[0].limits.enabled = false;
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.wechat->started[operation::pay] == 0);
}

TEST_CASE("a thousand changes under load disturb no order, and all are in the log") {
  const auto log = std::make_shared<store::memory_event_log>();
  constexpr int changes = 1000;
  {
    stage s{log};
    s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
    s.open();
    for (int i = 0; i < changes; ++i) {
      s.submit(stage::order_request("A-" + std::to_string(i)));
      s.submit(set({.max_in_flight = 10 + static_cast<std::uint32_t>(i % 2)}));
    }
    s.run();
    CHECK(s.answers.size() == 2 * changes);
    for (const auto& a : s.answers) {
      CHECK_FALSE(std::holds_alternative<rejection>(a));
      if (const auto* o = std::get_if<order_view>(&a)) CHECK(o->state == "paid");
    }
    CHECK(s.events_of("channel/wechat").size() == 1 + changes);
  }
  stage s{log};
  s.open();
  s.ask(get_channel{wechat});
  CHECK(last_channel(s).max_in_flight == 11);
}

TEST_CASE("a command id is a person's own: again with another body it is refused") {
  stage s;
  s.open();
  s.ask(set({.max_in_flight = 33}), reply_when::final, "C-1", {1});
  s.ask(set({.max_in_flight = 34}), reply_when::final, "C-1", {2});
  CHECK(s.last_refusal().code == rejection_code::command_id_reused);
  s.ask(get_channel{wechat});
  CHECK(last_channel(s).max_in_flight == 33);
}

TEST_CASE("a late repeat does not bring an older word back, also after a restart") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(set({.max_in_flight = 33}), reply_when::final, "C-1", {1});
    s.ask(set({.max_in_flight = 34}), reply_when::final, "C-2", {2});
  }
  stage s{log};
  s.open();
  s.ask(set({.max_in_flight = 33}), reply_when::final, "C-1", {1});
  CHECK(last_channel(s).max_in_flight == 34);
  CHECK(s.events_of("channel/wechat").size() == 3);
}

TEST_CASE("whoever lists channels is not told what people said") {
  stage s;
  s.open();
  s.ask(set({.max_in_flight = 33}));
  s.ask(list_channels{});
  CHECK(std::get<std::vector<channel_view>>(s.answers.back()).at(0).origins.empty());
}

TEST_CASE("where the file's times leave a person's deadline no room, that is said, and only then") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(set({.queue_deadline = millis{4000}}));
    CHECK(s.told->count("queue_deadline_shortened") == 0);
  }
  stage s{log};
  s.settings.channels[0].timing = {
      {business_type::payment_code,
       {.call_timeout = millis{14'000}, .revoke_never_before = millis{15'000}}}};
  s.open();
  CHECK(s.told->last("queue_deadline_shortened") ==
        "warning channel=wechat queue_deadline_ms=1000");
  s.ask(get_channel{wechat});
  CHECK(last_channel(s).queue_deadline == millis{1000});
}

}  // namespace sluice::test::channel_settings_test
