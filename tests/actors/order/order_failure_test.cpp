// An order's actor that fails reads its events anew, and nobody waits in vain: every caller is
// answered, every notification is acknowledged once, and what waited behind is handled.

#include "tests/actors/failing_news.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

const revoke_order revoke_first{first_order, {}};

/// Those from the `first` decision to the `last` fail, counted from now.
void fail_decisions(stage& s, int first, int last) {
  s.clock->on_decision = [=, decision = 0]() mutable {
    ++decision;
    if (decision >= first && decision <= last) throw std::runtime_error("out of memory");
  };
}

void notify_paid(stage& s, const channel_key& key, std::vector<bool>& acknowledged) {
  s.everyone->notify({channel_id{"wechat"}, key, order::finding::paid, "OK", "T1",
                      money{1250, currency::cny}, true},
                     acknowledgement{[&](bool ok) { acknowledged.push_back(ok); }});
}

rejection_code refusal(const answer& a) { return std::get<rejection>(a).code; }

}  // namespace

TEST_CASE("a request at which its order fails is answered at once, and earlier ones still are") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  fail_decisions(s, 1, 1);
  s.ask(revoke_first);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_refusal().code == rejection_code::unavailable);
  CHECK(is_retryable(s.last_refusal().code));
  CHECK(s.events_of("order/m1/A-1").back() == "attempt_in_doubt");
  s.wechat->answer_next(
      operation::pay, [](const channel_call& c) { return says(c, order::finding::paid); });
  s.run();
  REQUIRE(s.answers.size() == 2);
  CHECK(s.last_order().state == "paid");
}

TEST_CASE(
    "a notification at which its order fails is refused once, and taken when it comes again") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  const auto key = s.wechat->held.front().first.key;
  std::vector<bool> acknowledged;
  fail_decisions(s, 1, 1);
  notify_paid(s, key, acknowledged);
  s.run();
  CHECK(acknowledged == std::vector<bool>{false});
  notify_paid(s, key, acknowledged);
  s.run();
  CHECK(acknowledged == std::vector<bool>{false, true});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("what waits behind a request at which the order fails is handled after the restart") {
  stage s;
  s.open();
  fail_decisions(s, 2, 2);
  s.submit(stage::order_request("A-1"), reply_when::accepted);
  s.submit(revoke_first, reply_when::accepted);
  s.submit(get_order{first_order});
  s.run();
  REQUIRE(s.answers.size() == 3);
  CHECK(std::get<order_view>(s.answers[0]).state == "processing");
  CHECK(refusal(s.answers[1]) == rejection_code::unavailable);
  CHECK(s.last_order().detail == "in_doubt");
}

TEST_CASE("an order in quarantine refuses everybody who waits for it") {
  stage s;
  s.open();
  fail_decisions(s, 2, 1000);
  s.submit(stage::order_request("A-1"));
  s.submit(revoke_first);
  s.submit(get_order{first_order});
  s.run();
  REQUIRE(s.answers.size() == 3);
  for (const auto& a : s.answers) CHECK(refusal(a) == rejection_code::order_quarantined);
  std::vector<bool> acknowledged;
  notify_paid(s, s.wechat->held.front().first.key, acknowledged);
  s.ask(get_order{first_order});
  CHECK(s.last_refusal().code == rejection_code::order_quarantined);
  CHECK(acknowledged == std::vector<bool>{false});
  CHECK(s.told->count("actor_quarantined") == 1);
}

TEST_CASE("a request whose write finds that the stream has moved on is answered at once") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  const auto events = s.log->read_stream("order/m1/A-1");
  const auto& last = std::get<std::vector<store::record>>(events).back();
  const order::attempt_in_doubt doubt{
      attempt_no{1}, order::source::engine, "written by somebody else"};
  store::append_request other{.stream = "order/m1/A-1", .expected = last.stream_position};
  other.records.push_back(encode(doubt, cause{}, time_of(last)));
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(s.log->append({&other, 1})));
  s.ask(revoke_first);
  CHECK(s.last_refusal().code == rejection_code::unavailable);
  s.ask(get_order{first_order});
  CHECK(s.last_order().code == "written by somebody else");
}

TEST_CASE("an order in quarantine also refuses the caller whose write is running") {
  constexpr std::size_t large = 100'000;
  stage s;
  s.open();
  auto wish = stage::order_request("A-1");
  wish.description = std::string(large, 'x');
  s.ask(wish);
  bool is_decided = false;
  s.clock->on_decision = [&] {
    // Taken before the write has ended, and twice there is no memory for what they are to be told.
    for (int i = 0; i < 2 && !is_decided; ++i)
      caf::anon_send(s.everyone->orders().of(first_order),
                     batch<order_message>{
                         {{.order = first_order, .what = hurry{}, .waits = waiter{.who = 1}}}});
    is_decided = true;
  };
  s.submit(revoke_first);
  while (!is_decided) s.run_once();
  {
    const no_memory_from that_size(large);
    s.run();
  }
  CHECK(s.told->count("actor_quarantined") == 1);
  REQUIRE(s.answers.size() == 2);
  CHECK(refusal(s.answers[0]) == rejection_code::unavailable);  // the one who was hurried
  CHECK(refusal(s.answers[1]) == rejection_code::order_quarantined);
}
