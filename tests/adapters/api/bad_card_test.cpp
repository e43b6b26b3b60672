#include "tests/adapters/api/bad_values.hpp"

namespace sluice::api {

TEST_CASE("a card to which a refund is sent on is refused in words, and never told back") {
  using enum rejection_code;
  const std::string good =
      R"({"merchant":"m1","order_no":"A-1","resolution":"to_payer_card",)"
      R"("operator":"li.wei","reason":"his card is closed","refund_no":"R-1",)"
      R"("card_number":"6216261000000000018","card_holder":"全渠道",)"
      R"("card_bank":"ICBC_DEBIT"})";
  check_each(
      endpoint::resolve_order, good,
      {{"6216261000000000018", "6216261000000000019", card_number_invalid, "card_number",
        "it has another check digit"},
       {"6216261000000000018", "621626100000", card_number_invalid, "card_number",
        "it has 12 digits"},
       {"6216261000000000018", "6216 2610 0000 0000 018", card_number_invalid, "card_number",
        "13 to 19 digits"},
       {"\"6216261000000000018\"", "6216261000000000018", field_wrong_type, "card_number",
        "string"},
       {"\"card_number\":\"6216261000000000018\",", "", field_missing, "card_number",
        "resolution to_payer_card needs it"},
       {"全渠道", "", field_missing, "card_holder", "resolution to_payer_card needs it"},
       {"全渠道", "  ", card_holder_invalid, "card_holder", "it is blank"},
       {"全渠道", "Li\\tWei", card_holder_invalid, "card_holder", "it has U+0009"},
       {"全渠道", "Li\\u202eWei", card_holder_invalid, "card_holder", "it has U+202E"},
       {"全渠道", "Li Wei 2", card_holder_invalid, "card_holder", "it has a digit"},
       {"全渠道", std::string(65, 'x'), card_holder_invalid, "card_holder", "it has 65 bytes"},
       {"ICBC_DEBIT", "icbc", card_bank_invalid, "card_bank", "such as ICBC_DEBIT"},
       {"to_payer_card", "to_merchant_card", card_number_invalid, "card_number",
        "must be absent with resolution to_merchant_card"},
       {"to_payer_card", "refunded", card_number_invalid, "card_number", "must be absent"}});
}

}  // namespace sluice::api
