// What waits for a person, as people are shown it.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

/// "1 R1 another_amount 40000, asked 1250 holds 99": milliseconds since the morning.
lines shown(const story& s) {
  lines out;
  for (const auto& m : waits_for_person(s.state())) {
    auto text = std::to_string(m.attempt.value());
    if (m.about != nullptr) text += ' ' + m.about->number.value();
    text += ' ' + std::string(m.reason) + ' ' + std::to_string((m.since - morning) / 1ms);
    if (m.asked) text += ", asked " + std::to_string(m.asked->minor_units);
    if (m.held) text += " holds " + std::to_string(m.held->minor_units);
    out.push_back(text);
  }
  return out;
}

}  // namespace

TEST_CASE(
    "A person is shown whose money it is, why, since when, and two amounts that should be one") {
  story of_order(business_type::payout);
  of_order.when(answer(order::finding::unknown)).at(25h).when(order::fall_due{order::duty::query});
  CHECK(shown(of_order) == lines{"1 doubt_not_resolved 90000000"});

  auto other_amount = failed_on_both();
  other_amount.at(50s).when(of_attempt(2, of_amount(99, query(order::finding::paid))));
  other_amount.at(60s).when(of_amount(98, query(order::finding::paid)));
  CHECK(shown(other_amount) == lines{"1 another_amount 60000, asked 1250 holds 98",
                                     "2 another_amount 50000, asked 1250 holds 99"});

  auto not_confirmed = come_to("failed_in_question");
  not_confirmed.at(25h).when(order::fall_due{order::duty::query});
  CHECK(shown(not_confirmed) == lines{"1 not_confirmed 90000000"});

  auto refund = come_to("paid_with_refund");
  refund.at(50s).when(of_amount(99, refund_says(order::refund_finding::done)));
  CHECK(shown(refund) == lines{"1 R1 another_amount 50000, asked 500 holds 99"});

  auto silent = come_to("paid_with_refund");
  silent.at(25h).when(order::fall_due{order::duty::retry});
  CHECK(shown(silent) == lines{"1 R1 refund_not_resolved 90000000"});
}

TEST_CASE("Of an order that waits for a person the attempt under way is shown, and no other") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, answer(order::finding::unknown))).at(20s).when(order::revoke{});
  auto refused = revoke_says(order::revoke_finding::refused, "X");
  refused.attempt = attempt_no{2};
  s.when(refused);
  CHECK(shown(s) == lines{"2 revoke_refused:X 20000"});
}

}  // namespace sluice::test
