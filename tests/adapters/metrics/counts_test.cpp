#include <thread>

#include "adapters/channels/channel_counts.hpp"
#include "adapters/nats/endpoint_stats.hpp"
#include "tests/catch.hpp"

namespace sluice::test::counts_test {
using namespace std::chrono_literals;

TEST_CASE("a duration falls into the first bucket whose bound it does not exceed") {
  duration_counts counts;
  for (const auto took : {0ns, 1'000'000ns, 1'000'001ns, 10'000'000'000ns, 10'000'000'001ns})
    counts.count(took);
  const auto now = counts.read();
  CHECK(now.buckets.front() == 2);
  CHECK(now.buckets[1] == 1);
  CHECK(now.buckets[now.buckets.size() - 2] == 1);
  CHECK(now.buckets.back() == 1);
  CHECK(now.count() == 5);
  CHECK(now.sum == 20'002'000'002ns);
}

TEST_CASE("what threads count at the same time is all counted") {
  constexpr int each = 10'000;
  channel_counts counts;
  const auto count = [&] {
    for (int i = 0; i < each; ++i) counts.count(operation::query, call_outcome::pending, 2ms);
  };
  std::thread other(count);
  count();
  other.join();
  const auto now = counts.of(operation::query);
  CHECK(now.outcomes[static_cast<std::size_t>(call_outcome::pending)] == 2 * each);
  CHECK(now.took.count() == 2 * each);
  CHECK(counts.of(operation::pay).took.count() == 0);
}

TEST_CASE("an answer's outcome is what it says of the money") {
  const auto of_attempt = [](order::finding f) {
    return outcome_of(order::attempt_report{.attempt = {}, .found = f});
  };
  CHECK(of_attempt(order::finding::paid) == call_outcome::done);
  CHECK(of_attempt(order::finding::not_paid_if_revoked) == call_outcome::declined);
  CHECK(of_attempt(order::finding::payer_paying) == call_outcome::pending);
  CHECK(of_attempt(order::finding::not_found) == call_outcome::pending);
  CHECK(of_attempt(order::finding::unknown) == call_outcome::unknown);
  CHECK(of_attempt(order::finding::not_sent) == call_outcome::not_sent);
  CHECK(outcome_of(order::revoke_report{.attempt = {}, .found = order::revoke_finding::too_late}) ==
        call_outcome::declined);
  CHECK(outcome_of(order::refund_report{.refund = {}, .found = order::refund_finding::accepted}) ==
        call_outcome::pending);
  CHECK(outcome_of(agreement::report{.found = agreement::finding::in_force}) == call_outcome::done);
}

TEST_CASE("a refusal counts by whether asking again may help") {
  nats::endpoint_stats stats;
  const rejection busy{rejection_code::busy, "", "later"};
  const rejection wrong{rejection_code::body_empty, "", "no"};
  stats.count(api::endpoint::get_order, 1ms, &busy);
  stats.count(api::endpoint::get_order, 1ms, &wrong);
  stats.count(api::endpoint::get_order, 1ms, nullptr);
  const auto now = stats.of(api::endpoint::get_order);
  CHECK(now.of(nats::command_result::try_again) == 1);
  CHECK(now.of(nats::command_result::refused) == 1);
  CHECK(now.of(nats::command_result::ok) == 1);
  CHECK(now.errors() == 2);
  CHECK(now.last_error == "body_empty");
}

}  // namespace sluice::test::counts_test
