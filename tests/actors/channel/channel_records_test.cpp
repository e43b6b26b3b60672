#include <vector>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::channel_records_test {
namespace {

using namespace std::chrono_literals;

class remembered_calls final : public call_recorder {
 public:
  void record(call_record one) noexcept override { all.push_back(std::move(one)); }
  std::vector<call_record> all;
};

struct recorded : stage {
  std::shared_ptr<remembered_calls> calls = std::make_shared<remembered_calls>();
  recorded() { records = calls; }
};

channel_answer says_of_payer(const channel_call& c) {
  auto a = says(c, order::finding::not_paid, "NOTENOUGH");
  std::get<order::attempt_report>(a).whose = fault::payer;
  return a;
}

}  // namespace

TEST_CASE("a call leaves a record: under which number, since when, for how long, what came of it") {
  recorded s;
  s.open();
  s.ask(stage::order_request("A-1"));
  const auto began = s.clock->now();
  CHECK(s.calls->all.empty());
  s.advance(40ms);
  const auto key = s.wechat->held.front().first.key;
  s.wechat->answer_next(operation::pay, says_of_payer);
  s.run();
  REQUIRE(s.calls->all.size() == 1);
  CHECK(s.calls->all[0] ==
        call_record{.order = first_order,
                    .attempt = attempt_no{1},
                    .channel = channel_id{"wechat"},
                    .operation = "pay",
                    .number = key,
                    .began = began,
                    .took = 40ms,
                    .outcome = call_outcome::declined,
                    .code = "NOTENOUGH",
                    .cause = "at fault: the payer"});
}

TEST_CASE("a query that learns nothing leaves a record, though it leaves no event") {
  recorded s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.wechat->answer_next(operation::pay, [](const channel_call& c) {
    return unknown_answer(c, order::source::pay_answer, "timed_out");
  });
  s.run();
  REQUIRE(s.calls->all.size() == 1);
  CHECK(s.calls->all[0].outcome == call_outcome::unknown);
  CHECK(s.calls->all[0].code.empty());
  CHECK(s.calls->all[0].cause == "timed_out");
  const auto before = s.events_of("order/m1/A-1").size();
  s.advance(5s);
  REQUIRE_FALSE(s.wechat->held.empty());
  s.wechat->answer_next(operation::query, [](const channel_call& c) {
    return says(c, order::finding::payer_paying);
  });
  s.run();
  REQUIRE(s.calls->all.size() == 2);
  CHECK(s.calls->all[1].operation == "query");
  CHECK(s.calls->all[1].outcome == call_outcome::pending);
  CHECK(s.events_of("order/m1/A-1").size() >= before);
}

TEST_CASE("a refund is recorded under its own number") {
  recorded s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::refund)
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
    return says(c, order::finding::paid);
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(create_refund{first_order, refund_no{"R-1"}, {500, currency::cny}, {}});
  REQUIRE(s.calls->all.size() == 2);
  CHECK(s.calls->all[1].refund == refund_no{"R-1"});
  CHECK(s.calls->all[1].number != s.calls->all[0].number);
  CHECK_FALSE(s.calls->all[1].number.value().empty());
}

TEST_CASE("a call that never left is recorded with why, and without a duration") {
  recorded s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.settings.channels[0].limits.queue_capacity = 1;
  s.open();
  for (const auto* number : {"A-1", "A-2", "A-3"}) s.ask(stage::order_request(number));
  REQUIRE(s.calls->all.size() == 1);
  CHECK(s.calls->all[0].outcome == call_outcome::not_sent);
  CHECK(s.calls->all[0].cause == "channel_queue_full");
  CHECK(s.calls->all[0].took == 0ms);
  CHECK_FALSE(s.calls->all[0].number.value().empty());
}

TEST_CASE("a port that says nothing is recorded as silent") {
  recorded s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.advance(14s);
  REQUIRE_FALSE(s.calls->all.empty());
  CHECK(s.calls->all[0].cause == "port_silent");
  CHECK(s.calls->all[0].outcome == call_outcome::unknown);
}

}  // namespace sluice::test::channel_records_test
