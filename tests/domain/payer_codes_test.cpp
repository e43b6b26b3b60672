#include "domain/payer_codes.hpp"

#include "domain/wallet.hpp"
#include "tests/catch.hpp"

namespace sluice::test::payer_codes_test {
TEST_CASE("codes that a payer shows by mistake are told apart") {
  for (const auto* text :
       {"wxp://f2f0abc", "HTTPS://QR.ALIPAY.COM/FKX07", "https://payapp.weixin.qq.com/qrpay/order",
        "https://qr.95516.com/00010000/01"})
    CHECK(mistaken_for_payment_code(text) == mistaken_code::collection);
  for (const auto* text : {"https://u.wechat.com/EFabc", "weixin://contacts/profile/x"})
    CHECK(mistaken_for_payment_code(text) == mistaken_code::identity);
}

TEST_CASE("payment codes, and what no wallet shows, are none of these") {
  for (const auto* text : {"134567890123456789", "281234567890123456", "6212345678901234567", "",
                           "wxp:/", "https://qr.alipay.co", "cash"})
    CHECK_FALSE(mistaken_for_payment_code(text));
}

TEST_CASE("each advice says what to show instead") {
  for (const auto kind : {mistaken_code::collection, mistaken_code::identity})
    CHECK(advice_about(kind).find("付款码") != std::string_view::npos);
}

}  // namespace sluice::test::payer_codes_test
