#include "domain/payer_details.hpp"
#include "tests/catch.hpp"

namespace sluice::test::payer_details_test {
TEST_CASE("a port of a return address is one that there is") {
  for (const auto* url :
       {"https://shop.example", "https://shop.example:8080/x", "https://shop.example:65535",
        "https://shop.example:1?x", "https://shop.example:/", "https://[::1]:8443/",
        "https://[::1]", "https://shop.example/x:99999", "https://shop.example?at=1:99999"}) {
    INFO(url);
    CHECK(is_return_url(url));
  }
  for (const auto* url :
       {"https://shop.example:99999", "https://shop.example:65536/", "https://shop.example:0",
        "https://shop.example:-1", "https://shop.example:80a", "https://[::1]:99999/",
        "https://shop.example:99999999999999999999?x"}) {
    INFO(url);
    CHECK_FALSE(is_return_url(url));
  }
}

TEST_CASE("a payer is sent to the merchant's own pages only") {
  const std::vector<std::string> domains{"shop.example", "pay.other.example"};
  for (const auto* url :
       {"https://shop.example", "https://shop.example/thanks?order=1", "http://shop.example:8080/",
        "https://www.Shop.Example/", "https://shop.example?x", "https://shop.example#x",
        "https://a.b.pay.other.example/"}) {
    INFO(url);
    CHECK(leads_to(url, domains));
  }
  for (const auto* url :
       {"https://evil.example", "https://shop.example.evil.example", "https://evilshop.example",
        "https://other.example", "https://shop.example@evil.example/",
        "https://shop.example:443@evil.example", "https://evil.example\\@shop.example",
        "https://evil.example\\.shop.example", "https://evil.example%2F.shop.example",
        "https://shop.example.", "https://shop.example:99999/", "https://.shop.example/",
        "https://a..shop.example/", "https://evil.example/shop.example",
        "https://evil.example?shop.example", "https://evil.example#.shop.example", "https:///x",
        "shop.example", ""}) {
    INFO(url);
    CHECK_FALSE(leads_to(url, domains));
  }
  CHECK_FALSE(leads_to("https://shop.example", {}));
}

}  // namespace sluice::test::payer_details_test
