#include "adapters/webhooks/endpoint_url.hpp"

#include "tests/catch.hpp"

namespace sluice::test::endpoint_url_test {
using sluice::webhooks::fault_of_url;

namespace {

std::string fault(const std::string& url, bool allow_private = false) {
  const auto found = fault_of_url(url, allow_private);
  return found ? found->what : "none";
}

}  // namespace

TEST_CASE("an endpoint may be anywhere on the internet, by name or address") {
  for (const auto* url :
       {"https://shop.example", "https://shop.example/sluice?to=1", "HTTPS://Shop.Example:8443/",
        "https://1.1.1.1/hook", "https://[2606:4700::1111]/hook", "https://localhost.example/"}) {
    INFO(url);
    CHECK(fault(url) == "none");
  }
}

TEST_CASE("what is no address, or not https, is told") {
  for (const auto* url :
       {"", "shop.example", "ftp://shop.example", "https://", "https:///x", "https:/x", "https:x",
        "https://\\x/", "https://a b/", "https://shop.example/a b", "https://shop.example/\n",
        "https://shop\xc3\xa4/", "https://shop.example:99999/"}) {
    INFO(url);
    CHECK(fault(url) == "is no address of an endpoint");
  }
  CHECK(fault("https://shop.example/" + std::string(3000, 'x')) == "is no address of an endpoint");
  CHECK(fault("http://shop.example/") ==
        "is not encrypted: whoever is in between reads and answers it");
}

TEST_CASE("users, passwords and fragments are no part of it") {
  for (const auto* url : {"https://me:secret@shop.example/", "https://me@shop.example/",
                          "https://@shop.example/", "https://:@shop.example"}) {
    INFO(url);
    CHECK(fault(url) == "holds a user's name or password");
    CHECK(fault(url, true) == "holds a user's name or password");
  }
  CHECK(fault("https://shop.example/#top") == "holds a fragment, which is never sent");
  CHECK(fault("https://shop.example/@me") == "none");
}

TEST_CASE("literal addresses that are not public are told, however they are written") {
  for (const auto* url :
       {"https://10.0.0.1/", "https://169.254.169.254/latest", "https://127.1/", "https://0x7f.1/",
        "https://2130706433/", "https://0177.0.0.1/", "https://[::1]/", "https://[fe80::1%25eth0]/",
        "https://[::ffff:10.0.0.1]/", "https://[2002:7f00:1::]/", "https://localhost/",
        "https://LOCALHOST:1/", "https://localhost./", "https://x.localhost/",
        "https://%31%30.0.0.1/"}) {
    INFO(url);
    CHECK(fault(url) == "leads to an address that is not public");
    CHECK(fault(url, true) == "none");
  }
  CHECK(fault("http://127.0.0.1:8080/hook", true) == "none");
}

}  // namespace sluice::test::endpoint_url_test
