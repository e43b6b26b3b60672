// Names of things: ids, secrets, wallets, business types, rejections.

#include <set>

#include "base/secret.hpp"
#include "domain/ids.hpp"
#include "domain/order/state.hpp"
#include "domain/policy.hpp"
#include "domain/rejection.hpp"
#include "domain/wallet.hpp"
#include "tests/catch.hpp"

namespace sluice::test::names_test {

TEST_CASE("A name is 1 to 64 letters, digits, underscores or hyphens") {
  CHECK(is_name("A-1001_z"));
  for (const auto* edge : {"a", "z", "A", "Z", "0", "9"}) CHECK(is_name(edge));
  CHECK(is_name(std::string(64, 'x')));
  CHECK_FALSE(is_name(std::string(65, 'x')));
  CHECK_FALSE(is_name(""));
  for (const auto* bad : {"a b", "a.b", "a/b", "a*", "a>", "ä", "a\n", "\x7f", "late.1"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_name(bad));
  }
  CHECK_FALSE(is_name(std::string_view("a\0b", 3)));
}

TEST_CASE("An order is named by merchant and number, and both count") {
  const order_id a{merchant_id{"m1"}, order_no{"A"}};
  CHECK(to_string(a) == "m1/A");
  CHECK(a != order_id{merchant_id{"m2"}, order_no{"A"}});
  CHECK(a < order_id{merchant_id{"m1"}, order_no{"B"}});
  CHECK(std::hash<order_id>{}(a) != std::hash<order_id>{}({merchant_id{"A"}, order_no{"m1"}}));
}

TEST_CASE("A secret shows at most its first and last two characters") {
  CHECK(secret("134567890123456789").masked() == "13**************89");
  CHECK(secret("12345678").masked() == "********");
  CHECK(secret("123456789").masked() == "12*****89");
  CHECK(secret("").masked().empty());
  CHECK(secret("").empty());
  CHECK(secret("abc").reveal() == "abc");
}

TEST_CASE("A payment code tells its wallet by prefix and length") {
  CHECK(wallet_of_masked("13**************89") == wallet::wechat);
  CHECK(wallet_of_masked("25************89") == wallet::alipay);
  CHECK_FALSE(wallet_of_masked("13*************89"));
  CHECK_FALSE(wallet_of_masked("****************"));
  CHECK_FALSE(wallet_of("13**************89"));
  CHECK(wallet_of("134567890123456789") == wallet::wechat);
  CHECK(wallet_of("104567890123456789") == wallet::wechat);
  CHECK(wallet_of("154567890123456789") == wallet::wechat);
  CHECK(wallet_of("2545678901234567") == wallet::alipay);
  CHECK(wallet_of("304567890123456789012345") == wallet::alipay);
  CHECK(wallet_of("6245678901234567890") == wallet::unionpay);
}

TEST_CASE("A code of another prefix, length or alphabet belongs to no wallet") {
  for (const auto* bad :
       {"", "13", "094567890123456789", "164567890123456789", "13456789012345678",
        "1345678901234567890", "254567890123456", "2545678901234567890123456", "314567890123456789",
        "624567890123456789", "62456789012345678901", "13456789012345678a", "13456789012345678 "}) {
    CAPTURE(bad);
    CHECK_FALSE(wallet_of(bad));
  }
}

TEST_CASE("Wallets and business types are found by their names") {
  for (const auto w : {wallet::wechat, wallet::alipay, wallet::unionpay})
    CHECK(wallet_from_name(name_of(w)) == w);
  CHECK(name_of(wallet::wechat) == "wechat");
  CHECK(name_of(wallet::alipay) == "alipay");
  CHECK(name_of(wallet::unionpay) == "unionpay");
  CHECK_FALSE(wallet_from_name("WeChat"));
  for (const auto& row : business_policies) {
    CHECK(business_type_from_name(row.name) == row.type);
    CHECK(business_type_from_number(static_cast<std::uint32_t>(row.type)) == row.type);
    CHECK(name_of(row.type) == row.name);
  }
  CHECK_FALSE(business_type_from_name("refund"));
  CHECK_FALSE(business_type_from_number(0));
}

TEST_CASE("Money that goes out is never revoked, closed, refunded or given up as not found") {
  for (const auto& row : business_policies) {
    if (row.direction == money_direction::in) continue;
    CHECK_FALSE((row.revocable || row.closable || row.refundable || row.not_found_may_mean_failed));
  }
}

TEST_CASE("Money that comes in and may be late can be given back") {
  for (const auto& row : business_policies)
    if (row.revocable || row.closable) CHECK(row.refundable);
}

TEST_CASE("Every rejection has a name of its own, and only the engine's own trouble is retryable") {
  std::set<std::string_view> names;
  for (std::uint16_t n = 1; n <= 94; ++n) {
    const bool used = n <= 26 || (n >= 40 && n <= 47) || (n >= 60 && n <= 73) || n >= 90;
    if (!used) continue;
    const auto code = static_cast<rejection_code>(n);
    CAPTURE(n);
    CHECK(names.insert(name_of(code)).second);
    CHECK(is_retryable(code) == (n >= 90));
    const auto error = service_error_code(code);
    CHECK((error == 400 || error == 403 || error == 404 || error == 409 || error == 413 ||
           error == 503));
  }
}

TEST_CASE("Precedence is where a rejection stands, whatever its number") {
  using enum rejection_code;
  CHECK(precedence_of(reply_subject_missing) == 0);
  CHECK(precedence_of(reply_when_unknown) < precedence_of(not_after_invalid));
  CHECK(precedence_of(not_after_invalid) < precedence_of(operator_missing));
  CHECK(precedence_of(resolution_unknown) < precedence_of(merchant_unknown));
  CHECK(precedence_of(expired) < precedence_of(busy));
}

TEST_CASE("A verdict is found by its name") {
  for (const auto r :
       {order::resolution::paid, order::resolution::failed, order::resolution::revoked,
        order::resolution::refunded, order::resolution::not_refunded,
        order::resolution::to_payer_card, order::resolution::to_merchant_card})
    CHECK(order::resolution_from_name(name_of(r)) == r);
  CHECK_FALSE(order::resolution_from_name("Paid"));
}

TEST_CASE("What an order's log and views call things stays as it is") {
  const auto names = [](auto... words) { return std::vector<std::string_view>{name_of(words)...}; };
  using status = order::refund::status;
  using question = order::money_question;
  using words = std::vector<std::string_view>;
  CHECK(names(status::requested, status::in_doubt, status::done, status::failed,
              status::needs_operator) ==
        words{"requested", "in_doubt", "done", "failed", "needs_operator"});
  CHECK(names(order::source::pay_answer, order::source::query_answer, order::source::notification,
              order::source::revoke_answer, order::source::engine, order::source::person) ==
        words{"pay_answer", "query_answer", "notification", "revoke_answer", "engine", "person"});
  CHECK(names(question::none, question::paid_after_the_end, question::hearsay_of_payment,
              question::another_amount, question::not_confirmed, question::cannot_return,
              question::not_given_back) ==
        words{"none", "paid_after_the_end", "hearsay_of_payment", "another_amount", "not_confirmed",
              "cannot_return", "not_given_back"});
  CHECK(names(order::returned::yes, order::returned::no, order::returned::not_said) ==
        words{"yes", "no", "not_said"});
}

}  // namespace sluice::test::names_test
