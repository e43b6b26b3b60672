#include "domain/access/may.hpp"

#include "tests/catch.hpp"

namespace sluice::access::may_test {
namespace {

constexpr instant noon{millis{1'800'000'000'000}};
constexpr command create{"order", "create"};

book with_a_shop() {
  book b;
  b.add({.id = principal_id{"shop"}, .merchants = {false, {merchant_id{"m2"}}}},
        usual_grants(principal_kind::service));
  b.add(key{.id = key_id{"k1"}, .owner = principal_id{"shop"}, .from = noon});
  return b;
}

}  // namespace

TEST_CASE("a refusal says the same whether the merchant is there or not, and to whomever") {
  const auto b = with_a_shop();
  const merchant_id closed{"m2"}, foreign{"m3"}, strange{"nowhere"};
  for (const auto* about : {&closed, &strange})
    CHECK(std::get<rejection>(may(b, {}, create, about, noon)) == not_allowed());
  for (const auto* about : {&foreign, &strange})
    CHECK(std::get<rejection>(may(b, {key_id{"k1"}}, create, about, noon)) == not_allowed());
  CHECK(std::get<rejection>(may(b, {key_id{"k2"}}, create, &closed, noon)) == signature_wrong());
}

TEST_CASE("a key is good from its first moment until just before its last") {
  auto b = with_a_shop();
  auto& k = b.keys.at(key_id{"k1"});
  k.until = noon + millis{10};
  CHECK(fault_of(k, noon - millis{1})->code == rejection_code::key_expired);
  CHECK_FALSE(fault_of(k, noon));
  CHECK_FALSE(fault_of(k, noon + millis{9}));
  CHECK(fault_of(k, noon + millis{10})->code == rejection_code::key_expired);
  k.revoked_at = noon + millis{5};
  CHECK(fault_of(k, noon)->code == rejection_code::key_revoked);
}

TEST_CASE("the answer says which principal it is") {
  const auto b = with_a_shop();
  const merchant_id m2{"m2"};
  const auto answer = may(b, {key_id{"k1"}}, create, &m2, noon);
  REQUIRE(std::holds_alternative<allowed>(answer));
  CHECK(std::get<allowed>(answer).who == &b.principals.at(principal_id{"shop"}));
}

TEST_CASE("every refusal of access is forbidden, and none may be repeated as it is") {
  for (const auto code :
       {rejection_code::not_allowed, rejection_code::signature_wrong,
        rejection_code::signature_outside_window, rejection_code::signature_replayed,
        rejection_code::key_revoked, rejection_code::key_expired, rejection_code::key_wrong}) {
    CHECK(service_error_code(code) == 403);
    CHECK_FALSE(is_retryable(code));
  }
}

TEST_CASE("the numbers of refusals of access are frozen") {
  const auto number = [](rejection_code c) { return static_cast<int>(c); };
  CHECK(number(rejection_code::key_wrong) == 47);
  CHECK(number(rejection_code::not_allowed) == 48);
  CHECK(number(rejection_code::signature_incomplete) == 49);
  CHECK(number(rejection_code::signature_wrong) == 50);
  CHECK(number(rejection_code::signature_outside_window) == 51);
  CHECK(number(rejection_code::signature_replayed) == 52);
  CHECK(number(rejection_code::key_revoked) == 53);
  CHECK(number(rejection_code::key_expired) == 54);
  CHECK(number(rejection_code::command_id_missing) == 55);
}

}  // namespace sluice::access::may_test
