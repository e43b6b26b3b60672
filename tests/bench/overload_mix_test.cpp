#include "bench/load/overload_mix.hpp"

#include <map>

#include "adapters/api/reply_codec.hpp"
#include "adapters/api/request_codec.hpp"
#include "base/enumerators.hpp"
#include "tests/app/contains.hpp"
#include "tests/catch.hpp"

namespace sluice::test::overload_mix_test {
using namespace sluice::bench;

namespace {

question question_of(std::uint64_t number) {
  const auto at = api::endpoint_of(subject_of(kind_of(number)).substr(sizeof "pay." - 1));
  const auto asked = api::decode(*at, api::body_format::json, command_body(number),
                                 {.message_id = "c1", .traceparent = {}, .merchant_key = {}});
  return std::get<request>(asked).ask;
}

}  // namespace

TEST_CASE("of ten commands one is a payout and one a look, but for those looked at") {
  std::map<kind, int> counts;
  for (std::uint64_t i = 0; i < 100; ++i) {
    ++counts[kind_of(number_of(step::overload, i))];
    CHECK(kind_of(number_of(step::warm_up, i)) == kind::payment);
  }
  CHECK(counts == std::map<kind, int>{{kind::payout, 10}, {kind::payment, 80}, {kind::look, 10}});
}

TEST_CASE("the engine's edge understands what is sent") {
  const auto payout = std::get<create_order>(question_of(number_of(step::after, 3)));
  CHECK(payout.type == business_type::payout);
  CHECK(payout.order.number == order_number(id_kind::rising, number_of(step::after, 3)));
  const auto payment = std::get<create_order>(question_of(number_of(step::overload, 12)));
  CHECK(payment.type == business_type::payment_code);
  CHECK(payment.order.number.value() == "B20000000012");
  const auto look = std::get<get_order>(question_of(number_of(step::overload, 5017)));
  CHECK(look.order.number == order_number(id_kind::rising, number_of(step::warm_up, 17)));
}

TEST_CASE("answers are read as what they say") {
  const auto refused = [](rejection_code code) {
    return read_answer(
        api::encode_rejection({code, "field", "a sentence"}, api::body_format::json));
  };
  CHECK(refused(rejection_code::busy).said == told::busy);
  CHECK(refused(rejection_code::unavailable).said == told::refused);
  CHECK(refused(rejection_code::unavailable).why == rejection_code::unavailable);
  order_view view;
  view.state = "paid";
  CHECK(read_answer(api::encode(view, api::body_format::json)).said == told::paid);
  view.state = "in_doubt";
  const auto doubtful = read_answer(api::encode(view, api::body_format::json));
  CHECK(doubtful.said == told::taken);
  CHECK(doubtful.answers == 1);
}

}  // namespace sluice::test::overload_mix_test
