#include "tests/adapters/channels/unionpay/made_unionpay.hpp"

namespace sluice::test::unionpay_notice_test {
namespace {

form_fields notice(const std::string& code = "00") {
  auto said = good_answer(unionpay_call(operation::pay));
  said["respCode"] = code;
  return said;
}

heard_notice heard(const form_fields& signed_fields) {
  return merchant_of_unionpay().hear(posted("/notify/unionpay", as_form(signed_fields)), made_at);
}
channel_notification told_by(const form_fields& fields) {
  const auto out = heard(the_unionpay().signed_fields(fields));
  REQUIRE(std::holds_alternative<channel_notification>(out));
  return std::get<channel_notification>(out);
}
notice_refusal refused(const form_fields& signed_fields) {
  const auto out = heard(signed_fields);
  REQUIRE(std::holds_alternative<notice_refusal>(out));
  return std::get<notice_refusal>(out);
}

}  // namespace

TEST_CASE("UnionPay tells of a payment, signed, and gets any 200") {
  auto said = notice();
  said["settleDate"] = "0115";
  const auto told = told_by(said);
  CHECK(told.key == channel_key("0A1B2C3D4E5F"));
  CHECK(told.found == order::finding::paid);
  CHECK(told.code == "00");
  CHECK(told.channel_reference == "772601150700001234567");
  CHECK(told.amount == money{1250, currency::cny});
  CHECK(told.verified);
  CHECK(told.told.clearing_date == "0115");
  CHECK(merchant_of_unionpay().acknowledgement().status == 200);
}

TEST_CASE("UnionPay tells of a failure by its table, and of what is not listed nothing") {
  CHECK(told_by(notice("64")).found == order::finding::not_paid);
  CHECK(told_by(notice("05")).found == order::finding::unknown);
  CHECK(told_by(notice("XX")).found == order::finding::unknown);
}

TEST_CASE("a notification about a refund says only that there is something to ask for") {
  auto said = notice();
  said["txnType"] = "04";
  said["orderId"] = "9Z8Y7X6W5V4U";
  const auto told = told_by(said);
  CHECK(told.key == channel_key("9Z8Y7X6W5V4U"));
  CHECK(told.found == order::finding::unknown);
}

TEST_CASE("a notification that UnionPay did not sign is refused") {
  const auto& u = the_unionpay();
  CHECK(refused(notice()) == notice_refusal::not_proven);
  auto said = u.signed_fields(notice());
  said["txnAmt"] = "1";
  CHECK(refused(said) == notice_refusal::not_proven);
  CHECK(refused(made_unionpay::signed_by(notice(), u.merchant_signs, u.merchant.get())) ==
        notice_refusal::not_proven);
}

TEST_CASE("a notification for another account, or that tells of no payment, is refused") {
  const auto& u = the_unionpay();
  auto said = notice();
  said["merId"] = "777290058167152";
  CHECK(refused(u.signed_fields(said)) == notice_refusal::foreign_account);
  for (const auto* name : {"orderId", "txnType", "respCode", "txnAmt", "queryId"}) {
    INFO(name);
    said = notice();
    said.erase(name);
    CHECK(refused(u.signed_fields(said)) == notice_refusal::unreadable);
  }
  said = notice();
  said["orderId"] = "A B";
  CHECK(refused(u.signed_fields(said)) == notice_refusal::unreadable);
  for (const auto* body : {"", "<xml/>", "{}", "a=%zz", "orderId=1&orderId=2"})
    CHECK(std::get<notice_refusal>(merchant_of_unionpay().hear(posted("/", body), made_at)) ==
          notice_refusal::unreadable);
}

}  // namespace sluice::test::unionpay_notice_test
