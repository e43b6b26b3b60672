#include "sim/providers/provider.hpp"

#include "tests/catch.hpp"

namespace sluice::sim {
namespace {

/// One provider in made-up time, and the books it would write.
struct world {
  explicit world(provider_settings s = {}) : channel{with_defaults(std::move(s))} {}

  static provider_settings with_defaults(provider_settings s) {
    s.channel = "alipay";
    s.notifies = true;
    return s;
  }
  reply<pay_verdict> pay(std::int64_t minor, business_type type = business_type::payment_code) {
    return channel.pay(
        {.type = type, .key = "k", .amount = {minor, currency::cny}, .notify_url = "http://here/"},
        now);
  }
  reply<revoke_verdict> revoke() { return channel.revoke("k", now); }
  reply<refund_verdict> refund(const std::string& number, std::int64_t minor) {
    return channel.give_refund("k", number, {minor, currency::cny}, now);
  }
  std::optional<trade_state> state() {
    const auto t = channel.query("k", now);
    return t ? std::optional{t->state} : std::nullopt;
  }
  std::vector<notice> pass(millis time) {
    now += time;
    return channel.advance(now);
  }
  key_totals money() {
    for (auto& m : channel.take_movements()) booked.push_back(std::move(m));
    return total(booked)["k"];
  }
  std::int64_t kept() {
    const auto sums = money();
    return sums.paid_minor - sums.returned_minor;
  }

  instant now{millis{1'700'000'000'000}};
  std::vector<movement> booked{};
  provider channel;
};

constexpr millis long_enough{3000};

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

// -- time ------------------------------------------------------------------------------------

TEST_CASE("a payment code that nobody pays is revoked by the channel itself") {
  world w{{.unpaid_code_expires = millis{45'000}}};
  static_cast<void>(w.pay(102));
  static_cast<void>(w.pass(millis{44'999}));
  CHECK(w.state() == trade_state::awaiting_payer);
  static_cast<void>(w.pass(millis{1}));
  CHECK(w.state() == trade_state::revoked);
}

TEST_CASE("a payer who comes after the expiry does not pay") {
  world w{{.payer_delay = millis{50'000}, .unpaid_code_expires = millis{45'000}}};
  static_cast<void>(w.pay(101));
  static_cast<void>(w.pass(millis{60'000}));
  CHECK(w.state() == trade_state::revoked);
  CHECK(w.kept() == 0);
}

TEST_CASE("a trade is not found before it becomes visible") {
  world w{{.visibility_delay = millis{5000}}};
  static_cast<void>(w.pay(100));
  CHECK_FALSE(w.state().has_value());
  static_cast<void>(w.pass(millis{5000}));
  CHECK(w.state() == trade_state::paid);
}

TEST_CASE("a refund that takes time is in work first") {
  world w{{.refund_takes = millis{500}}};
  static_cast<void>(w.pay(300));
  static_cast<void>(w.refund("r1", 100));
  CHECK_FALSE(w.channel.query_refund("r1", w.now)->refunds.at(0).done);
  CHECK(w.money().returned_minor == 0);
  static_cast<void>(w.pass(millis{500}));
  CHECK(w.channel.query_refund("r1", w.now)->refunds.at(0).done);
  CHECK(w.money().returned_minor == 100);
}

TEST_CASE("movements carry the instant at which they happened, not when somebody looked") {
  world w{{.payer_delay = millis{2000}}};
  const auto start = w.now;
  static_cast<void>(w.pay(101));
  static_cast<void>(w.pass(millis{30'000}));
  static_cast<void>(w.money());
  CHECK(w.booked.at(1).at == start + millis{2000});
}

TEST_CASE("a provider says when it has something to do") {
  world w{{.payer_delay = millis{2000}, .notice_delay = millis{100}}};
  CHECK_FALSE(w.channel.next_due().has_value());
  static_cast<void>(w.pay(100, business_type::quick_pay));
  CHECK(w.channel.next_due() == w.now + millis{2000});
  w.now += millis{2100};
  CHECK(w.state() == trade_state::paid);  // the query finds the notification due as well
  CHECK(*w.channel.next_due() <= w.now);
  CHECK(w.channel.advance(w.now).size() == 1);
}

// -- notifications ---------------------------------------------------------------------------

TEST_CASE("a notification is repeated with growing pauses, six times at most") {
  world w{{.payer_delay = millis{0}, .notice_delay = millis{1000}}};
  static_cast<void>(w.pay(100, business_type::quick_pay));
  const auto start = w.now;
  std::vector<millis> at;
  while (w.channel.next_due()) {
    w.now = std::max(w.now, *w.channel.next_due());
    for (const auto& n : w.channel.advance(w.now)) {
      CHECK(n.about.key == "k");
      at.push_back(w.now - start);
    }
  }
  using ms = millis;
  CHECK(at == std::vector<millis>{ms{1000}, ms{2000}, ms{4000}, ms{8000}, ms{16'000}, ms{32'000}});
}

TEST_CASE("an acknowledged notification is not repeated") {
  world w;
  static_cast<void>(w.pay(100, business_type::quick_pay));
  const auto notices = w.pass(long_enough);
  REQUIRE(notices.size() == 1);
  w.channel.acknowledge(notices[0].id);
  CHECK(w.pass(millis{100'000}).empty());
}

TEST_CASE("row 09: the notification comes twice, acknowledged or not") {
  world w;
  static_cast<void>(w.pay(109));
  const auto first = w.pass(long_enough);
  REQUIRE(first.size() == 1);
  w.channel.acknowledge(first[0].id);
  const auto second = w.pass(millis{1000});
  REQUIRE(second.size() == 1);
  CHECK(second[0].claims == trade_state::paid);
  CHECK(second[0].id != first[0].id);
}

TEST_CASE("row 10: the notification says closed, and the trade stays paid") {
  world w;
  static_cast<void>(w.pay(110));
  const auto notices = w.pass(millis{5000});
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].claims == trade_state::closed);
  CHECK(w.state() == trade_state::paid);
}

TEST_CASE("row 17: the notification says paid") {
  world w;
  static_cast<void>(w.pay(117));
  const auto notices = w.pass(long_enough);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].claims == trade_state::paid);
}

TEST_CASE("a payment code paid as usual is not notified, and nothing is without an address") {
  world w;
  static_cast<void>(w.pay(100));
  CHECK(w.pass(long_enough).empty());
  static_cast<void>(w.channel.pay(
      {.type = business_type::quick_pay, .key = "other", .amount = {100, currency::cny}}, w.now));
  CHECK(w.pass(millis{100'000}).empty());
}

// -- restart -----------------------------------------------------------------------------------

TEST_CASE("a restarted provider knows what its books say") {
  world before;
  static_cast<void>(before.pay(300));
  static_cast<void>(before.refund("r1", 100));
  static_cast<void>(before.money());

  world after;
  after.channel.restore(before.booked);
  CHECK(after.state() == trade_state::paid);
  CHECK(after.channel.query("k", after.now)->reference ==
        before.channel.query("k", before.now)->reference);
  CHECK(after.pay(300).verdict == pay_verdict::already_paid);
  CHECK(after.refund("r1", 100).verdict == refund_verdict::repeated);
  CHECK(after.refund("r2", 201).verdict == refund_verdict::too_much);
  CHECK(after.refund("r2", 200).verdict == refund_verdict::accepted);
}

TEST_CASE("a restarted provider knows what it gave back") {
  world before;
  static_cast<void>(before.pay(300));
  static_cast<void>(before.revoke());
  static_cast<void>(before.money());

  world after;
  after.channel.restore(before.booked);
  CHECK(after.state() == trade_state::revoked);
  CHECK(after.revoke().verdict == revoke_verdict::given_back);
  CHECK(after.kept() == 0);
}

TEST_CASE("books of another channel are not ours") {
  world w;
  w.channel.restore({{.kind = movement_kind::paid, .channel = "wechat", .key = "k"}});
  CHECK_FALSE(w.state().has_value());
}

TEST_CASE("the channel's own number leads back to the key") {
  world w;
  const auto reference = w.pay(100).about.reference;
  CHECK(w.channel.key_of_reference(reference) == "k");
  CHECK(w.channel.key_of_reference("unknown").empty());
}

}  // namespace sluice::sim
