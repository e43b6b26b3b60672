// What Alipay tells unasked of money that it holds.

#include "adapters/channels/form.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_hold_notices_test {
namespace {

using order::finding;
using std::chrono::minutes;

/// 2024-03-01 00:00:00 in Beijing.
const instant midnight =
    std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + std::chrono::hours{16};

named_texts told(const std::string& kind = "fund_auth_freeze", const std::string& app = "2014") {
  return {{"notify_type", kind},        {"app_id", app},
          {"auth_no", "2014A"},         {"out_order_no", "K1"},
          {"out_request_no", "K1"},     {"operation_id", "20140216"},
          {"operation_type", "FREEZE"}, {"status", "SUCCESS"},
          {"amount", "12.50"},          {"rest_amount", "12.50"},
          {"total_pay_amount", "0.00"}, {"gmt_trans", "2024-03-01 00:01:00"}};
}
named_texts told_with(std::string_view name, const std::string& value) {
  auto out = told();
  for (auto& [one, text] : out)
    if (one == name) text = value;
  return out;
}
heard_notice hear(const named_texts& fields) {
  return heard(our_alipay(), posted("/notify/ali", signed_form(fields)));
}
channel_notification heard_of(const named_texts& fields) {
  return std::get<channel_notification>(hear(fields));
}

}  // namespace

TEST_CASE("Alipay tells of a freeze, signed") {
  const auto news = heard_of(told());
  CHECK(news.key == channel_key("K1"));
  CHECK(news.found == finding::paid);
  CHECK(news.amount == money{1250, currency::cny});
  CHECK(news.channel_reference == "2014A");
  CHECK(news.verified);
  CHECK(news.told.at == midnight + minutes{1});
  CHECK(heard_of(told_with("status", "CLOSED")).found == finding::not_paid);
  CHECK(heard_of(told_with("status", "INIT")).found == finding::payer_paying);
  CHECK(heard_of(told_with("status", "NEW")).found == finding::unknown);
  CHECK(heard_of(told_with("rest_amount", "")).found == finding::unknown);
  CHECK(heard_of(told_with("rest_amount", "0.00")).found == finding::not_paid);
  CHECK(heard_of(told_with("total_pay_amount", "8.00")).found == finding::unknown);
}

TEST_CASE("of a release Alipay's notice says only that there is something to ask for") {
  auto fields = told("fund_auth_unfreeze");
  for (auto& [name, value] : fields)
    if (name == "out_request_no") value = "RK1";
  const auto news = heard_of(fields);
  CHECK(news.key == channel_key("RK1"));
  CHECK(news.found == finding::unknown);
  CHECK_FALSE(news.amount);
}

TEST_CASE("a notice of a freeze that is not proven, not ours or not readable is refused") {
  const auto why = [](const heard_notice& out) { return std::get<notice_refusal>(out); };
  CHECK(why(heard(our_alipay(), posted("/n", form_encode(told())))) == notice_refusal::not_proven);
  CHECK(why(heard(our_alipay(),
                  posted("/n", form_encode(signed_fields(told(), strange_pair().signs))))) ==
        notice_refusal::not_proven);
  CHECK(why(hear(told("fund_auth_freeze", "2015"))) == notice_refusal::foreign_account);
  for (const auto* name : {"out_request_no", "out_order_no", "status"})
    CHECK(why(hear(told_with(name, ""))) == notice_refusal::unreadable);
  CHECK(why(hear(told_with("out_request_no", "K 1"))) == notice_refusal::unreadable);
  CHECK(why(hear(told_with("out_order_no", "K9"))) == notice_refusal::unreadable);
}

}  // namespace sluice::test::alipay_hold_notices_test
