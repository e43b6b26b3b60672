#include "actors/alarm/call_end.hpp"

#include "tests/catch.hpp"

namespace sluice::test::call_end_test {
using alarm::call_end;

namespace {

channel_answer said(order::finding found, fault whose, std::string code) {
  return order::attempt_report{
      .attempt = {}, .found = found, .code = std::move(code), .whose = whose};
}

}  // namespace

TEST_CASE("an order that a query finds closed is no payment that failed") {
  for (const auto whose : {fault::order, fault::none}) {
    const auto closed = said(order::finding::not_paid, whose, "REVOKED");
    CHECK(call_end_of(operation::query, closed) == call_end::answered);
    CHECK(call_end_of(operation::pay, closed) == call_end::failed);
  }
}

TEST_CASE("what a payer is declined for is his doing, and what an account is refused is not") {
  CHECK(call_end_of(operation::pay, said(order::finding::not_paid, fault::payer, "NOTENOUGH")) ==
        call_end::declined);
  CHECK(call_end_of(operation::query, said(order::finding::not_paid, fault::account, "NOAUTH")) ==
        call_end::failed);
  CHECK(call_end_of(operation::pay, said(order::finding::unknown, fault::channel, "SYSTEMERROR")) ==
        call_end::answered);
}

TEST_CASE("people hear of what no payer can mend, and of a word that no table has") {
  CHECK(why_abnormal(said(order::finding::not_paid, fault::account, "NOAUTH")) ==
        "the channel's word was NOAUTH");
  CHECK_FALSE(why_abnormal(said(order::finding::unknown, fault::channel, "SYSTEMERROR")));
  CHECK_FALSE(why_abnormal(said(order::finding::payer_paying, fault::none, "USERPAYING")));
  const auto is_told = [](channel_answer answer, bool is_unlisted) {
    std::visit([&](auto& report) { report.unlisted = is_unlisted, report.code = "NEW"; }, answer);
    return why_abnormal(answer).has_value();
  };
  for (const auto& answer : std::initializer_list<channel_answer>{
           order::attempt_report{}, order::revoke_report{}, order::refund_report{},
           agreement::report{}}) {
    CHECK(is_told(answer, true));
    CHECK_FALSE(is_told(answer, false));
  }
}

TEST_CASE("no answer is none, whatever was asked") {
  for (const auto what : {operation::pay, operation::query}) {
    CHECK(call_end_of(what, said(order::finding::unknown, fault::none, "timed_out")) ==
          call_end::no_answer);
    CHECK(call_end_of(what, said(order::finding::not_paid, fault::none, "not_connected")) ==
          call_end::no_answer);
  }
  CHECK(call_end_of(operation::pay, said(order::finding::paid, fault::none, "SUCCESS")) ==
        call_end::paid);
}

}  // namespace sluice::test::call_end_test
