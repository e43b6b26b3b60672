/// The whole engine takes only what is essential: before anything is durable, of new orders only,
/// until it ends by itself; and side work waits.

#include "actors/degradation/engine_level.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::engine_level_test {
using namespace std::chrono_literals;

namespace {

constexpr auto payout = business_type::payout;
const signed_by li{"li.wei", "two of three machines are gone"};
const channel_id wechat_channel{"wechat"}, spare{"spare"};
using words = std::vector<std::string>;

/// Two channels for everything, "wechat" first in the list of m1. One person is enough.
struct running : stage {
  explicit running(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    auto second = settings.channels.at(0);
    second.id = spare;
    settings.channels.push_back(second);
    settings.merchants.at(0).channels = {wechat_channel, spare};
    auto book = generous_book(settings.merchants);
    book.approvals = {{.word = "engine.degrade", .persons = 1}};
    declared = declared_as(book);
  }
  void degrade(std::vector<business_type> types, std::vector<channel_id> channels,
               std::optional<instant> until = {}) {
    ask(degrade_engine{{.what = {.to = degradation::level::essential,
                                 .business_types = std::move(types),
                                 .channels = std::move(channels),
                                 .until = until},
                        .who = li}});
  }
  void back_to_normal() { ask(degrade_engine{{.what = {}, .who = li}}); }
  engine_view level() {
    ask(get_engine{});
    return std::get<engine_view>(answers.back());
  }
  void pay(const std::string& number) { ask(order_request(number), reply_when::accepted); }
  /// Where it went, or the code of the refusal.
  std::string paid(const std::string& number) {
    pay(number);
    const auto* taken = std::get_if<order_view>(&answers.back());
    return taken != nullptr ? taken->channel : std::string(name_of(last_refusal().code));
  }
};

}  // namespace

TEST_CASE("only what is listed is taken, and what there is goes on") {
  running s;
  s.open();
  CHECK(s.paid("A-1") == "wechat");
  s.degrade({code}, {spare});
  CHECK(s.paid("A-2") == "spare");
  s.degrade({payout}, {spare});
  CHECK(s.paid("A-3") == "engine_essential");
  CHECK(s.last_refusal().field == "business_type");
  CHECK(s.events_of("order/m1/A-3").empty());
  auto by_name = stage::order_request("A-4");
  by_name.channel = wechat_channel;
  s.degrade({code}, {spare});
  s.ask(by_name);
  CHECK(s.last_refusal().code == rejection_code::engine_essential);
  // A repeat, a look, a revoke: nothing of them is new.
  CHECK(s.paid("A-1") == "wechat");
  s.ask(get_order{{m1, order_no{"A-1"}}});
  CHECK(s.last_order().order.number == order_no{"A-1"});
  s.ask(revoke_order{{m1, order_no{"A-1"}}}, reply_when::accepted);
  CHECK(s.last_order().order.number == order_no{"A-1"});
  s.back_to_normal();
  CHECK(s.paid("A-3") == "spare");  // who led leads on
}

TEST_CASE("it ends by itself, by the machine's clock, without an event") {
  running s;
  s.open();
  s.degrade({payout}, {spare}, s.clock->now() + 10s);
  s.advance(9s);
  CHECK(s.paid("A-1") == "engine_essential");
  CHECK(s.level().now.to == degradation::level::essential);
  s.advance(1s);
  CHECK(s.paid("A-1") == "wechat");
  CHECK(s.level().now == degradation::level_wish{});
  CHECK(s.level().from == origin{});
  CHECK(s.events_of("engine") == words{"engine_degraded"});
  s.degrade({payout}, {spare}, s.clock->now() + 1h);
  CHECK(s.paid("A-2") == "engine_essential");
  s.clock->machine_ahead = 1h;
  CHECK(s.paid("A-2") == "wechat");
}

TEST_CASE("the level is told with who wanted it, and holds after a restart") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    running first{log};
    first.open();
    first.degrade({payout}, {spare});
  }
  running s{log};
  s.spawn();
  s.submit(stage::order_request("A-1"), reply_when::accepted);
  s.run();
  CHECK(s.last_refusal().code == rejection_code::engine_essential);
  const auto told = s.level();
  CHECK(told.now == degradation::level_wish{degradation::level::essential, {payout}, {spare}, {}});
  CHECK(told.from.person == "li.wei");
  CHECK(told.from.reason == li.reason);
  CHECK(told.position == 1);
}

TEST_CASE("what is held does not begin while it is not listed, and then begins where it is") {
  running s;
  s.open();
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  const auto level = [&](merchant::level to) {
    s.ask(degrade_merchant{m1, {.type = payout, .what = {.to = to}, .who = li}});
  };
  level(merchant::level::accept_only);
  auto q = stage::order_request("P-1");
  q.type = payout;
  q.payment_code = {};
  s.ask(q, reply_when::accepted);
  CHECK(s.last_order().detail == "held");
  s.degrade({code}, {wechat_channel});
  level(merchant::level::normal);
  s.advance(2min);
  CHECK(s.events_of("order/m1/P-1") == words{"order_accepted"});
  s.degrade({payout}, {spare}, s.clock->now() + 1h);
  s.advance(31s);
  CHECK(s.events_of("order/m1/P-1") == words{"order_accepted", "route_renewed", "attempt_started",
                                             "attempt_succeeded", "order_paid"});
  s.ask(get_order{{m1, order_no{"P-1"}}});
  CHECK(s.last_order().channel == spare.value());
}

TEST_CASE("side work waits: reading routes of the past") {
  running s;
  s.open();
  const auto explained = [&] {
    s.ask(get_route{{m1, order_no{"A-1"}}});
    return s.last_refusal().code;
  };
  CHECK(explained() == rejection_code::unavailable);  // there is no history here, but it was asked
  s.degrade({code}, {spare}, s.clock->now() + 10s);
  CHECK(explained() == rejection_code::engine_essential);
  s.advance(10s);
  CHECK(explained() == rejection_code::unavailable);
}

TEST_CASE("what an order would get is told as the level has it") {
  running s;
  s.open();
  s.degrade({code}, {spare});
  s.ask(imagine_route{.order = {m1, {}}, .amount = {100, currency::cny}, .shown = wallet::wechat});
  const auto seen = std::get<route_view>(s.answers.back());
  CHECK(seen.route == std::vector{spare});
  CHECK(seen.channels.at(0).found.what == routing::verdict::not_essential);
  CHECK(seen.channels.at(0).words == "wechat excluded: not among what is essential for a while");
  s.ask(list_methods{m1, {100, currency::cny}});
  for (const auto& m : std::get<method_list>(s.answers.back()).all)
    CHECK(m.why_not.has_value() == (m.type != code));
}

TEST_CASE("without an exception two persons must want it") {
  running s;
  s.declared = declared_as(generous_book(s.settings.merchants));
  s.open();
  s.degrade({payout}, {spare});
  CHECK(std::holds_alternative<second_person_wanted>(s.answers.back()));
  CHECK(s.level().now == degradation::level_wish{});
  CHECK(s.paid("A-1") == "wechat");
}

TEST_CASE("a level that cannot be is refused, and changes nothing; a word is done once") {
  running s;
  s.open();
  s.degrade({code}, {channel_id{"nowhere"}});
  CHECK(s.last_refusal().code == rejection_code::channel_unknown);
  s.degrade({code}, {spare}, s.clock->now());
  CHECK(s.last_refusal().code == rejection_code::until_invalid);
  CHECK(s.events_of("engine").empty());
  const degrade_engine word{
      {.what = {degradation::level::essential, {code}, {spare}, {}}, .who = li}};
  s.ask(word, reply_when::final, "cmd-1");
  s.back_to_normal();
  s.ask(word, reply_when::final, "cmd-1");
  CHECK(s.level().now == degradation::level_wish{});
  CHECK(s.events_of("engine") == words{"engine_degraded", "engine_degraded"});
}

TEST_CASE("who does side work is told whether he may") {
  const auto page = std::make_shared<shared_engine_level>();
  const auto clock = std::make_shared<stage_clock>();
  engine_level_reader reader(page, clock);
  CHECK_FALSE(reader.is_side_work_off());
  page->exchange({degradation::level::essential, {code}, {spare}, clock->now() + 1s});
  CHECK(reader.is_side_work_off());
  clock->machine_ahead = 1s;
  CHECK_FALSE(reader.is_side_work_off());
}

}  // namespace sluice::test::engine_level_test
