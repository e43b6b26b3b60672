#include "base/hmac_sha256.hpp"

#include "base/hex.hpp"
#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("HMAC-SHA256 is that of RFC 4231") {
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
