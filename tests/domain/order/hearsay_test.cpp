// What somebody says in a channel's name, and nobody has signed: it is asked about, never believed.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("What nobody has signed makes no order paid; it only asks") {
  for (const auto* place : {"attempting", "awaiting_payer", "in_doubt", "needs_operator"}) {
    auto s = come_to(place);
    const auto before = name_of(s.state().now);
    s.when(hearsay(order::finding::paid))
        .then({"-> call_query 1 hearsay", "-> send_again"})
        .is(before);
  }
  come_to("in_doubt").when(notification(order::finding::paid)).is("paid");
}

TEST_CASE("Hearsay of late money is written down before it is asked about, at its own pace") {
  auto s = come_to("failed");
  s.when(hearsay(order::finding::paid));
  s.when(hearsay(order::finding::paid)).then({"-> call_query 1 hearsay"});
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1 old_hearsay"});
  s.when(notification(order::finding::paid));
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
}

TEST_CASE("Hearsay that a query has just denied is not taken; a signature is") {
  auto s = come_to("failed");
  s.when(hearsay(order::finding::paid)).when(query(order::finding::not_paid, "CLOSED"));
  CHECK(is_closed(s.state()));
  s.when(hearsay(order::finding::paid)).then({"-> send_again"});
  SECTION("until the order's own pause is over") {
    s.at(70s).when(hearsay(order::finding::paid));
    CHECK_FALSE(is_closed(s.state()));
  }
  SECTION("at once") {
    s.when(notification(order::finding::paid));
    CHECK_FALSE(is_closed(s.state()));
  }
}

TEST_CASE("A denial holds until the order's next pause is over, to the millisecond") {
  auto s = come_to("failed");  // pauses end 10, 30, 70 s after the attempt began
  s.at(30s - 1ms)
      .when(hearsay(order::finding::paid))
      .when(query(order::finding::not_paid, "CLOSED"));
  s.when(hearsay(order::finding::paid)).then({"-> send_again"});
  s.at(30s).when(hearsay(order::finding::paid));
  CHECK_FALSE(is_closed(s.state()));
}

}  // namespace sluice::test
