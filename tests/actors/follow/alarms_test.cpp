#include "actors/follow/alarms.hpp"

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

const order_id a1{merchant_id{"m1"}, order_no{"A-1"}};

/// What an engine had written when it died, before anybody was told.
void write_need(store::event_log& log, const order_id& order) {
  const store::append_request request{
      .stream = order_stream(order),
      .records = {encode(order_event{order_accepted{.order = order,
                                                    .amount = {1200, currency::cny},
                                                    .route = {channel_id{"wechat"}}}},
                         {}, instant{millis{1'800'000'000'000}}),
                  encode(order_event{operator_needed{{}, "revoke_not_done"}}, {},
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
  write_need(*log, a1);
  stage s{log};
  s.open();
  CHECK(s.told->count("operator_needed") == 1);
}

TEST_CASE("a new log has the alarms' bookmark before its first record") {
  stage s;
  s.open();
  const auto mark = s.log->bookmark_of("alarms");
  REQUIRE(mark);
  CHECK(mark->position == 0);
}

TEST_CASE("in a log that never had them the alarms begin at the head, and say so") {
  const auto log = std::make_shared<store::memory_event_log>();
  write_need(*log, a1);
  stage s{log};
  s.open();
  CHECK(s.told->count("operator_needed") == 0);
  CHECK(s.told->count("follower_begins") == 1);
  CHECK(log->bookmark_of("alarms") == store::bookmark{2});
}

TEST_CASE("an alarm that cannot be told now is told later, once") {
  const auto log = std::make_shared<store::memory_event_log>();
  log->save_bookmark("alarms", {0});
  write_need(*log, a1);
  stage s{log};
  const auto dumb = std::make_shared<dumb_observer>();
  s.told = dumb;
  s.open();
  CHECK(dumb->count("operator_needed") == 0);
  s.advance(20s);
  CHECK(dumb->count("follower_lags") == 1);
  dumb->is_dumb = false;
  s.advance(10s);
  CHECK(dumb->count("operator_needed") == 1);
  CHECK(dumb->count("follower_goes_on") == 1);
  CHECK(log->bookmark_of("alarms")->position == log->current_head().position);
}

TEST_CASE("an event that people must hear of and nobody can read is told all the same") {
  remembering_observer told;
  alarms follower{std::shared_ptr<observer>(std::shared_ptr<void>{}, &told)};
  store::record r{.stream = order_stream(a1),
                  .type = static_cast<std::uint16_t>(event_type_of<operator_needed>),
                  .schema_version = 1,
                  .payload = "\xff\xff"};
  REQUIRE(follower.concerns(r.type));
  CHECK(follower.take(decoded_record(std::move(r))));
  CHECK(told.count("alarm_not_readable") == 1);
}
