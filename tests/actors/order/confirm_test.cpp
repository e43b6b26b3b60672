// Payments that the channel confirms by a code on the payer's phone: what the channel is told, and
// what is never told anybody.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::confirm_test {
using namespace std::chrono_literals;

namespace {

constexpr auto typed = "493817";

create_order by_token(const std::string& number) {
  auto wish = stage::order_request(number);
  wish.type = business_type::quick_pay;
  wish.payment_code = {};
  wish.payer = std::make_shared<const payer_details>(payer_details{.token = secret("T0K3N")});
  return wish;
}

channel_answer asks_for_code(const channel_call& c) {
  return order::attempt_report{
      .attempt = c.attempt,
      .from = order::source::pay_answer,
      .found = order::finding::payer_paying,
      .code = "00",
      .action = payer_action{payer_action_kind::enter_code, "138****0018"}};
}

channel_answer paid(const channel_call& c) {
  return order::attempt_report{
      .attempt = c.attempt,
      .from = order::source::pay_answer,
      .found = order::finding::paid,
      .channel_reference = "T1"};
}

void give(stage& s, const std::string& code = typed) {
  s.ask(verify_order{first_order, secret(code)});
}

/// The payer has been sent a code.
void begin(stage& s) {
  s.open();
  s.ask(by_token("A-1"));
  s.wechat->answer_next(operation::pay, asks_for_code);
  s.run();
}

}  // namespace

TEST_CASE("whoever asked is told that a code is wanted, and the channel is brought it once") {
  stage s;
  begin(s);
  CHECK(s.last_order().state == "payer_action_needed");
  CHECK(s.last_order().payer_action == "enter_code");
  CHECK(s.last_order().payer_action_content == "138****0018");
  CHECK(s.last_order().code_tries_left == 5);
  give(s);
  REQUIRE(s.wechat->started[operation::confirm] == 1);
  const auto call = s.wechat->answer_next(operation::confirm, paid);
  CHECK(call.code.reveal() == typed);
  CHECK(call.payer->token.reveal() == "T0K3N");
  CHECK(call.amount == money{1250, currency::cny});
  CHECK(call.type == business_type::quick_pay);
  s.run();
  CHECK(s.last_order().state == "paid");
  CHECK(s.events_of("order/m1/A-1") ==
        std::vector<std::string>{"order_accepted", "attempt_started", "payer_asked", "code_given",
                                 "attempt_succeeded", "order_paid"});
}

TEST_CASE("a wrong code leaves fewer tries, and the next one is the one that is sent") {
  stage s;
  begin(s);
  give(s, "000000");
  s.wechat->answer_next(operation::confirm, asks_for_code);
  s.run();
  CHECK(s.last_order().state == "payer_action_needed");
  CHECK(s.last_order().code_tries_left == 4);
  give(s);
  CHECK(s.wechat->answer_next(operation::confirm, paid).code.reveal() == typed);
}

TEST_CASE("a second code is refused while the first is on its way") {
  stage s;
  begin(s);
  s.ask(verify_order{first_order, secret(typed)}, reply_when::accepted);
  give(s);
  CHECK(s.last_refusal().code == rejection_code::verification_not_wanted);
  CHECK(s.wechat->started[operation::confirm] == 1);
}

TEST_CASE("an order that waits for a code stays in memory, where the payer's token is") {
  stage s;
  s.settings.channels[0].timing[business_type::quick_pay].revoke_from = 30min;
  begin(s);
  s.advance(20min);
  give(s);
  CHECK(s.wechat->answer_next(operation::confirm, paid).payer->token.reveal() == "T0K3N");
}

TEST_CASE("after a restart a code is never sent again, and who cannot be charged is let go") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    begin(s);
    s.ask(verify_order{first_order, secret(typed)}, reply_when::accepted);
    s.ask(by_token("A-2"), reply_when::accepted);
    (void)s.wechat->answer_next(operation::confirm, [](const channel_call& c) {
      return unknown_answer(c, order::source::pay_answer, "TIMEOUT");
    });
    s.wechat->answer_next(operation::pay, asks_for_code);
    s.run();
  }
  stage s{log};
  s.open();
  s.advance(10s);  // before it is taken back
  CHECK(s.wechat->started[operation::pay] == 0);
  CHECK(s.wechat->started[operation::confirm] == 0);
  CHECK(s.wechat->started[operation::query] > 0);
  CHECK(s.events_of("order/m1/A-1").back() == "attempt_in_doubt");
  CHECK(s.events_of("order/m1/A-2").back() == "revoke_requested");
}

TEST_CASE("no code is in the log, nor told to people") {
  stage s;
  begin(s);
  give(s, "SECRETCODE");
  s.wechat->answer_next(operation::confirm, paid);
  s.run();
  const auto problem = s.log->read_all(1, [](const store::record& r) {
    CHECK(r.payload.find("SECRETCODE") == std::string::npos);
    return true;
  });
  CHECK_FALSE(problem);
}

}  // namespace sluice::test::confirm_test
