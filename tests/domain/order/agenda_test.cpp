// When somebody must look again. Counted from the attempt, so a restart changes nothing.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

agenda of(const story& s) { return agenda_of(s.state(), s.now(), s.timing()); }

/// Seconds since the attempt began; -1: not on the agenda.
long long seconds(const story& s, const std::optional<instant>& due) {
  if (!due) return -1;
  const auto since = *due - current_attempt(s.state()).started;
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

long long next_query(story& s, millis at) {
  s.at(at);
  return seconds(s, of(s).query);
}
long long next_revoke(story& s, millis at) {
  s.at(at);
  return seconds(s, of(s).revoke);
}

}  // namespace

TEST_CASE("A payment code in doubt is queried at 5, 10, 15, 20, 25, 30 s, then ever more rarely") {
  auto s = come_to("in_doubt");
  CHECK(next_query(s, 0s) == 5);
  CHECK(next_query(s, 5s) == 10);
  CHECK(next_query(s, 12s) == 15);
  CHECK(next_query(s, 29s) == 30);
  CHECK(next_query(s, 30s) == 40);
  CHECK(next_query(s, 40s) == 60);
  CHECK(next_query(s, 60s) == 100);
  CHECK(next_query(s, 48h) <= 48 * 3600 + 600);
}

TEST_CASE("It is revoked from 30 s on, and at once when that is over") {
  auto s = come_to("awaiting_payer");
  CHECK(next_revoke(s, 1s) == 30);
  CHECK(next_revoke(s, 45s) == 45);
}

TEST_CASE("A payout is never on the revoke agenda") {
  auto s = come_to("in_doubt_payout");
  CHECK(next_revoke(s, 1h) == -1);
  CHECK(next_query(s, 1h) > 3600);
}

TEST_CASE("An attempt whose answer is late is looked up after its time-out and a grace") {
  story s;
  CHECK(next_query(s, 1s) == 15);
  CHECK(next_query(s, 20s) == 20);
  CHECK(next_revoke(s, 20s) == -1);
}

TEST_CASE("A revoke waits for 15 s, then backs off") {
  story s;
  s.at(2s).when(revoke{});
  CHECK(next_revoke(s, 2s) == 15);
  CHECK(next_revoke(s, 15s) == 17);
  CHECK(next_revoke(s, 17s) == 21);
  CHECK(next_revoke(s, 21s) == 29);
  CHECK(next_query(s, 21s) == -1);
}

TEST_CASE("A revoke that was answered is confirmed by queries") {
  auto s = come_to("revoking_answered");  // answered at 20 s
  CHECK(next_query(s, 20s) == 22);
  CHECK(next_query(s, 22s) == 26);
  CHECK(next_revoke(s, 22s) == -1);
}

TEST_CASE("An open refund is retried, whatever the phase") {
  auto paid = come_to("paid_with_refund");  // requested at the attempt's start
  CHECK(seconds(paid, of(paid.at(0s)).retry) == 5);
  auto late = come_to("failed");
  late.when(query(finding::paid));
  CHECK(seconds(late, of(late).retry) == 45);
  late.when(refund_says(refund_finding::done, "late.1"));
  CHECK(seconds(late, of(late).retry) == -1);
}

TEST_CASE("Nothing is on the agenda of an order that has ended or waits for a person") {
  for (const auto* place : {"absent", "accepted", "paid", "failed", "revoked", "needs_operator",
                            "needs_operator_taking_back"}) {
    const auto s = come_to(place);
    const auto a = of(s);
    CAPTURE(place);
    CHECK_FALSE((a.query || a.revoke || a.retry));
  }
}

TEST_CASE("What still waits for the outside is always on the agenda: nothing is silently stuck") {
  for (const auto place : places()) {
    const auto s = come_to(place);
    const auto a = of(s);
    const bool waits_for_person = !sluice::waits_for_person(s.state()).empty();
    const bool begun = !s.state().attempts.empty();
    CAPTURE(place);
    CHECK((a.query || a.revoke || a.retry) ==
          (begun && !waits_for_person && !is_closed(s.state())));
  }
}

TEST_CASE("A clock that goes backwards only makes the next look later than it could be") {
  auto s = come_to("in_doubt");
  CHECK(next_query(s, -1h) == 5);
  CHECK(next_revoke(s, -1h) == 30);
}

}  // namespace sluice::test
