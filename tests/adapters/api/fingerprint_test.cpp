/// What each command's fingerprint was when its first order was taken. The log remembers them: a
/// change here would take every repeat of an old request for another one.

#include <array>

#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {
namespace {

std::string hex(const fingerprint& body) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : body) {
    text += digits[byte >> 4U];
    text += digits[byte & 0xfU];
  }
  return text;
}

struct remembered {
  endpoint which;
  std::string_view body, fingerprint;
};

constexpr std::array<remembered, 11> in_old_logs{{
    {endpoint::create_order,
     R"({"merchant":"m1","order_no":"A-1","business_type":"payment_code","amount_minor":1250,)"
     R"("currency":"CNY","payment_code":"134567890123456789","description":"coffee",)"
     R"("channel":"wechat-sim","reply_when":"accepted",)"
     R"("not_after":"2026-01-02T03:04:05Z"})",
     "65f0e7d5cf2f81cbe183571afe256c88"},
    {endpoint::create_order,
     R"({"merchant":"m1","order_no":"A-1","business_type":"quick_pay","amount_minor":1250,)"
     R"("currency":"CNY"})",
     "8278e67c6cdb4158edd26222c3769f0a"},
    {endpoint::get_order, R"({"merchant":"m1","order_no":"A-1"})",
     "e90ba1b9f2606a89c7c76b70a931a99e"},
    {endpoint::revoke_order, R"({"merchant":"m1","order_no":"A-1","reply_when":"final"})",
     "067ee1cfcc44a77b451d2b62f131fd2d"},
    {endpoint::create_refund,
     R"({"merchant":"m1","order_no":"A-1","refund_no":"R-1","amount_minor":250,)"
     R"("currency":"CNY","reply_when":"final"})",
     "b43812e12eea6b444b24ccb5250642de"},
    {endpoint::get_refund, R"({"merchant":"m1","order_no":"A-1","refund_no":"R-1"})",
     "e5f9aaad7aecc4dec267276a769b4866"},
    {endpoint::resolve_order,
     R"({"merchant":"m1","order_no":"A-1","resolution":"failed","operator":"li.wei",)"
     R"("reason":"not in the bill"})",
     "2a2580f0c9b7eb190adb34a4ab91c0f6"},
    {endpoint::resolve_order,
     R"({"merchant":"m1","order_no":"A-1","resolution":"refunded","operator":"li.wei",)"
     R"("reason":"in the bill","refund_no":"R-1","amount_minor":99})",
     "a691f14c4243f7d52203b80f1cebfb76"},
    {endpoint::resolve_order,
     R"({"merchant":"m1","order_no":"A-1","resolution":"failed","operator":"li.wei",)"
     R"("reason":"in the bill","attempt":2})",
     "6841ac35e723444c02d7fbf72efcc7e0"},
    {endpoint::resolve_order,
     R"({"merchant":"m1","order_no":"A-1","resolution":"paid","operator":"li.wei",)"
     R"("reason":"in the bill","amount_minor":99,"attempt":2})",
     "05f813483cc7a9c6e3c8e38075f987ff"},
    {endpoint::list_channels, "", "8756905e5a59d7f8da83a7aee2a69889"},
}};

}  // namespace

TEST_CASE("a card's fingerprint is of its end: no log confirms a guess of the rest") {
  const auto body_of = [](const std::string& number, const std::string& holder) {
    return accepted_json(
               endpoint::resolve_order,
               R"({"merchant":"m1","order_no":"A-1","resolution":"to_payer_card",)"
               R"("operator":"li.wei","reason":"his card is closed","refund_no":"R-1",)"
               R"("card_number":")" +
                   number + R"(","card_holder":")" + holder + R"(","card_bank":"ICBC_DEBIT"})")
        .body;
  };
  const auto one = body_of("6216261000000000018", "li");
  CHECK(one == body_of("6222020000000000018", "wang"));
  CHECK(one != body_of("6222021234567890128", "li"));
}

TEST_CASE("a body has the fingerprint that old logs have for it") {
  for (const auto& old : in_old_logs) {
    CAPTURE(old.body);
    CHECK(hex(accepted_json(old.which, old.body).body) == old.fingerprint);
  }
}

}  // namespace sluice::api
