// The small parts of which an order's entity is made: which calls run, and who reminds it of what.

#include "actors/order/order_reminders.hpp"
#include "actors/order/running_calls.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_parts_test {
using namespace std::chrono_literals;

namespace {

constexpr attempt_no one{1}, two{2};
const refund_no r1{"R1"}, r2{"R2"};
constexpr instant noon{millis{1'800'000'000'000}};

using call = running_calls::name;

/// Can the second run beside the first?
bool run_together(const call& a, const call& b) {
  running_calls running;
  REQUIRE(running.begin(a));
  return running.begin(b);
}

}  // namespace

TEST_CASE("of each kind of call one runs at a time, and other kinds beside it") {
  const std::vector<std::vector<call>> kinds{
      {{operation::pay, one, {}}},
      {{operation::pay, two, {}}},
      {{operation::query, one, {}}},
      {{operation::query, two, {}}},
      {{operation::query, one, {}, true}},
      {{operation::revoke, one, {}}, {operation::close, one, {}}},
      {{operation::revoke, two, {}}, {operation::close, two, {}}},
      {{operation::refund, one, r1}, {operation::refund_query, one, r1}},
      {{operation::refund, one, r2}, {operation::refund_query, one, r2}},
      {{operation::refund, two, r1}, {operation::refund_query, two, r1}},
      {{operation::send_on_refund, one, r1}},
      {{operation::send_on_refund, one, r2}}};
  for (std::size_t i = 0; i < kinds.size(); ++i)
    for (std::size_t j = 0; j < kinds.size(); ++j)
      for (const auto& a : kinds[i])
        for (const auto& b : kinds[j]) {
          CAPTURE(i, j, name_of(a.what), name_of(b.what));
          CHECK(run_together(a, b) == (i != j));
        }
}

TEST_CASE("that only a query can be hearsay makes no other kind of another call") {
  for (const auto what : {operation::pay, operation::revoke, operation::close, operation::refund,
                          operation::refund_query})
    CHECK_FALSE(run_together({what, one, r1, true}, {what, one, r1, false}));
}

TEST_CASE("a call runs until it ends or all are forgotten") {
  running_calls running;
  const call pay{operation::pay, one, {}}, query{operation::query, two, {}};
  CHECK(running.empty());
  CHECK(running.begin(pay));
  CHECK(running.begin(query));
  CHECK(running.is_paying(one));
  CHECK_FALSE(running.is_paying(two));
  running.end(pay);
  CHECK_FALSE(running.is_paying(one));
  CHECK(running.is_running(query));
  CHECK_FALSE(running.empty());
  running.forget_all();
  CHECK(running.empty());
  CHECK(running.begin(query));
}

namespace {

struct told_duties {
  std::vector<std::pair<order::duty, std::optional<instant>>> all;
  auto operator()() {
    return [this](order::duty d, const std::optional<instant>& at) { all.emplace_back(d, at); };
  }
};

std::size_t told_by(order_reminders& r, const order::agenda& next) {
  told_duties told;
  r.update(next, told());
  return told.all.size();
}

}  // namespace

TEST_CASE("supervisors are told what has changed, and nothing else") {
  order_reminders r;
  told_duties told;
  r.update({.query = noon, .revoke = noon + 1s}, told());
  CHECK(told.all == std::vector<std::pair<order::duty, std::optional<instant>>>{
                        {order::duty::query, noon}, {order::duty::revoke, noon + 1s}});
  told.all.clear();
  r.update({.query = noon, .retry = noon + 2s}, told());
  CHECK(told.all == std::vector<std::pair<order::duty, std::optional<instant>>>{
                        {order::duty::revoke, std::nullopt}, {order::duty::retry, noon + 2s}});
}

TEST_CASE("a reminder that has come, or that was forgotten, is asked for again") {
  order_reminders r;
  const order::agenda same{.query = noon, .revoke = noon};
  CHECK(told_by(r, same) == 2);
  CHECK(told_by(r, same) == 0);
  r.has_come(order::duty::query);
  CHECK(told_by(r, same) == 1);
  r.forget_all();
  CHECK(told_by(r, same) == 2);
}

TEST_CASE("whether something is due until then counts that moment") {
  order_reminders r;
  CHECK_FALSE(r.any_until(noon));
  (void)told_by(r, {.retry = noon});
  CHECK(r.any_until(noon));
  CHECK_FALSE(r.any_until(noon - 1ms));
}

TEST_CASE("what is asked about an order or refund that there is not is refused by its name") {
  stage s;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  const order_id order{merchant_id{"m1"}, order_no{"A-1"}};
  s.ask(get_order{order});
  CHECK(s.last_refusal().code == rejection_code::order_not_found);
  CHECK(s.last_refusal().field == "order_no");
  s.ask(stage::order_request("A-1"));
  s.ask(get_refund{order, r1});
  CHECK(s.last_refusal().code == rejection_code::refund_not_found);
  CHECK(s.last_refusal().field == "refund_no");
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  };
  s.ask(create_refund{order, r1, {500, currency::cny}, {}});
  s.ask(get_refund{order, r1});
  const auto& told = std::get<refund_view>(s.answers.back());
  CHECK(told.amount == money{500, currency::cny});
  CHECK(told.sequence == s.log->current_head().position);
}

}  // namespace sluice::test::order_parts_test
