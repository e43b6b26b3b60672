// An operator's word ends what evidence could not; said twice it is one word.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

TEST_CASE("The same resolution again gets the same answer") {
  for (const auto word :
       {order::resolution::paid, order::resolution::failed, order::resolution::revoked}) {
    auto s = come_to("needs_operator");
    s.when(verdict(word)).when(verdict(word)).nothing_happens();
    CHECK(name_of(s.state().now) == name_of(word));
  }
}

TEST_CASE("After the end another verdict, person or reason is refused") {
  auto s = come_to("needs_operator");
  s.when(verdict(order::resolution::paid));
  s.when(verdict(order::resolution::failed)).rejected(rejection_code::order_needs_no_operator);
  auto other = verdict(order::resolution::paid);
  other.operator_name = "wang.fang";
  s.when(other).rejected(rejection_code::order_needs_no_operator);
  other = verdict(order::resolution::paid);
  other.reason = "somebody called";
  s.when(other).rejected(rejection_code::order_needs_no_operator);
  s.when(verdict(order::resolution::paid)).nothing_happens().is("paid");
}

TEST_CASE("What evidence has ended was not resolved by the operator who comes too late") {
  come_to("paid")
      .when(verdict(order::resolution::paid))
      .rejected(rejection_code::order_needs_no_operator);
}

TEST_CASE("The same resolution of a refund again gets the same answer") {
  auto s = come_to("paid_with_refund");
  s.when(verdict(order::resolution::refunded, "R1")).then({"order_resolved R1 refunded li.wei"});
  s.when(verdict(order::resolution::refunded, "R1")).nothing_happens();
  s.when(verdict(order::resolution::not_refunded, "R1"))
      .rejected(rejection_code::order_needs_no_operator);
}

TEST_CASE("Each refund has a resolution of its own") {
  auto s = come_to("paid_with_refund");
  s.when(refund_of(100, "R2")).when(verdict(order::resolution::refunded, "R1"));
  s.when(verdict(order::resolution::refunded, "R2")).then({"order_resolved R2 refunded li.wei"});
  s.when(verdict(order::resolution::refunded, "R1")).nothing_happens();
}

}  // namespace sluice::test
