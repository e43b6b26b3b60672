#include <algorithm>

#include "tests/catch.hpp"
#include "tests/sim/provider_world.hpp"

namespace sluice::sim::provider_time_test {
namespace {

using world = provider_world;

}  // namespace

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

TEST_CASE("a notification is repeated with growing pauses, sixteen times at most") {
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
  REQUIRE(at.size() == 16);
  const std::vector<millis> growing(at.begin(), at.begin() + 7);
  CHECK(growing == std::vector<millis>{
                       ms{1000}, ms{2000}, ms{4000}, ms{8000}, ms{16'000}, ms{32'000}, ms{48'000}});
  CHECK(at.back() == ms{48'000} + 9 * ms{16'000});
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

TEST_CASE("a restarted provider repeats what was said with a request") {
  world before;
  const pay_request asked{
      .type = business_type::native_qr,
      .key = "k",
      .amount = {300, currency::cny},
      .app_id = "wx1",
      .notify_url = "http://here/",
      .said = {{"mchid", "1900000109"}}};
  static_cast<void>(before.channel.pay(asked, before.now));
  static_cast<void>(before.pass(long_enough));
  static_cast<void>(before.money());
  world after;
  for (const auto& m : before.booked) CHECK(to_line(m).find('\n') == to_line(m).size() - 1);
  after.channel.restore(before.booked);
  const auto t = after.channel.query("k", before.now).value();
  CHECK(t.type == business_type::native_qr);
  CHECK(t.app_id == "wx1");
  CHECK(t.said.at("mchid") == "1900000109");
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

}  // namespace sluice::sim::provider_time_test
