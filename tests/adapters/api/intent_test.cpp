#include "adapters/api/intent.hpp"
#include "tests/catch.hpp"

namespace sluice::api {

TEST_CASE("where one field ends and the next begins is never in doubt") {
  CHECK(intent("x").add("ab").add("c").digest() != intent("x").add("a").add("bc").digest());
  CHECK(intent("x").add("").add("a").digest() != intent("x").add("a").add("").digest());
  CHECK(intent("x").digest() != intent("y").digest());
}

TEST_CASE("a fingerprint never changes, because the log remembers it") {
  // printf '\x10\0\0\0sluice.intent.v1\x01\0\0\0x\x02\0\0\0ab\x07\0\0\0\0\0\0\0' | sha256sum
  const auto known = intent("x").add("ab").add(std::int64_t{7}).digest();
  const fingerprint expected{0x4a, 0x7a, 0x3c, 0x2e, 0x18, 0x50, 0x15, 0x80,
                             0x3f, 0x82, 0xe4, 0x91, 0xae, 0xe7, 0xeb, 0x73};
  CHECK(known == expected);
}

}  // namespace sluice::api
