#include "domain/merchant/admission.hpp"

#include "tests/catch.hpp"

namespace sluice::test {
namespace {

const channel_id wechat{"wechat"};
const channel_id wechat_hk{"wechat_hk"};
const channel_id alipay{"alipay"};
const channel_id bank{"bank"};
const channel_id foreign{"foreign"};

const std::vector<merchant::channel_reach> channels{
    {wechat, wallet::wechat, {business_type::payment_code}, {currency::cny}},
    {wechat_hk, wallet::wechat, {business_type::payment_code}, {currency::cny, currency::hkd}},
    {alipay, wallet::alipay, {business_type::payment_code}, {currency::cny}},
    {bank, std::nullopt, {business_type::quick_pay, business_type::payment_code}, {currency::cny}},
    {foreign, std::nullopt, {business_type::quick_pay}, {currency::cny}},
};

const merchant::rights rights{merchant::life::active,
                              {business_type::payment_code, business_type::quick_pay},
                              {wechat_hk, wechat, alipay, bank}};

constexpr std::string_view wechat_code = "134567890123456789";
constexpr std::string_view alipay_code = "284567890123456789";

merchant::payment_wish wish(std::string_view code, currency unit = currency::cny) {
  return {business_type::payment_code, unit, code, std::nullopt};
}

merchant::route allowed(const merchant::payment_wish& w) {
  const auto said = admit(rights, channels, w);
  REQUIRE(std::holds_alternative<merchant::route>(said));
  return std::get<merchant::route>(said);
}

rejection refused(const merchant::rights& r, const merchant::payment_wish& w) {
  const auto said = admit(r, channels, w);
  REQUIRE(std::holds_alternative<rejection>(said));
  CHECK_FALSE(std::get<rejection>(said).message.empty());
  return std::get<rejection>(said);
}

}  // namespace

TEST_CASE("A payment code goes to the channels that reach its wallet, best first") {
  CHECK(allowed(wish(wechat_code)) == merchant::route{wechat_hk, wechat});
  CHECK(allowed(wish(alipay_code)) == merchant::route{alipay});
  CHECK(allowed(wish(wechat_code, currency::hkd)) == merchant::route{wechat_hk});
}

TEST_CASE("A channel that is asked for is the only one") {
  auto w = wish(wechat_code);
  w.channel = wechat;
  CHECK(allowed(w) == merchant::route{wechat});
}

TEST_CASE("A type without a payment code goes to the channels that serve it") {
  CHECK(allowed({business_type::quick_pay, currency::cny, "", std::nullopt}) ==
        merchant::route{bank});
}

TEST_CASE("A code of no wallet goes nowhere, not even to a channel without a wallet") {
  CHECK(refused(rights, wish("999")).code == rejection_code::no_channel_for_payment_code);
  CHECK(refused(rights, wish("")).code == rejection_code::no_channel_for_payment_code);
}

TEST_CASE("A merchant that is not active is refused, and told what it is") {
  using merchant::life;
  const auto told = [](life l, std::string_view what) {
    auto some = rights;
    some.life = l;
    const auto no = refused(some, wish(wechat_code));
    CHECK(no.code == rejection_code::merchant_disabled);
    CHECK(no.message.find(what) != std::string::npos);
  };
  told(life::applied, "not been approved yet");
  told(life::approved, "not active yet");
  told(life::frozen, "is frozen");
  told(life::closed, "closed for good");
}

TEST_CASE("What a merchant may not do is refused, and the reply says what it may") {
  const auto payout = refused(rights, {business_type::payout, currency::cny, "", std::nullopt});
  CHECK(payout.code == rejection_code::business_type_not_allowed);
  CHECK(payout.message == "this merchant may use payment_code, quick_pay");

  auto w = wish(wechat_code);
  w.channel = channel_id{"nowhere"};
  CHECK(refused(rights, w).code == rejection_code::channel_unknown);
  w.channel = foreign;
  CHECK(refused(rights, w).code == rejection_code::channel_not_allowed);
  w.channel = alipay;
  CHECK(refused(rights, w).code == rejection_code::no_channel_for_payment_code);

  CHECK(refused(rights, wish(wechat_code, currency::usd)).code ==
        rejection_code::currency_not_allowed);

  auto poor = rights;
  poor.channels = {alipay};
  CHECK(refused(poor, wish(wechat_code)).code == rejection_code::no_channel_for_payment_code);
  CHECK(refused(poor, {business_type::quick_pay, currency::cny, "", std::nullopt}).code ==
        rejection_code::channel_not_allowed);
}

TEST_CASE("A refusal names the field and says what is allowed instead") {
  const auto says = [](const rejection& r, std::string_view field, std::string_view message) {
    CHECK(r.field == field);
    CHECK(r.message == message);
  };
  auto frozen = rights;
  frozen.life = merchant::life::frozen;
  says(refused(frozen, wish(wechat_code)), "merchant",
       "the merchant is frozen and takes no new orders; those it has can still be managed");
  says(refused(rights, {business_type::payout, currency::cny, "", std::nullopt}), "business_type",
       "this merchant may use payment_code, quick_pay");
  auto w = wish(wechat_code);
  w.channel = channel_id{"nowhere"};
  says(refused(rights, w), "channel",
       "there is no such channel; this merchant may use wechat_hk, wechat, alipay, bank");
  w.channel = foreign;
  says(refused(rights, w), "channel", "this merchant may use wechat_hk, wechat, alipay, bank");
  says(refused(rights, wish(wechat_code, currency::usd)), "currency",
       "no channel of this merchant takes this currency for this business type");
  says(refused(rights, wish("999")), "payment_code",
       "no channel of this merchant reaches the wallet that shows this code");
  auto poor = rights;
  poor.channels = {alipay};
  says(refused(poor, {business_type::quick_pay, currency::cny, "", std::nullopt}), "channel",
       "no channel of this merchant serves this business type; it may use alipay");
}

TEST_CASE("A channel that has left the configuration is passed over") {
  auto r = rights;
  r.channels = {channel_id{"gone"}, wechat};
  CHECK(std::get<merchant::route>(admit(r, channels, wish(wechat_code))) ==
        merchant::route{wechat});
}

}  // namespace sluice::test
