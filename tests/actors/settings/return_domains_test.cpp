/// A payer's browser is sent to the pages of the merchant only.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

create_order to_page(const std::string& number, const std::string& url) {
  auto out = stage::order_request(number);
  out.payer = std::make_shared<const payer_details>(payer_details{.return_url = url});
  return out;
}

}  // namespace

TEST_CASE("an order that would send its payer elsewhere is refused") {
  stage s;
  s.settings.merchants[0].return_domains = {"shop.example"};
  s.open();
  s.ask(to_page("A-1", "https://evil.example/"), reply_when::accepted);
  const auto no = s.last_refusal();
  CHECK(no.code == rejection_code::return_url_not_allowed);
  CHECK(no.field == "return_url");
  CHECK(no.message ==
        "leads to none of the merchant's domains; allowed are shop.example, and hosts below them");
  CHECK(s.events_of("order/m1/A-1").empty());
  s.ask(to_page("A-1", "https://www.shop.example/"), reply_when::accepted);
  CHECK(s.last_order().order.number == order_no{"A-1"});
}

TEST_CASE("a merchant that names no domains sends its payers anywhere") {
  stage s;
  s.open();
  s.ask(to_page("A-1", "https://anywhere.example/"), reply_when::accepted);
  CHECK(s.last_order().order.number == order_no{"A-1"});
}
