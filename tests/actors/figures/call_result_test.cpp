#include "actors/figures/call_result.hpp"

#include "tests/catch.hpp"

namespace sluice::test::call_result_test {
using figures::call_result;

namespace {

channel_answer result(order::finding found, fault whose = fault::none) {
  return order::attempt_report{.attempt = {}, .found = found, .code = "word", .whose = whose};
}

}  // namespace

TEST_CASE("a payment's result is a success, the payer's doing, or a failure") {
  CHECK(call_result_of(operation::pay, result(order::finding::paid)) == call_result::succeeded);
  CHECK(call_result_of(operation::query, result(order::finding::paid)) == call_result::succeeded);
  for (const auto found : {order::finding::not_paid, order::finding::not_paid_if_query_agrees,
                           order::finding::not_paid_if_revoked}) {
    CHECK(call_result_of(operation::pay, result(found, fault::payer)) == call_result::declined);
    for (const auto whose : {fault::program, fault::account, fault::channel, fault::too_fast})
      CHECK(call_result_of(operation::query, result(found, whose)) == call_result::failed);
    for (const auto whose : {fault::order, fault::none}) {
      CHECK(call_result_of(operation::pay, result(found, whose)) == call_result::failed);
      CHECK(call_result_of(operation::query, result(found, whose)) == call_result::answered);
    }
  }
}

TEST_CASE("what says nothing is unknown, whatever was asked, and never a failure") {
  CHECK(call_result_of(operation::pay, result(order::finding::unknown, fault::channel)) ==
        call_result::unknown);
  CHECK(call_result_of(operation::query, result(order::finding::unknown)) == call_result::unknown);
  CHECK(call_result_of(
            operation::revoke,
            order::revoke_report{.attempt = {}, .found = order::revoke_finding::unknown}) ==
        call_result::unknown);
  CHECK(call_result_of(
            operation::refund,
            order::refund_report{.refund = {}, .found = order::refund_finding::unknown}) ==
        call_result::unknown);
  CHECK(call_result_of(
            operation::query_agreement, agreement::report{.found = agreement::finding::unknown}) ==
        call_result::unknown);
}

TEST_CASE("what brings no result of a payment is an answer") {
  for (const auto found :
       {order::finding::payer_paying, order::finding::not_found, order::finding::not_paid_yet})
    CHECK(call_result_of(operation::query, result(found)) == call_result::answered);
  CHECK(call_result_of(operation::revoke,
                       order::revoke_report{.attempt = {}, .found = order::revoke_finding::done}) ==
        call_result::answered);
  CHECK(call_result_of(
            operation::refund,
            order::refund_report{.refund = {}, .found = order::refund_finding::failed}) ==
        call_result::answered);
}

TEST_CASE("a call that never left says nothing of its link") {
  CHECK_FALSE(call_result_of(operation::pay, result(order::finding::not_sent)));
}

}  // namespace sluice::test::call_result_test
