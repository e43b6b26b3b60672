#include "domain/merchant/admission.hpp"

#include "tests/catch.hpp"

namespace sluice::test::admission_test {
namespace {

const channel_id wechat{"wechat"};
const channel_id wechat_hk{"wechat_hk"};
const channel_id foreign{"foreign"};

const std::vector<merchant::channel_reach> channels{
    {wechat, wallet::wechat, {business_type::payment_code}, {currency::cny}},
    {wechat_hk, wallet::wechat, {business_type::payment_code}, {currency::cny, currency::hkd}},
    {foreign, std::nullopt, {business_type::quick_pay}, {currency::cny}},
};

const std::vector<business_type> types{business_type::payment_code, business_type::quick_pay};
const std::vector<channel_id> list{wechat_hk, wechat};
const merchant::rights rights{merchant::life::active, types, list};

rejection refused(const merchant::rights& r, business_type type,
                  std::optional<channel_id> channel = {}) {
  const auto said = refuse(r, channels, type, channel);
  REQUIRE(said);
  return *said;
}

void says(const rejection& r, rejection_code code, std::string_view field,
          std::string_view message) {
  CHECK(r.code == code);
  CHECK(r.field == field);
  CHECK(r.message == message);
}

}  // namespace

TEST_CASE("A merchant may ask for its business types and by name for its channels") {
  CHECK_FALSE(refuse(rights, channels, business_type::payment_code, {}));
  CHECK_FALSE(refuse(rights, channels, business_type::quick_pay, wechat));
}

TEST_CASE("A merchant that is not active is refused, and told what it is") {
  using merchant::life;
  const auto told = [](life l, std::string_view what) {
    auto some = rights;
    some.life = l;
    const auto no = refused(some, business_type::payment_code);
    CHECK(no.code == rejection_code::merchant_disabled);
    CHECK(no.message.find(what) != std::string::npos);
  };
  told(life::applied, "not been approved yet");
  told(life::approved, "not active yet");
  told(life::frozen, "is frozen");
  told(life::closed, "closed for good");
}

TEST_CASE("A refusal names the field and says what is allowed instead") {
  auto frozen = rights;
  frozen.life = merchant::life::frozen;
  says(refused(frozen, business_type::payment_code), rejection_code::merchant_disabled, "merchant",
       "the merchant is frozen and takes no new orders; those it has can still be managed");
  says(refused(rights, business_type::payout), rejection_code::business_type_not_allowed,
       "business_type", "this merchant may use payment_code, quick_pay");
  says(refused(rights, business_type::payment_code, channel_id{"nowhere"}),
       rejection_code::channel_unknown, "channel",
       "there is no such channel; this merchant may use wechat_hk, wechat");
  says(refused(rights, business_type::payment_code, foreign), rejection_code::channel_not_allowed,
       "channel", "this merchant may use wechat_hk, wechat");
}

}  // namespace sluice::test::admission_test
