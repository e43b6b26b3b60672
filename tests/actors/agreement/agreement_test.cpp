// Agreements as their merchants and channels see them: offered, signed, paid by, ended.

#include "tests/actors/agreement/signing_stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::agreement_test {

using namespace signing;
using namespace std::chrono_literals;

TEST_CASE("a merchant is told what the payer has to do as soon as it is durable") {
  signing_stage s;
  s.offer();
  CHECK(s.seen().state == "offered");
  CHECK(s.seen().payer_action == "open_page");
  CHECK(s.seen().payer_action_content == "https://sign");
  CHECK(s.last.what == operation::offer_agreement);
  CHECK(s.last.not_after == s.clock->now() + agreement::time_to_sign);
  CHECK(s.events_of(stream) ==
        std::vector<std::string>{"agreement_requested", "agreement_offered"});
}

TEST_CASE("a channel that takes no agreements is refused at the door, and nothing is written") {
  signing_stage s;
  auto at_bank = wish();
  at_bank.channel = channel_id{"bank"};
  s.ask(at_bank);
  CHECK(s.last_refusal() == rejection{rejection_code::channel_takes_no_agreements, "channel",
                                      "bank takes no agreements for quick_pay; allowed are: "
                                      "wechat, spare"});
  CHECK(s.events_of(stream).empty());
  CHECK(s.wechat->started[operation::offer_agreement] == 0);
  s.offer();  // the number is as good as new
  CHECK(s.seen().state == "offered");
  at_bank.body = {2};
  s.ask(at_bank);  // and what is known is told first
  CHECK(s.last_refusal().code == rejection_code::agreement_number_reused);
}

TEST_CASE("the same agreement again is the same one, and never offered twice") {
  signing_stage s;
  s.offer();
  s.ask(wish());
  CHECK(s.seen().state == "offered");
  CHECK(s.wechat->started[operation::offer_agreement] == 1);
  s.ask(wish(2));
  CHECK(s.last_refusal().code == rejection_code::agreement_number_reused);
}

TEST_CASE("a channel's notice is acknowledged when it is durable") {
  signing_stage s;
  s.sign();
  CHECK(s.acknowledged == std::vector<bool>{true});
  CHECK(s.state_of_it() == "in_force");
  CHECK(s.seen().payer == "158****1562");
  CHECK(s.seen().payer_action.empty());
  s.notice(finding::in_force);
  CHECK(s.acknowledged == std::vector<bool>{true, true});
  CHECK(s.events_of(stream).size() == 3);
}

TEST_CASE("another channel's word about an agreement is nothing") {
  signing_stage s;
  s.offer();
  s.notice(finding::in_force, "spare");
  CHECK(s.acknowledged == std::vector<bool>{true});  // telling it again would not help
  CHECK(s.state_of_it() == "offered");
  s.notice(finding::in_force);
  s.notice(finding::ended, "spare");
  CHECK(s.state_of_it() == "in_force");
}

TEST_CASE("a notice that nobody understands is asked about, and not acknowledged") {
  signing_stage s;
  s.offer();
  s.of_agreements = finding::in_force;
  s.notice(finding::unknown);
  CHECK(s.acknowledged == std::vector<bool>{false});
  CHECK(s.wechat->started[operation::query_agreement] == 1);
  CHECK(s.state_of_it() == "in_force");
}

TEST_CASE("who names a time to sign means the machine's clock, and not one that has passed") {
  signing_stage s;
  s.clock->machine_ahead = 1h;
  auto late = wish();
  late.not_after = s.clock->machine_time();
  s.ask(late);
  CHECK(s.last_refusal().code == rejection_code::expired);
  CHECK(s.events_of(stream).empty());
  auto in_time = wish();
  in_time.not_after = s.clock->machine_time() + 5min;
  s.of_agreements = finding::payer_asked;
  s.ask(in_time);
  CHECK(s.last.not_after == in_time.not_after);
  s.of_agreements = finding::not_signed;
  s.advance(5min);
  CHECK(s.state_of_it() == "offered");
  s.advance(15min);
  CHECK(s.state_of_it() == "lapsed");
}

TEST_CASE("a command id of an agreement's is its merchant's, and used once") {
  signing_stage s;
  s.of_agreements = finding::payer_asked;
  s.ask(wish(), reply_when::final, "c-1", {1});
  CHECK(s.seen().state == "offered");
  s.ask(wish(), reply_when::final, "c-1", {1});
  CHECK(s.seen().state == "offered");
  s.ask(end_agreement{first_agreement}, reply_when::final, "c-1", {2});
  CHECK(s.last_refusal().code == rejection_code::command_id_reused);
  CHECK(s.state_of_it() == "offered");
}

TEST_CASE("without an answer the merchant is told so, and the channel asked until it knows") {
  signing_stage s;
  s.submit(wish());
  s.run();
  CHECK(s.answers.empty());
  s.advance(5s);
  CHECK(s.seen().state == "asking");
  CHECK(s.wechat->started[operation::query_agreement] == 1);
  s.of_agreements = finding::in_force;
  s.advance(10s);
  CHECK(s.state_of_it() == "in_force");
  CHECK(s.wechat->started[operation::offer_agreement] == 1);
}

TEST_CASE("one that nobody signs lapses when the channel has none, and not before") {
  signing_stage s;
  s.offer();
  s.of_agreements = finding::not_signed;
  s.advance(15min);
  CHECK(s.state_of_it() == "offered");
  s.advance(15min);
  CHECK(s.state_of_it() == "lapsed");
  const auto asked = s.wechat->started[operation::query_agreement];
  s.advance(24h);
  CHECK(s.wechat->started[operation::query_agreement] == asked);
}

TEST_CASE("a payer is charged by what he has signed, at that channel") {
  signing_stage s;
  s.sign();
  s.pay(agreement_no{"S-1"});
  CHECK(s.last_order().state == "paid");
  CHECK(s.last.what == operation::pay);
  REQUIRE(s.last.payer != nullptr);
  CHECK(s.last.payer->token.reveal() == "2088");
}

TEST_CASE("nobody is charged by an agreement that is not in force") {
  signing_stage s;
  s.pay(agreement_no{"S-1"});
  CHECK(s.last_refusal().code == rejection_code::agreement_not_found);
  s.offer();
  s.pay(agreement_no{"S-1"});
  CHECK(s.last_refusal().code == rejection_code::agreement_not_in_force);
  s.notice(finding::in_force);
  auto payout = stage::order_request("A-2");
  payout.type = business_type::payout;
  payout.payment_code = {};
  payout.agreement = agreement_no{"S-1"};
  s.ask(payout);
  CHECK(s.last_refusal().code == rejection_code::agreement_not_in_force);
  auto elsewhere = payout;
  elsewhere.type = business_type::quick_pay;
  elsewhere.channel = channel_id{"spare"};
  s.ask(elsewhere);
  CHECK(s.last_refusal().code == rejection_code::agreement_elsewhere);
  CHECK(s.wechat->started[operation::pay] == 0);
}

TEST_CASE("a merchant's end is asked of the channel until it has ended") {
  signing_stage s;
  s.sign();
  s.ask(end_agreement{first_agreement});
  CHECK(s.seen().state == "ending");
  CHECK(s.last.channel_reference == "2088");
  s.pay(agreement_no{"S-1"});
  CHECK(s.last_refusal().code == rejection_code::agreement_not_in_force);
  s.advance(60s);
  CHECK(s.wechat->started[operation::end_agreement] > 1);
  s.of_agreements = finding::ended;
  s.advance(600s);
  CHECK(s.state_of_it() == "ended");
}

TEST_CASE("after a restart it is asked about, never offered again, and pays all the same") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    signing_stage s(log);
    s.submit(wish());
    s.run();
  }
  signing_stage s(log);
  s.of_agreements = finding::in_force;
  s.advance(20s);
  CHECK(s.wechat->started[operation::offer_agreement] == 0);
  CHECK(s.state_of_it() == "in_force");
  s.pay(agreement_no{"S-1"});
  REQUIRE(s.last.payer != nullptr);
  CHECK(s.last.payer->token.reveal() == "2088");
}

TEST_CASE("who may not use the channel gets no agreement there") {
  signing_stage s;
  auto elsewhere = wish();
  elsewhere.channel = channel_id{"alipay"};
  s.ask(elsewhere);
  CHECK(s.last_refusal().code == rejection_code::channel_unknown);
  s.ask(get_agreement{first_agreement});
  CHECK(s.last_refusal().code == rejection_code::agreement_not_found);
  CHECK(s.wechat->started.empty());
}

}  // namespace sluice::test::agreement_test
