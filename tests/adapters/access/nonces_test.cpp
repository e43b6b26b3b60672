#include "adapters/access/nonces.hpp"

#include "tests/catch.hpp"

namespace sluice::access {

TEST_CASE("a nonce is used once in its time, by each key") {
  nonces n(10, millis{100});
  const instant t{millis{1000}};
  CHECK(n.use("k1", "a", t) == nonce_verdict::fresh);
  CHECK(n.use("k2", "a", t) == nonce_verdict::fresh);
  CHECK(n.use("k1", "a", t + millis{99}) == nonce_verdict::used);
  CHECK(n.use("k1", "a", t - millis{500}) == nonce_verdict::used);
  CHECK(n.use("k1", "a", t + millis{100}) == nonce_verdict::fresh);
}

TEST_CASE("a full memory of nonces accepts nothing new, and forgets nothing for it") {
  nonces n(2, millis{100});
  const instant t{millis{1000}};
  CHECK(n.use("k", "a", t) == nonce_verdict::fresh);
  CHECK(n.use("k", "b", t) == nonce_verdict::fresh);
  CHECK(n.use("k", "c", t) == nonce_verdict::no_room);
  CHECK(n.use("k", "a", t) == nonce_verdict::used);
  CHECK(n.use("k", "c", t + millis{100}) == nonce_verdict::fresh);
}

}  // namespace sluice::access
