#include "tests/catch.hpp"
#include "tests/sim/provider_world.hpp"

namespace sluice::sim::provider_test {
namespace {

using world = provider_world;

}  // namespace

// -- the rows of FATES.md --------------------------------------------------------------

TEST_CASE("each row answers a payment code as the table says") {
  struct row {
    int digits;
    pay_verdict verdict;
    delivery how;
    std::optional<trade_state> at_first;
    std::optional<trade_state> later;
    bool money_moves;
  };
  const auto waits = trade_state::awaiting_payer;
  const auto paid = trade_state::paid;
  const auto r = GENERATE_COPY(
      row{0, pay_verdict::paid, delivery::plain, paid, paid, true},
      row{1, pay_verdict::awaiting_payer, delivery::plain, waits, paid, true},
      row{2, pay_verdict::awaiting_payer, delivery::plain, waits, waits, false},
      row{3, pay_verdict::declined, delivery::plain, std::nullopt, std::nullopt, false},
      row{4, pay_verdict::paid, delivery::answer_lost, paid, paid, true},
      row{5, pay_verdict::unheard, delivery::request_lost, std::nullopt, std::nullopt, false},
      row{6, pay_verdict::awaiting_payer, delivery::plain, waits, waits, false},
      row{7, pay_verdict::awaiting_payer, delivery::plain, waits, waits, false},
      row{8, pay_verdict::awaiting_payer, delivery::plain, waits, waits, false},
      row{9, pay_verdict::awaiting_payer, delivery::plain, waits, paid, true},
      row{10, pay_verdict::paid, delivery::plain, paid, paid, true},
      row{11, pay_verdict::paid, delivery::plain, paid, paid, true},
      row{14, pay_verdict::paid, delivery::html_page, paid, paid, true},
      row{15, pay_verdict::strange, delivery::plain, std::nullopt, std::nullopt, false},
      row{16, pay_verdict::declined_as_if_repeated, delivery::plain, std::nullopt, std::nullopt,
          false},
      row{17, pay_verdict::declined, delivery::plain, std::nullopt, paid, true},
      row{18, pay_verdict::paid, delivery::slow, paid, paid, true});
  INFO("row " << r.digits);
  world w;
  const auto answer = w.pay(1200 + r.digits);
  CHECK(answer.verdict == r.verdict);
  CHECK(answer.how == r.how);
  CHECK(w.state() == r.at_first);
  static_cast<void>(w.pass(long_enough));
  CHECK(w.state() == r.later);
  CHECK(w.money().received == 1);
  CHECK(w.kept() == (r.money_moves ? 1200 + r.digits : 0));
}

TEST_CASE("row 18 says how slow its answer is") {
  world w{{.slow_answer = millis{777}}};
  CHECK(w.pay(118).after == millis{777});
}

TEST_CASE("row 02: a revoke cancels, and is done again with the same answer") {
  world w;
  static_cast<void>(w.pay(102));
  CHECK(w.revoke().verdict == revoke_verdict::cancelled);
  CHECK(w.revoke().verdict == revoke_verdict::cancelled);
  CHECK(w.state() == trade_state::revoked);
  CHECK(w.kept() == 0);
}

TEST_CASE("row 05: the revoke of a request that never came burns its number") {
  world w;
  static_cast<void>(w.pay(105));
  CHECK(w.revoke().verdict == revoke_verdict::nothing_there);
  CHECK(w.revoke().verdict == revoke_verdict::nothing_there);
  CHECK_FALSE(w.state().has_value());
  CHECK(w.pay(100).verdict == pay_verdict::dead);
  CHECK(w.money().received == 2);
  CHECK(w.kept() == 0);
}

TEST_CASE("row 06: the payer pays in the instant of the revoke, and gets the money back") {
  world w;
  static_cast<void>(w.pay(106));
  CHECK(w.revoke().verdict == revoke_verdict::again);
  CHECK(w.state() == trade_state::paid);
  CHECK(w.kept() == 106);
  CHECK(w.revoke().verdict == revoke_verdict::given_back);
  CHECK(w.revoke().verdict == revoke_verdict::given_back);
  CHECK(w.money().returned_minor == 106);
}

TEST_CASE("row 07: the revoke is asked for again three times") {
  world w;
  static_cast<void>(w.pay(107));
  for (int i = 0; i < 3; ++i) CHECK(w.revoke().verdict == revoke_verdict::again);
  CHECK(w.revoke().verdict == revoke_verdict::cancelled);
}

TEST_CASE("row 08: every revoke fails, and the trade does not expire either") {
  world w;
  static_cast<void>(w.pay(108));
  static_cast<void>(w.pass(millis{60'000}));
  for (int i = 0; i < 20; ++i) CHECK(w.revoke().verdict == revoke_verdict::system_error);
  CHECK(w.state() == trade_state::awaiting_payer);
}

TEST_CASE("row 11: the refund is done though its answer is lost") {
  world w;
  static_cast<void>(w.pay(111));
  const auto answer = w.refund("r1", 100);
  CHECK(answer.verdict == refund_verdict::accepted);
  CHECK(answer.how == delivery::answer_lost);
  CHECK(w.channel.query_refund("r1", w.now)->refunds.at(0).done);
  CHECK(w.refund("r1", 100).verdict == refund_verdict::repeated);
  CHECK(w.money().returned_minor == 100);
}

TEST_CASE("row 12: each refund number's first request is lost, the second is done") {
  world w;
  static_cast<void>(w.pay(112));
  for (const auto* number : {"r1", "r2"}) {
    CHECK(w.refund(number, 50).how == delivery::request_lost);
    CHECK_FALSE(w.channel.query_refund(number, w.now).has_value());
    CHECK(w.refund(number, 50).verdict == refund_verdict::accepted);
  }
  CHECK(w.money().returned_minor == 100);
}

TEST_CASE("row 13: a refund is refused") {
  world w;
  static_cast<void>(w.pay(113));
  CHECK(w.refund("r1", 100).verdict == refund_verdict::refused);
  CHECK(w.kept() == 113);
}

// -- bank card and payout ----------------------------------------------------------------

TEST_CASE("a bank card's order is accepted first and paid later") {
  world w;
  CHECK(w.pay(100, business_type::quick_pay).verdict == pay_verdict::awaiting_payer);
  CHECK(w.kept() == 0);
  const auto notices = w.pass(long_enough);
  CHECK(w.state() == trade_state::paid);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].claims == trade_state::paid);
}

TEST_CASE("a payout that the payee's bank refuses fails, and nothing moves") {
  world w;
  CHECK(w.pay(102, business_type::payout).verdict == pay_verdict::awaiting_payer);
  static_cast<void>(w.pass(long_enough));
  CHECK(w.state() == trade_state::failed);
  CHECK(w.kept() == 0);
}

TEST_CASE("a declined payout never moves money later") {
  world w;
  CHECK(w.pay(117, business_type::payout).verdict == pay_verdict::declined);
  static_cast<void>(w.pass(long_enough));
  CHECK(w.kept() == 0);
}

TEST_CASE("closing cancels what is unpaid and refuses what is paid") {
  world w;
  CHECK(w.channel.close("k", w.now).verdict == close_verdict::nothing_there);
  static_cast<void>(w.pay(102, business_type::quick_pay));
  CHECK(w.channel.close("k", w.now).verdict == close_verdict::closed);
  CHECK(w.channel.close("k", w.now).verdict == close_verdict::closed);
  CHECK(w.pay(102, business_type::quick_pay).verdict == pay_verdict::dead);
}

TEST_CASE("closing races with the payer as the rows say") {
  world w;
  const auto type = business_type::quick_pay;
  SECTION("row 06: the payer is faster") {
    static_cast<void>(w.pay(106, type));
    CHECK(w.channel.close("k", w.now).verdict == close_verdict::already_paid);
    CHECK(w.kept() == 106);
  }
  SECTION("row 07: three times in vain") {
    static_cast<void>(w.pay(107, type));
    for (int i = 0; i < 3; ++i)
      CHECK(w.channel.close("k", w.now).verdict == close_verdict::system_error);
    CHECK(w.channel.close("k", w.now).verdict == close_verdict::closed);
  }
  SECTION("row 08: always in vain") {
    static_cast<void>(w.pay(108, type));
    for (int i = 0; i < 9; ++i)
      CHECK(w.channel.close("k", w.now).verdict == close_verdict::system_error);
  }
}

// -- idempotency ---------------------------------------------------------------------------

TEST_CASE("the same key pays once") {
  world w;
  CHECK(w.pay(100).verdict == pay_verdict::paid);
  CHECK(w.pay(100).verdict == pay_verdict::already_paid);
  CHECK(w.pay(200).verdict == pay_verdict::key_reused);
  CHECK(w.money() == key_totals{"alipay", 3, 100, 0});
}

TEST_CASE("a request repeated while the payer types asks no second payer") {
  world w;
  static_cast<void>(w.pay(101));
  CHECK(w.pay(101).verdict == pay_verdict::awaiting_payer);
  static_cast<void>(w.pass(long_enough));
  CHECK(w.kept() == 101);
}

TEST_CASE("row 17 repeated moves the money once") {
  world w;
  static_cast<void>(w.pay(117));
  static_cast<void>(w.pay(117));
  static_cast<void>(w.pass(long_enough));
  CHECK(w.kept() == 117);
}

TEST_CASE("partial refunds go up to the amount, and not one fen above") {
  world w;
  static_cast<void>(w.pay(300));
  CHECK(w.refund("r1", 100).verdict == refund_verdict::accepted);
  CHECK(w.refund("r2", 200).verdict == refund_verdict::accepted);
  CHECK(w.refund("r3", 1).verdict == refund_verdict::too_much);
  CHECK(w.kept() == 0);
}

TEST_CASE("a refund number refunds once, and only its own amount") {
  world w;
  static_cast<void>(w.pay(300));
  CHECK(w.refund("r1", 100).verdict == refund_verdict::accepted);
  CHECK(w.refund("r1", 100).verdict == refund_verdict::repeated);
  CHECK(w.refund("r1", 150).verdict == refund_verdict::key_reused);
  CHECK(w.money().returned_minor == 100);
}

TEST_CASE("what is not paid cannot be refunded") {
  world w;
  CHECK(w.refund("r1", 1).verdict == refund_verdict::no_trade);
  static_cast<void>(w.pay(102));
  CHECK(w.refund("r1", 1).verdict == refund_verdict::not_paid);
  CHECK(w.refund("r2", 0).verdict == refund_verdict::not_paid);
}

TEST_CASE("a refund in another currency, of nothing, or below nothing is refused") {
  world w;
  static_cast<void>(w.pay(300));
  CHECK(w.refund("r1", 0).verdict == refund_verdict::too_much);
  CHECK(w.refund("r1", -5).verdict == refund_verdict::too_much);
  CHECK(w.channel.give_refund("k", "r1", {100, currency::usd}, w.now).verdict ==
        refund_verdict::too_much);
}

TEST_CASE("a revoke after a partial refund gives back only the rest") {
  world w;
  static_cast<void>(w.pay(300));
  static_cast<void>(w.refund("r1", 100));
  CHECK(w.revoke().verdict == revoke_verdict::given_back);
  CHECK(w.money() == key_totals{"alipay", 1, 300, 300});
}

}  // namespace sluice::sim::provider_test
