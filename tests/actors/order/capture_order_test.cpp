/// Money that is held first: the capture's call, its caller, its doubt after a restart, its
/// release.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

constexpr auto held_money = business_type::preauthorization;
using words = std::vector<std::string>;

struct holding_stage : stage {
  explicit holding_stage(std::shared_ptr<store::event_log> kept = nullptr)
      : stage(std::move(kept)) {
    settings.channels[0].business_types.push_back(held_money);
    settings.channels[0].timing[held_money] = {};
    settings.merchants[0].business_types.push_back(held_money);
    wechat->on_start = [this](const channel_call& c) { last_call = c; };
  }

  void authorize() {
    open();
    auto q = order_request("A-1");
    q.type = held_money;
    q.payment_code = {};
    q.payer = std::make_shared<const payer_details>();
    q.not_after = clock->machine_time() + 10s;
    ask(q, reply_when::final, "create");
    wechat->answer_next(operation::pay, [](const channel_call& c) {
      auto said = std::get<order::attempt_report>(says(c, order::finding::paid));
      said.channel_reference = "AUTH-1";
      return said;
    });
    run();
  }
  void capture(std::int64_t minor, std::string id = {}) {
    ask(capture_order{first_order, {minor, currency::cny}}, reply_when::final, std::move(id));
  }
  void answer_call(operation what, order::finding f) {
    wechat->answer_next(what, [f](const channel_call& c) { return says(c, f); });
    run();
  }

  std::optional<channel_call> last_call;
};

}  // namespace

TEST_CASE("who lets money be held is told so, and a capture goes to where it is held") {
  holding_stage s;
  s.authorize();
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "authorized");
  s.advance(20s);  // the order's own time is over; what is held may still be taken
  s.capture(800);
  CHECK(s.events_of("order/m1/A-1").back() == "capture_requested");
  REQUIRE(s.last_call->taken_from);
  CHECK(s.last_call->taken_from->reference == "AUTH-1");
  CHECK(s.last_call->taken_from->amount == money{1250, currency::cny});
  CHECK(s.last_call->amount == money{800, currency::cny});
  CHECK(s.last_call->key != s.last_call->taken_from->key);
  CHECK_FALSE(s.last_call->not_after);
  s.answer_call(operation::pay, order::finding::paid);
  CHECK(s.last_order().state == "paid");
  CHECK(s.last_order().captured_minor == 800);
  CHECK(s.last_order().attempts.front().outcome == "captured");
}

TEST_CASE(
    "a capture that is repeated under its command id takes nothing more, not even if it failed") {
  holding_stage s;
  s.authorize();
  s.capture(800, "take");
  s.answer_call(operation::pay, order::finding::not_paid);
  CHECK(s.last_order().state == "authorized");
  s.capture(800, "take");
  CHECK(s.last_order().state == "authorized");
  CHECK(s.wechat->started[operation::pay] == 2);
  s.capture(800, "take again");
  CHECK(s.wechat->started[operation::pay] == 3);
}

TEST_CASE("after a restart a capture is asked about, where it takes from") {
  holding_stage s;
  s.authorize();
  s.capture(800);
  holding_stage next(s.log);
  next.open();
  next.advance(10s);
  CHECK(next.wechat->started[operation::pay] == 0);
  REQUIRE(next.last_call);
  CHECK(next.last_call->what == operation::query);
  REQUIRE(next.last_call->taken_from);
  CHECK(next.last_call->taken_from->reference == "AUTH-1");
  next.answer_call(operation::query, order::finding::paid);
  next.ask(get_order{first_order});
  CHECK(next.last_order().state == "paid");
}

TEST_CASE("who lets go of what is held waits until the channel has done it") {
  holding_stage s;
  s.authorize();
  s.ask(revoke_order{first_order, {}});
  CHECK(s.answers.size() == 1);
  CHECK(s.last_call->what == operation::refund);
  CHECK(s.last_call->gives_back);
  CHECK(s.last_call->refund_amount == money{1250, currency::cny});
  s.wechat->answer_next(operation::refund, [](const channel_call& c) -> channel_answer {
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  });
  s.run();
  REQUIRE(s.answers.size() == 2);
  CHECK(s.last_order().state == "revoked");
  CHECK(s.last_order().money_returned == "yes");
  CHECK(s.last_order().refunds.front().purpose == "release");
}

TEST_CASE("what nobody captures is let go by itself") {
  holding_stage s;
  s.settings.channels[0].timing[held_money].windows.capture = channel_window::lasting(1h);
  s.authorize();
  s.advance(1h - 1s);
  CHECK(s.wechat->started[operation::refund] == 0);
  s.advance(2s);
  CHECK(s.wechat->started[operation::refund] == 1);
}

TEST_CASE("a notification of a capture is found by the capture's own number") {
  holding_stage s;
  s.authorize();
  s.capture(800);
  const auto key = s.last_call->key;
  s.answer_call(operation::pay, order::finding::unknown);
  s.everyone->notify(
      {.channel = channel_id{"wechat"},
       .key = key,
       .found = order::finding::paid,
       .amount = money{800, currency::cny},
       .verified = true},
      acknowledgement{[](bool) {}});
  s.run();
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "paid");
}
