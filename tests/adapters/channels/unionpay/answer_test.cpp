#include "tests/adapters/channels/unionpay/made_unionpay.hpp"

namespace sluice::test::unionpay_answer_test {
namespace {

using order::finding;
using order::refund_finding;
using order::revoke_finding;
using std::chrono::minutes;

constexpr minutes page_is_settled{30};

form_fields with(form_fields said, const std::string& name, const std::string& value) {
  said[name] = value;
  return said;
}
form_fields without(form_fields said, const std::string& name) {
  said.erase(name);
  return said;
}

/// "Not known", as a query is told it.
form_fields not_there(const channel_call& call) {
  auto said = without(good_answer(call), "origRespCode");
  said["respCode"] = "34";
  said["txnType"] = "00";
  return said;
}

}  // namespace

TEST_CASE("a payment is paid when a query says so, and what the books need is kept") {
  const auto call = unionpay_call(operation::query);
  auto said = good_answer(call);
  said["settleAmt"] = "1240";
  said["settleCurrencyCode"] = "156";
  said["settleDate"] = "0115";
  said["traceNo"] = "784649";
  said["traceTime"] = "0115070001";
  said["payCardType"] = "02";
  said["issInsCode"] = "CMB";
  const auto report = attempt_in(understood(call, said));
  CHECK(report.found == finding::paid);
  CHECK(report.from == order::source::query_answer);
  CHECK(report.channel_reference == "772601150700001234567");
  CHECK(report.amount == money{1250, currency::cny});
  CHECK(report.told.at == call.begun + std::chrono::seconds{1});
  CHECK(report.told.settled == money{1240, currency::cny});
  CHECK(report.told.clearing_date == "0115");
  CHECK(report.told.trace == "784649 0115070001");
  CHECK(report.told.payer_account == "CMB_02");
}

TEST_CASE("of UnionPay a code that is in no table is told as such, and a listed one is not") {
  const auto pay = unionpay_call(operation::pay);
  const auto query = unionpay_call(operation::query);
  const auto refund = unionpay_call(operation::refund);
  const auto is_new = [](const channel_call& call, const std::string& name, const char* code) {
    const auto answer = understood(call, with(good_answer(call), name, code));
    return std::visit([](const auto& report) { return report.unlisted; }, answer);
  };
  CHECK(is_new(pay, "respCode", "ZZ"));
  CHECK(is_new(query, "origRespCode", "ZZ"));
  CHECK(is_new(refund, "respCode", "ZZ"));
  CHECK_FALSE(is_new(pay, "respCode", "03"));
  CHECK_FALSE(is_new(query, "origRespCode", "05"));
  CHECK_FALSE(is_new(refund, "respCode", "99"));
}

TEST_CASE("a time without a year is of the year in which the payment was under way") {
  auto call = unionpay_call(operation::query);
  call.begun = std::chrono::sys_days{std::chrono::year{2025} / 12 / 31} + std::chrono::hours{15};
  auto said = with(good_answer(call), "txnTime", "20251231230000");
  said["traceTime"] = "1231230001";
  CHECK(attempt_in(understood(call, said)).told.at == call.begun + std::chrono::seconds{1});
  said["traceTime"] = "0101000000";
  CHECK(attempt_in(understood(call, said)).told.at == call.begun + std::chrono::hours{1});
  for (const auto* junk : {"", "1", "9999999999", "0230000000", "01150700012"}) {
    said["traceTime"] = junk;
    CHECK(attempt_in(understood(call, said)).told.at == std::nullopt);
  }
}

TEST_CASE("UnionPay's answer is believed about its own question only") {
  for (const auto what : {operation::pay, operation::query, operation::close, operation::refund,
                          operation::refund_query}) {
    const auto call = unionpay_call(what);
    for (const auto* name : {"merId", "orderId", "txnTime", "txnType"}) {
      INFO(name_of(what) << ' ' << name);
      for (const auto& said :
           {with(good_answer(call), name, "99"), with(good_answer(call), name, "00"),
            without(good_answer(call), name)}) {
        const auto answer = understood(call, said);
        if (what == operation::close) {
          CHECK(revoke_in(answer).found == revoke_finding::unknown);
          CHECK(revoke_in(answer).code.starts_with("foreign_"));
        } else if (what == operation::refund || what == operation::refund_query) {
          CHECK(refund_in(answer).found == refund_finding::unknown);
          CHECK(refund_in(answer).code.starts_with("foreign_"));
        } else {
          CHECK(attempt_in(answer).found == finding::unknown);
          CHECK(attempt_in(answer).code.starts_with("foreign_"));
        }
      }
    }
  }
}

TEST_CASE("a payment is not believed without an amount in yuan and the number of its refund") {
  const auto call = unionpay_call(operation::query);
  const auto good = good_answer(call);
  for (const auto& said :
       {without(good, "txnAmt"), with(good, "txnAmt", "12.50"), with(good, "txnAmt", "-1250"),
        with(good, "currencyCode", "840"), without(good, "queryId")})
    CHECK(attempt_in(understood(call, said)).found == finding::unknown);
  // Another amount is told as it is: the order weighs it.
  CHECK(attempt_in(understood(call, with(good, "txnAmt", "2"))).amount == money{2, currency::cny});
}

TEST_CASE("a query that failed and has a result says two things") {
  const auto call = unionpay_call(operation::query);
  auto said = not_there(call);
  said["origRespCode"] = "01";
  CHECK(attempt_in(understood(call, said)).code == "contradictory");
}

TEST_CASE("what failed on a page can still be paid until the page is settled") {
  for (const auto type : {business_type::ebank, business_type::enterprise_ebank}) {
    const auto call = unionpay_call(operation::query, type);
    const auto said = with(good_answer(call), "origRespCode", "31");
    const auto settled = call.begun + page_is_settled;
    const auto before = attempt_in(understood(call, said, settled));
    CHECK(before.found == finding::not_paid_yet);
    CHECK_FALSE(before.reroutable);
    const auto after = attempt_in(understood(call, said, settled + millis{1}));
    CHECK(after.found == finding::not_paid);
    CHECK(after.reroutable);
  }
}

TEST_CASE("to close at UnionPay is to ask whether there is anything to close") {
  const auto type = GENERATE(business_type::quick_pay, business_type::ebank);
  const auto call = unionpay_call(operation::close, type);
  const auto late = call.begun + page_is_settled + millis{1};
  const auto closed = [&](const std::string& code) {
    return revoke_in(understood(call, with(good_answer(call), "origRespCode", code), late));
  };
  CHECK(closed("00").found == revoke_finding::already_paid);
  CHECK(closed("A6").found == revoke_finding::already_paid);
  CHECK(closed("64").found == revoke_finding::done);
  CHECK(closed("64").money_returned == order::returned::no);
  for (const auto* code : {"03", "04", "05", "12", "42", "70", "74", "75", "83", "99", "XX", ""}) {
    INFO(code);
    CHECK(closed(code).found == revoke_finding::again);
    CHECK(closed(code).money_returned == order::returned::not_said);
  }
}

TEST_CASE("an unpaid page is closed by its end, and not before") {
  const auto call = unionpay_call(operation::close, business_type::ebank);
  const auto settled = call.begun + page_is_settled;
  const auto failed = with(good_answer(call), "origRespCode", "64");
  for (const auto& said : {failed, not_there(call)}) {
    CHECK(revoke_in(understood(call, said, settled)).found == revoke_finding::again);
    CHECK(revoke_in(understood(call, said, settled + millis{1})).found == revoke_finding::done);
  }
}

TEST_CASE("a quick pay that is not there is closed by no close: its request may still come") {
  const auto call = unionpay_call(operation::close);
  const auto much_later = made_at + std::chrono::hours{1};
  CHECK(revoke_in(understood(call, not_there(call), much_later)).found == revoke_finding::unknown);
}

TEST_CASE("a refund is taken by its answer, and done by its query") {
  auto call = unionpay_call(operation::refund);
  const auto answered_with = [&](const std::string& code) {
    return refund_in(understood(call, with(good_answer(call), "respCode", code)));
  };
  CHECK(answered_with("00").found == refund_finding::accepted);
  CHECK(answered_with("64").found == refund_finding::failed);
  for (const auto* code :
       {"01", "02", "03", "11", "12", "31", "34", "35", "36", "45", "60", "XX"}) {
    INFO(code);
    CHECK(answered_with(code).found == refund_finding::unknown);
  }
  call = unionpay_call(operation::refund_query);
  auto said = with(good_answer(call), "settleDate", "0115");
  const auto done = refund_in(understood(call, said));
  CHECK(done.found == refund_finding::done);
  CHECK(done.amount == money{300, currency::cny});
  CHECK(done.channel_reference == "772601150700001234567");
  CHECK(done.told.clearing_date == "0115");
  CHECK(refund_in(understood(call, without(said, "txnAmt"))).found == refund_finding::unknown);
  said["origRespCode"] = "05";
  CHECK(refund_in(understood(call, said)).found == refund_finding::unknown);
  said["origRespCode"] = "64";
  CHECK(refund_in(understood(call, said)).found == refund_finding::failed);
}

TEST_CASE("an undoing is taken by its answer, done by its query, refused when the day is over") {
  auto call = unionpay_call(operation::refund);
  call.undoes = true;
  const auto said_of = [&](const std::string& field, const std::string& code) {
    return refund_in(understood(call, with(with(good_answer(call), "txnType", "31"), field, code)));
  };
  CHECK(said_of("respCode", "00").found == refund_finding::accepted);
  CHECK(said_of("respCode", "39").found == refund_finding::too_late);
  CHECK(said_of("respCode", "ZZ").found == refund_finding::unknown);
  CHECK(said_of("respCode", "12").found == refund_finding::unknown);
  call = unionpay_call(operation::refund_query);
  call.undoes = true;
  CHECK(said_of("origRespCode", "00").found == refund_finding::done);
  CHECK(said_of("origRespCode", "05").found == refund_finding::unknown);
  CHECK(said_of("origRespCode", "39").found == refund_finding::too_late);
  // The window of the file may be another one since: it is the same transaction.
  call.undoes = false;
  CHECK(said_of("origRespCode", "00").found == refund_finding::done);
  CHECK(said_of("origRespCode", "39").found == refund_finding::failed);
}

TEST_CASE("a refund that is not there is sent again; a query that failed says nothing of it") {
  const auto call = unionpay_call(operation::refund_query);
  CHECK(refund_in(understood(call, not_there(call))).found == refund_finding::not_refunded);
  for (const auto* code : {"64", "37", "11", "XX", ""})
    CHECK(refund_in(understood(call, with(not_there(call), "respCode", code))).found ==
          refund_finding::unknown);
  CHECK(refund_in(understood(call, with(not_there(call), "origRespCode", "00"))).found ==
        refund_finding::unknown);
}

}  // namespace sluice::test::unionpay_answer_test
