// How much a person may say an attempt holds: no more than anybody asked for or the channel said.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

TEST_CASE("A person names no more than was asked for, unless the channel itself has") {
  auto s = come_to("failed_in_question");
  s.when(of_amount(1251, verdict(order::resolution::failed)))
      .rejected(rejection_code::resolved_amount_impossible);
  s.when(of_amount(125'000, verdict(order::resolution::paid)))
      .rejected(rejection_code::resolved_amount_impossible);
  s.when(of_amount(1300, query(order::finding::paid)));
  s.when(of_amount(1301, verdict(order::resolution::failed)))
      .rejected(rejection_code::resolved_amount_impossible);
  s.when(of_amount(1300, verdict(order::resolution::failed)));
  CHECK(s.last().back() == "-> call_refund late.1");
}

TEST_CASE("What a channel has said once may be named after a smaller word, too") {
  auto s = come_to("failed_in_question");
  s.when(of_amount(1300, query(order::finding::paid)));
  s.when(of_amount(1250, verdict(order::resolution::failed)));
  s.when(refund_says(order::refund_finding::failed, "late.1"));
  s.when(verdict(order::resolution::not_refunded, "late.1"));
  s.when(of_amount(1300, verdict(order::resolution::failed)))
      .then({"order_resolved failed li.wei holds 1300", "late_payment_found 1 person holds 1300",
             "refund_requested late.1.2 1 1300 late_payment", "-> call_refund late.1.2"});
}

TEST_CASE("A person's word of old that had no bound gives the next one none") {
  auto s = come_to("failed_in_question");
  s.when(of_amount(1250, verdict(order::resolution::paid)));
  auto told = s.history();
  for (auto& e : told) {
    if (auto* word = std::get_if<order::order_resolved>(&e)) word->held = money{5000, price.unit};
    if (auto* found = std::get_if<order::late_payment_found>(&e))
      found->held = money{5000, price.unit};
  }
  auto old = story::given(told);
  old.when(refund_says(order::refund_finding::failed, "late.1"));
  old.when(verdict(order::resolution::not_refunded, "late.1"));
  old.when(of_amount(5000, verdict(order::resolution::paid)))
      .rejected(rejection_code::resolved_amount_impossible);
  old.when(of_amount(1250, verdict(order::resolution::paid)));
  CHECK(old.last().back() == "-> call_refund late.1.2");
}

TEST_CASE("An amount out of bounds is told with what is allowed, and why") {
  const auto message = [](const story& s, const order::resolve& word) {
    const order::surroundings around{.now = s.state().updated_at, .timing = {}, .numbers = numbers};
    return std::get<rejection>(decide(s.state(), word, around)).message;
  };
  CHECK(message(come_to("in_doubt"), of_amount(-1, verdict(order::resolution::failed))) ==
        "amount_minor is -1; with failed it must be 0 to 1250 minor units: no more than was asked "
        "for, or the channel of attempt 1 has said it holds");
  CHECK(message(come_to("in_doubt"), of_amount(125'000, verdict(order::resolution::paid))) ==
        "amount_minor is 125000; with paid it must be 1 to 1250 minor units: no more than was "
        "asked for, or the channel of attempt 1 has said it holds");
  CHECK(message(come_to("paid_with_refund"),
                of_amount(501, verdict(order::resolution::refunded, "R1"))) ==
        "amount_minor is 501; with refunded it must be 1 to 500 minor units: no more than was to "
        "go back, or its channel has said went back, and never more than its attempt holds");
}

TEST_CASE("A wrong 'paid' about money that came late is taken back by the words after it") {
  auto s = come_to("failed_in_question");
  s.when(verdict(order::resolution::paid)).is("failed");
  s.when(refund_says(order::refund_finding::failed, "late.1"));
  s.when(verdict(order::resolution::not_refunded, "late.1"));
  s.when(of_amount(0, verdict(order::resolution::failed))).then({"order_resolved failed li.wei"});
  CHECK(is_closed(s.state()));
}

}  // namespace sluice::test
