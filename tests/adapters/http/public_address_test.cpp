#include "adapters/http/public_address.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

bool literal_is_public(const std::string& text) {
  const auto found = is_public_literal(text);
  INFO(text);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("addresses of everybody's are public, up to the first and last beside what is not") {
  for (const auto* text :
       {"1.0.0.0",
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "2400:3200::1",
        "2001:db7:ffff::",
        "2001:db9::",
        "fbff::1",
        "::ffff:8.8.8.8",
        "2002:808:808::1",
        "2001:0:1234::f7f7:f7f7",
        "[2606:4700::1111]"}) {
    INFO(text);
    CHECK(literal_is_public(text));
  }
}

TEST_CASE("addresses of this machine, of networks, groups and examples are not public") {
  for (const auto* text :
       {"0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.0",
        "192.0.0.255",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.0",
        "203.0.113.255",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "[::1]",
        "::7f00:1",
        "fc00::",
        "fd12:3456::1",
        "fdff::",
        "fe80::1",
        "fe80::1%eth0",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001:db8:ffff::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001:2::1",
        "3fff::1",
        "5f00::1"}) {
    INFO(text);
    CHECK_FALSE(literal_is_public(text));
  }
}

TEST_CASE("an IPv6 address that carries a private IPv4 one is as private as that") {
  for (const auto* text :
       {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:192.168.1.1",
        "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::",  // 6to4
        "2001:0:808:808::80ff:fffe", "2001:0:808:808::f5ff:fffe"}) {  // Teredo: inverted
    INFO(text);
    CHECK_FALSE(literal_is_public(text));
  }
}

TEST_CASE("a name is no address, and of another family nothing is public") {
  for (const auto* text : {"", "localhost", "shop.example", "10.1", "1.2.3.4.5", "[", "[]", "::g"})
    CHECK_FALSE(is_public_literal(text));
  const sockaddr local{.sa_family = AF_UNIX, .sa_data = {}};
  CHECK_FALSE(is_public(local));
  CHECK(text_of(local) == "?");
}
