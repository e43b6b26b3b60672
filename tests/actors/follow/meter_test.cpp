#include "actors/follow/meter.hpp"

#include "store/memory_event_log.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::uint64_t count_of(const meter& m, event_type wanted) {
  for (const auto& [type, count] : m.now().events)
    if (type == wanted) return count;
  return 0;
}

std::uint64_t orders_in(const meter& m, order_stage s) {
  return m.now().orders.by_stage[static_cast<std::size_t>(s)];
}

/// A life of the engine on this log, with a meter; `ask` says what happens in it.
template <class Do>
std::shared_ptr<meter> live(const std::shared_ptr<store::memory_event_log>& log, Do&& ask) {
  auto counts = std::make_shared<meter>();
  stage s{log};
  s.counts = counts;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  std::forward<Do>(ask)(s);
  return counts;
}

}  // namespace

TEST_CASE("a meter counts events by type, orders by phase, and what payers have paid") {
  const auto log = std::make_shared<store::memory_event_log>();
  const auto counts = live(log, [](stage& s) {
    s.ask(stage::order_request("A-1", 1250));
    s.ask(stage::order_request("A-2", 750));
  });
  CHECK(count_of(*counts, event_type_of<order::order_accepted>) == 2);
  CHECK(count_of(*counts, event_type_of<order::order_paid>) == 2);
  CHECK(orders_in(*counts, order_stage::paid) == 2);
  CHECK(counts->now().orders.captured[0] == 2000);  // CNY
  CHECK(counts->now().orders.paid_out[0] == 0);
}

TEST_CASE("every type of event is there from the start, at 0") {
  const meter m;
  const auto all = m.now().events;
  CHECK(all.size() >= 60);
  for (const auto& [type, count] : all) CHECK(count == 0);
}

TEST_CASE("a restart goes on counting, and reads nothing twice") {
  const auto log = std::make_shared<store::memory_event_log>();
  const auto before = live(log, [](stage& s) { s.ask(stage::order_request("A-1")); });
  const auto mark = log->bookmark_of("meter");
  REQUIRE(mark);
  CHECK(mark->position == log->current_head().position);
  const auto after = live(log, [](stage& s) { s.ask(stage::order_request("A-2")); });
  CHECK(count_of(*after, event_type_of<order::order_accepted>) == 2);
  CHECK(orders_in(*after, order_stage::paid) == 2);
}

TEST_CASE("an order that was under way when the engine stopped is counted on") {
  const auto log = std::make_shared<store::memory_event_log>();
  const auto before = live(log, [](stage& s) {
    s.wechat->always = nullptr;
    s.ask(stage::order_request("A-1"));
  });
  CHECK(orders_in(*before, order_stage::attempting) == 1);
  const auto after = live(log, [](stage& s) { s.advance(millis{60'000}); });
  CHECK(orders_in(*after, order_stage::attempting) == 0);
  CHECK(orders_in(*after, order_stage::paid) == 1);
}

TEST_CASE("a log that has never had a meter is counted from its first record") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  const auto counts = live(log, [](stage&) {});
  CHECK(count_of(*counts, event_type_of<order::order_accepted>) == 1);
}

TEST_CASE("a bookmark in another form is not taken up: the log is counted anew") {
  const auto log = std::make_shared<store::memory_event_log>();
  static_cast<void>(live(log, [](stage& s) { s.ask(stage::order_request("A-1")); }));
  for (const auto& [version, text] : std::vector<std::pair<std::uint32_t, std::string>>{
           {2, "event 10 5\n"}, {1, "event 10\n"}, {1, "stage attempting 5\n"}, {1, "open 1\n"}}) {
    CAPTURE(version, text);
    log->save_bookmark("meter", {log->current_head().position, version, text});
    const auto counts = live(log, [](stage&) {});
    CHECK(count_of(*counts, event_type_of<order::order_accepted>) == 1);
    CHECK(orders_in(*counts, order_stage::paid) == 1);
  }
}
