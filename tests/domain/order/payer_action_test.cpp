// Payments in which the payer acts elsewhere: what he has to do is durable before anybody is told,
// holds as long as nothing else is known, and ends with the order's own time.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

using namespace std::chrono_literals;

const payer_action code_to_scan{payer_action_kind::show_code, "weixin://wxpay/bizpayurl?pr=1"};

order::attempt_report told_to_scan(order::source from = order::source::pay_answer) {
  auto r = told(from, order::finding::payer_paying, "SUCCESS");
  r.action = code_to_scan;
  return r;
}

story scanning() {
  story s(business_type::native_qr);
  s.when(told_to_scan());
  return s;
}

}  // namespace

TEST_CASE("What the payer has to do is an event, and what callers see") {
  const auto s = scanning();
  REQUIRE(action_needed(s.state()) != nullptr);
  CHECK(*action_needed(s.state()) == code_to_scan);
  CHECK(public_state(s.state()) == "payer_action_needed");
  const auto& asked = std::get<order::payer_asked>(s.history().back());
  CHECK(asked.action == code_to_scan);
}

TEST_CASE("A query that finds him still paying changes nothing about what he has to do") {
  auto s = scanning();
  s.when(query(order::finding::payer_paying)).nothing_happens();
  s.when(query(order::finding::not_paid_yet)).nothing_happens();
  CHECK(public_state(s.state()) == "payer_action_needed");
}

TEST_CASE("Nothing is left to do once it is paid, or being taken back") {
  auto paid = scanning();
  paid.when(notification(order::finding::paid)).is("paid");
  CHECK(action_needed(paid.state()) == nullptr);
  auto closing = scanning();
  closing.at(closing.timing().revoke_from).when(order::fall_due{order::duty::revoke});
  closing.is("revoking");
  CHECK(public_state(closing.state()) == "processing");
}

TEST_CASE("At the till nobody has to be told: without an action it is processing") {
  story s;
  s.when(answer(order::finding::payer_paying, "USERPAYING"));
  CHECK(public_state(s.state()) == "processing");
}

TEST_CASE("An order whose payer acts elsewhere is closed when its own time is over") {
  auto request = pay_request(business_type::native_qr);
  request.not_after = morning + 20s;
  auto s = story::given({});
  s.when(request).when(told_to_scan());
  const auto due = [&] { return agenda_of(s.state(), s.now(), s.timing(), instant{}).revoke; };
  CHECK(due() == morning + 20s);
  s.machine_says(morning + 20s - 1ms).when(order::fall_due{order::duty::revoke});
  s.nothing_happens();
  s.machine_says(morning + 20s).when(order::fall_due{order::duty::revoke}).is("revoking");
}

TEST_CASE("A time of its own closes no payment at the till early") {
  auto request = pay_request();
  request.not_after = morning + 1s;
  auto s = story::given({});
  s.when(request).when(answer(order::finding::payer_paying, "USERPAYING"));
  CHECK(agenda_of(s.state(), s.now(), s.timing(), instant{}).revoke ==
        morning + s.timing().revoke_from);
  s.machine_says(morning + 2s).when(order::fall_due{order::duty::revoke}).nothing_happens();
}

TEST_CASE("What a channel says of money that moved is written down with it, word for word") {
  const order::receipt receipt{
      .at = morning,
      .settled = money{1200, currency::cny},
      .coupons = money{50, currency::cny},
      .payer_account = "CMB_CREDIT",
      .clearing_date = "0506",
      .trace = "123"};
  story s;
  auto paid = query(order::finding::paid);
  paid.told = receipt;
  s.when(paid).is("paid");
  const auto& history = s.history();
  CHECK(std::get<order::attempt_succeeded>(history.at(history.size() - 2)).told == receipt);
  s.when(refund_of(100));
  auto done = refund_says(order::refund_finding::done);
  done.told = {.settled = money{100, currency::cny}, .trace = "456"};
  s.when(done);
  CHECK(std::get<order::refund_succeeded>(s.history().back()).told == done.told);
}

TEST_CASE("So it is with money that came late") {
  auto s = come_to("revoking");
  auto paid = query(order::finding::paid);
  paid.told = {.payer_account = "LQT"};
  s.when(paid);
  const auto& history = s.history();
  const auto late = std::ranges::find_if(history, [](const order::event& e) {
    return std::holds_alternative<order::late_payment_found>(e);
  });
  REQUIRE(late != history.end());
  CHECK(std::get<order::late_payment_found>(*late).told == paid.told);
}

}  // namespace sluice::test
