#include "adapters/http/network.hpp"

#include "tests/catch.hpp"

namespace sluice::test::network_test {
namespace {

bool holds(const char* of, const char* address) {
  const auto read = network::read(of);
  REQUIRE(read.has_value());
  return read->contains(address);
}

}  // namespace

TEST_CASE("a network holds the addresses that share its prefix, and no others") {
  CHECK(holds("203.0.113.0/24", "203.0.113.255"));
  CHECK_FALSE(holds("203.0.113.0/24", "203.0.114.0"));
  CHECK(holds("203.0.112.0/20", "203.0.127.9"));
  CHECK_FALSE(holds("203.0.112.0/20", "203.0.128.0"));
  CHECK(holds("203.0.113.7", "203.0.113.7"));
  CHECK_FALSE(holds("203.0.113.7", "203.0.113.6"));
  CHECK(holds("0.0.0.0/0", "198.51.100.1"));
  CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  CHECK(holds("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
}

TEST_CASE("an IPv4 address is the same where IPv6 carries it") {
  CHECK(holds("203.0.113.0/24", "::ffff:203.0.113.9"));
  CHECK(holds("::ffff:203.0.113.0/120", "203.0.113.9"));
}

TEST_CASE("what is no address lies in no network") {
  for (const auto* text : {"", "?", "203.0.113", "203.0.113.7:80", "shop.example"})
    CHECK_FALSE(holds("0.0.0.0/0", text));
}

TEST_CASE("what is no network is not read as one, nor one with bits behind its prefix") {
  for (const auto* text :
       {"", "/", "203.0.113.0/", "203.0.113.0/33", "203.0.113.0/-1", "203.0.113.0/24x",
        "203.0.113.1/24", "2001:db8::/129", "2001:db8::1/64", "shop.example", "203.0.113.0/ 24"}) {
    INFO(text);
    CHECK_FALSE(network::read(text).has_value());
  }
}

}  // namespace sluice::test::network_test
