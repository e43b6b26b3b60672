#include "base/running_sha256.hpp"

#include <string>

#include "base/sha256.hpp"
#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("piece after piece gives the hash of the whole") {
  running_sha256 hash;
  CHECK(running_sha256{}.finish() == sha256_of(""));
  for (const auto* piece : {"a", "", "bc"}) hash.add(piece);
  CHECK(hash.finish() == sha256_of("abc"));
}
