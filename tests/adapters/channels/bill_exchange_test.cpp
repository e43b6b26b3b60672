#include "adapters/channels/bill_exchange.hpp"

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/unionpay/bill.hpp"
#include "adapters/channels/wechat_v2/bill.hpp"
#include "base/base64.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

constexpr bill_day day{std::chrono::year{2026}, std::chrono::January, std::chrono::day{2}};

std::string refusal(const std::string& fields) {
  return "<xml><return_code>FAIL</return_code>" + fields + "</xml>";
}

}  // namespace

TEST_CASE("a day is written as the channels write it") {
  CHECK(digits_of(day) == "20260102");
  CHECK(dashed_text_of(day) == "2026-01-02");
}

TEST_CASE("who has no bills is not asked") {
  for (const auto& row : all_dialects()) CHECK(row.has_bills == (row.name != "qra"));
}

TEST_CASE("WeChat Pay V2 says in words why there is no bill") {
  using wechat_v2::read_bill_answer;
  CHECK(std::holds_alternative<no_bill>(
      read_bill_answer(refusal("<return_msg>No Bill Exist</return_msg>"))));
  CHECK(std::holds_alternative<no_bill>(
      read_bill_answer(refusal("<return_msg>x</return_msg><error_code>20002</error_code>"))));
  CHECK(std::holds_alternative<bill_not_yet>(
      read_bill_answer(refusal("<return_msg>Bill Creating</return_msg>"))));
  const auto refused =
      read_bill_answer(refusal("<return_msg>x</return_msg><error_code>20001</error_code>"));
  REQUIRE(std::holds_alternative<bill_refused>(refused));
  CHECK(std::get<bill_refused>(refused).code == "20001");
}

TEST_CASE("what is neither a bill nor a refusal of WeChat Pay V2's is not kept") {
  using wechat_v2::read_bill_answer;
  for (const auto* text :
       {"<html>busy</html>", "busy", "<xml><return_code>SUCCESS</return_code></xml>",
        "\x1f\x8b\x08", "记账时间"})
    CHECK(std::holds_alternative<bill_not_told>(read_bill_answer(text)));
  CHECK(std::holds_alternative<bill_file>(read_bill_answer("\xEF\xBB\xBF交易时间,商户号\r\n")));
  CHECK(std::holds_alternative<bill_file>(read_bill_answer("交易时间,商户号\r\n")));
}

TEST_CASE("UnionPay's answer must be about this account and this day") {
  const dialect_account us{.merchant_id = "777"};
  const form_fields none{
      {"merId", "777"}, {"txnType", "76"}, {"settleDate", "0102"}, {"respCode", "98"}};
  CHECK(std::holds_alternative<no_bill>(unionpay::read_bill_answer(none, day, us)));
  for (const auto* field : {"merId", "txnType", "settleDate"}) {
    auto other = none;
    other[field] = "1";
    CHECK(std::holds_alternative<bill_not_told>(unionpay::read_bill_answer(other, day, us)));
  }
  auto refused = none;
  refused["respCode"] = "31";
  CHECK(std::holds_alternative<bill_refused>(unionpay::read_bill_answer(refused, day, us)));
}

TEST_CASE("what UnionPay sends is unpacked or not believed") {
  const dialect_account us{.merchant_id = "777"};
  form_fields said{{"merId", "777"}, {"txnType", "76"}, {"settleDate", "0102"}, {"respCode", "00"}};
  for (const auto& content : {std::string{}, std::string("%"), base64("not deflated")}) {
    said["fileContent"] = content;
    CHECK(std::holds_alternative<bill_not_told>(unionpay::read_bill_answer(said, day, us)));
  }
}
