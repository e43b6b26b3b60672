#include "sim/wire/hearing_rules.hpp"

#include "sim/wire/spoken_way.hpp"
#include "tests/catch.hpp"

namespace sluice::test::hearing_rules_test {
using namespace sluice::sim;

namespace {

constexpr money twelve{1200, currency::cny};
constexpr money a_fen_less{1199, currency::cny};

channel_call call_of(operation what, business_type type = business_type::payment_code) {
  return {.what = what,
          .type = type,
          .attempt = attempt_no{1},
          .key = channel_key("K"),
          .amount = twelve,
          .refund = refund_no("R"),
          .refund_amount = twelve};
}

order::attempt_report attempt(order::finding found, std::optional<money> amount = {}) {
  return {.attempt = attempt_no{1},
          .found = found,
          .channel_reference = found == order::finding::paid ? "TK" : "",
          .amount = amount};
}

order::refund_report refund_of(order::refund_finding found, std::optional<money> amount = {}) {
  return {.refund = refund_no("R"), .found = found, .amount = amount};
}

bool may(std::string_view dialect, const channel_call& call, const channel_answer& said,
         const channel_answer& heard, std::int64_t refunded = 0) {
  return may_be_heard({.dialect = dialect, .call = call, .refunded_minor = refunded}, said, heard);
}

/// Another amount goes back than the call asked for.
bool may_of_other_amount(std::string_view dialect, const channel_call& call,
                         const channel_answer& said, const channel_answer& heard) {
  return may_be_heard({.dialect = dialect, .call = call, .refund_differs = true}, said, heard);
}

}  // namespace

using order::finding;
using order::refund_finding;
using order::revoke_finding;

TEST_CASE("money is heard as it was said, or the answer is wrong") {
  const auto query = call_of(operation::query);
  const auto said = attempt(finding::paid, twelve);
  CHECK(may("alipay", query, said, said));
  CHECK_FALSE(may("alipay", query, said, attempt(finding::paid, a_fen_less)));
  CHECK_FALSE(may("alipay", query, said, attempt(finding::paid)));
  CHECK_FALSE(may("alipay", query, attempt(finding::not_paid_yet), said));
  auto of_another = said;
  of_another.channel_reference = "TL";
  CHECK_FALSE(may("alipay", query, said, of_another));
  of_another = said;
  of_another.attempt = attempt_no{2};
  CHECK_FALSE(may("alipay", query, said, of_another));
}

TEST_CASE("of an answer that came whole nothing may be missed") {
  const auto query = call_of(operation::query);
  for (const auto* dialect : {"wechat_v2", "wechat_v3", "alipay", "qra", "unionpay"}) {
    CAPTURE(dialect);
    CHECK_FALSE(may(dialect, query, attempt(finding::paid, twelve), attempt(finding::unknown)));
    CHECK_FALSE(may(dialect, query, attempt(finding::paid, twelve), attempt(finding::not_paid)));
  }
}

TEST_CASE("what was given back is seen in each language's own way") {
  const auto query = call_of(operation::query);
  const auto said = attempt(finding::paid, twelve);
  CHECK(may("wechat_v2", query, said, attempt(finding::unknown), 1));
  CHECK_FALSE(may("wechat_v2", query, said, attempt(finding::not_paid), 1200));
  CHECK(may("alipay", query, said, attempt(finding::not_paid), 1200));
  CHECK_FALSE(may("alipay", query, said, attempt(finding::not_paid), 1199));
}

TEST_CASE("a refund is done when the bank says so, and with its money") {
  const auto asks = call_of(operation::refund_query);
  const auto done = refund_of(refund_finding::done, twelve);
  const auto less = refund_of(refund_finding::done, a_fen_less);
  const auto unknown = refund_of(refund_finding::unknown);
  const auto accepted = refund_of(refund_finding::accepted);
  CHECK(may("wechat_v3", asks, done, done));
  CHECK(may("wechat_v3", asks, less, less));
  CHECK(may_of_other_amount("wechat_v3", asks, less, unknown));
  CHECK(may_of_other_amount("wechat_v3", asks, accepted, unknown));
  CHECK_FALSE(may("wechat_v3", asks, accepted, unknown));
  CHECK_FALSE(may("wechat_v3", asks, done, unknown));
  CHECK_FALSE(may_of_other_amount("alipay", asks, less, refund_of(refund_finding::done)));
  CHECK_FALSE(may("alipay", asks, accepted, done));
  CHECK_FALSE(may("alipay", asks, accepted, refund_of(refund_finding::failed)));
}

TEST_CASE("money that came back is not heard of unless it was said") {
  const auto revoke = call_of(operation::revoke);
  order::revoke_report said{.attempt = attempt_no{1}, .found = revoke_finding::done};
  auto heard = said;
  heard.money_returned = order::returned::yes;
  CHECK_FALSE(may("alipay", revoke, said, heard));
  said.money_returned = order::returned::yes;
  CHECK(may("alipay", revoke, said, heard));
  heard.money_returned = order::returned::no;
  CHECK_FALSE(may("alipay", revoke, said, heard));
  said = {.attempt = attempt_no{1}, .found = revoke_finding::again};
  CHECK_FALSE(may("alipay", revoke, said, heard));
}

TEST_CASE("UnionPay's close hears how the payment stands") {
  const auto close = call_of(operation::close, business_type::quick_pay);
  const auto heard = [](revoke_finding found) {
    return order::revoke_report{.attempt = attempt_no{1}, .found = found};
  };
  const auto paid = attempt(finding::paid, twelve);
  CHECK(may("unionpay", close, paid, heard(revoke_finding::already_paid)));
  CHECK_FALSE(may("unionpay", close, paid, heard(revoke_finding::done)));
  CHECK_FALSE(may("unionpay", close, attempt(finding::payer_paying), heard(revoke_finding::done)));
  CHECK(may("unionpay", close, attempt(finding::not_paid), heard(revoke_finding::done)));
}

TEST_CASE("of a hold that was taken Alipay says that it was taken, and of no other") {
  const auto query = call_of(operation::query, business_type::preauthorization);
  const auto heard = [&](std::string_view dialect, bool is_taken, finding said) {
    return may_be_heard({.dialect = dialect, .call = query, .is_taken = is_taken}, attempt(said),
                        attempt(finding::unknown));
  };
  CHECK(heard("alipay", true, finding::not_paid));
  CHECK_FALSE(heard("alipay", false, finding::not_paid));
  CHECK_FALSE(heard("alipay", true, finding::payer_paying));
  CHECK_FALSE(heard("unionpay", true, finding::not_paid));
}

TEST_CASE("an agreement is heard as it stands, with its number") {
  using agreement::finding;
  const auto asks = call_of(operation::query_agreement, business_type::quick_pay);
  const auto ends = call_of(operation::end_agreement, business_type::quick_pay);
  const auto says = [](finding found, std::string number = {}) -> channel_answer {
    return agreement::report{.found = found, .reference = std::move(number)};
  };
  const auto in_force = says(finding::in_force, "2088K");
  CHECK(may("alipay", asks, in_force, in_force));
  CHECK(may("unionpay", asks, in_force, says(finding::in_force, "2088K&62000000001")));
  CHECK_FALSE(may("alipay", asks, in_force, says(finding::in_force, "2088KL")));
  CHECK_FALSE(may("alipay", asks, in_force, says(finding::unknown)));
  CHECK_FALSE(may("alipay", asks, says(finding::not_signed), in_force));
  CHECK(may("alipay", asks, says(finding::ended), says(finding::not_signed)));
  CHECK_FALSE(may("alipay", ends, says(finding::ended), says(finding::not_signed)));
  CHECK_FALSE(may("alipay", ends, says(finding::not_signed), says(finding::ended)));
  CHECK(is_agreement_number("", ""));
  CHECK_FALSE(is_agreement_number("&62000000001", ""));
}

TEST_CASE("where nobody was asked nothing was paid, and nothing else is certain") {
  CHECK(may_be_heard_of_nothing(attempt(finding::unknown)));
  CHECK(may_be_heard_of_nothing(attempt(finding::not_paid)));
  CHECK_FALSE(may_be_heard_of_nothing(attempt(finding::paid, twelve)));
  CHECK_FALSE(may_be_heard_of_nothing(attempt(finding::not_found)));
  CHECK_FALSE(may_be_heard_of_nothing(refund_of(refund_finding::done)));
}

}  // namespace sluice::test::hearing_rules_test
