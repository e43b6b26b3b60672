// When somebody must look again. Counted from the attempt, so a restart changes nothing.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

order::agenda of(const story& s) { return agenda_of(s.state(), s.now(), s.timing()); }

constexpr millis never{-1};

/// Counted from the attempt's start.
millis after_start(const story& s, const std::optional<instant>& due) {
  return due ? *due - current_attempt(s.state()).started : never;
}

millis next_query(story& s, millis at) {
  s.at(at);
  return after_start(s, of(s).query);
}
millis next_revoke(story& s, millis at) {
  s.at(at);
  return after_start(s, of(s).revoke);
}

}  // namespace

TEST_CASE("A payment code in doubt is queried at 5, 10, 15, 20, 25, 30 s, then ever more rarely") {
  auto s = come_to("in_doubt");
  CHECK(next_query(s, 0s) == 5s);
  CHECK(next_query(s, 5s) == 10s);
  CHECK(next_query(s, 12s) == 15s);
  CHECK(next_query(s, 29s) == 30s);
  CHECK(next_query(s, 30s) == 40s);
  CHECK(next_query(s, 40s) == 60s);
  CHECK(next_query(s, 60s) == 100s);
  CHECK(next_query(s, 48h) <= 48h + 10min);
}

TEST_CASE("It is revoked from 30 s on, and at once when that is over") {
  auto s = come_to("awaiting_payer");
  CHECK(next_revoke(s, 1s) == 30s);
  CHECK(next_revoke(s, 45s) == 45s);
}

TEST_CASE("A payout is never on the revoke agenda") {
  auto s = come_to("in_doubt_payout");
  CHECK(next_revoke(s, 1h) == never);
  CHECK(next_query(s, 1h) > 1h);
}

TEST_CASE("An attempt whose answer is late is looked up after its time-out and a grace") {
  story s;
  CHECK(next_query(s, 1s) == 15s);
  CHECK(next_query(s, 20s) == 20s);
  CHECK(next_revoke(s, 20s) == never);
}

TEST_CASE("A revoke waits for 15 s, then backs off") {
  story s;
  s.at(2s).when(order::revoke{});
  CHECK(next_revoke(s, 2s) == 15s);
  CHECK(next_revoke(s, 15s) == 17s);
  CHECK(next_revoke(s, 17s) == 21s);
  CHECK(next_revoke(s, 21s) == 29s);
  CHECK(next_query(s, 21s) == never);
}

TEST_CASE("A revoke that was answered is confirmed by queries") {
  auto s = come_to("revoking_answered");  // answered at 20 s
  CHECK(next_query(s, 20s) == 22s);
  CHECK(next_query(s, 22s) == 26s);
  CHECK(next_revoke(s, 22s) == never);
}

TEST_CASE("An open refund is retried, whatever the phase") {
  auto paid = come_to("paid_with_refund");  // requested at the attempt's start
  CHECK(after_start(paid, of(paid.at(0s)).retry) == 5s);
  auto late = come_to("failed");
  late.when(query(order::finding::paid));
  CHECK(after_start(late, of(late).retry) == 45s);
  late.when(refund_says(order::refund_finding::done, "late.1"));
  CHECK(after_start(late, of(late).retry) == never);
}

TEST_CASE("Money in question is asked about at pauses of its own, beside the phase") {
  auto s = come_to("failed_in_question");
  CHECK(next_query(s, 0s) == 10s);
  CHECK(next_query(s, 10s) == 30s);
}

TEST_CASE("Without times of its own a channel is queried in growing pauses from the start") {
  auto timing = story().timing();
  CHECK(order::query_interval(timing) == 5s);
  timing.query_at.clear();
  CHECK(order::query_interval(timing) == 10s);
  auto s = come_to("in_doubt");
  s.at(0s);
  CHECK(after_start(s, agenda_of(s.state(), s.now(), timing).query) == 10s);
}

TEST_CASE("Nothing is on the agenda of an order that has ended or whose amount is a person's") {
  for (const auto* place :
       {"absent", "accepted", "paid", "failed", "revoked", "needs_operator_another_amount"}) {
    const auto s = come_to(place);
    const auto a = of(s);
    CAPTURE(place);
    CHECK_FALSE((a.query || a.revoke || a.retry));
  }
}

TEST_CASE("What a person has not ended yet is asked about ever more rarely, and for ever") {
  for (const auto* place : {"needs_operator", "needs_operator_taking_back"}) {
    auto s = come_to(place);
    const auto handed_over = std::get<order::needs_operator>(s.state().now).since;
    const auto due_after = [&](millis later) {
      const auto a = agenda_of(s.state(), handed_over + later, s.timing());
      CHECK_FALSE((a.revoke || a.retry));
      REQUIRE(a.query.has_value());
      return *a.query - handed_over;
    };
    CAPTURE(place);
    CHECK(due_after(0s) == 10s);
    CHECK(due_after(10s) == 30s);
    CHECK(due_after(30s) == 70s);
    CHECK(due_after(24h * 365) > 24h * 365);
    CHECK(due_after(24h * 365) <= 24h * 365 + 10min);
  }
}

TEST_CASE("What still waits for the outside is always on the agenda: nothing is silently stuck") {
  for (const auto place : places()) {
    const auto s = come_to(place);
    const auto a = of(s);
    const auto matters = sluice::order::waits_for_person(s.state());
    const bool is_a_persons_alone = std::any_of(matters.begin(), matters.end(), [&](const auto& m) {
      return m.about != nullptr || is_for_a_person(find_attempt(s.state(), m.attempt)->asks);
    });
    const bool begun =
        !s.state().attempts.empty() || std::holds_alternative<order::held>(s.state().now) ||
        std::holds_alternative<order::verifying>(s.state().now);
    CAPTURE(place);
    CHECK((a.query || a.revoke || a.retry) ==
          (begun && !is_a_persons_alone && !is_closed(s.state())));
  }
}

TEST_CASE("A clock that goes backwards only makes the next look later than it could be") {
  auto s = come_to("in_doubt");
  CHECK(next_query(s, -1h) == 5s);
  CHECK(next_revoke(s, -1h) == 30s);
}

}  // namespace sluice::test
