#include "adapters/access/nonces.hpp"

#include "tests/catch.hpp"

namespace sluice::access {
namespace {

constexpr instant midday{millis{1'800'000'000'000}};
constexpr millis window{120'000};

}  // namespace

TEST_CASE("a nonce is used once by each key, for as long as its request would be accepted") {
  nonces n(10, window);
  CHECK(n.use("k1", "a", midday, midday) == nonce_verdict::fresh);
  CHECK(n.use("k2", "a", midday, midday) == nonce_verdict::fresh);
  for (const auto now : {midday, midday - window, midday + window})
    CHECK(n.use("k1", "a", midday, now) == nonce_verdict::used);
}

TEST_CASE("a request from the future is remembered until its own time is over") {
  nonces n(10, window);
  CHECK(n.use("k", "a", midday + window, midday) == nonce_verdict::fresh);
  CHECK(n.use("k", "b", midday, midday) == nonce_verdict::fresh);
  CHECK(n.use("k", "a", midday + window, midday + window + window) == nonce_verdict::used);
}

TEST_CASE("a full memory of nonces accepts nothing new, and forgets nothing for it") {
  nonces n(2, window);
  CHECK(n.use("k", "a", midday, midday) == nonce_verdict::fresh);
  CHECK(n.use("k", "b", midday, midday) == nonce_verdict::fresh);
  CHECK(n.use("k", "c", midday, midday) == nonce_verdict::no_room);
  CHECK(n.use("k", "a", midday, midday) == nonce_verdict::used);
}

TEST_CASE("what is out of date makes room") {
  nonces n(2, window);
  CHECK(n.use("k", "a", midday, midday) == nonce_verdict::fresh);
  CHECK(n.use("k", "b", midday, midday) == nonce_verdict::fresh);
  const auto later = midday + window + window / 4;
  CHECK(n.use("k", "c", later, later) == nonce_verdict::fresh);
  CHECK(n.use("k", "d", later, later) == nonce_verdict::fresh);
  CHECK(n.use("k", "e", later, later) == nonce_verdict::no_room);
}

}  // namespace sluice::access
