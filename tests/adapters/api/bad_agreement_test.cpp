#include "tests/adapters/api/bad_values.hpp"

namespace sluice::api {

TEST_CASE("each field of an agreement is refused with its own words") {
  using enum rejection_code;
  constexpr std::string_view good =
      R"({"merchant":"m1","agreement_no":"S-1","channel":"alipay","payer_id":"customer-77",)"
      R"("return_url":"https://shop.example.com/","not_after":"2099-01-02T03:04:05Z"})";
  check_each(
      endpoint::create_agreement, good,
      {
          {"S-1", "S 1", agreement_no_invalid, "agreement_no", "letters, digits"},
          {"\"S-1\"", "7", field_wrong_type, "agreement_no", "string"},
          {",\"agreement_no\":\"S-1\"", "", field_missing, "agreement_no", "agreement_no"},
          {"alipay", "ali pay", channel_unknown, "channel", "letters, digits"},
          {"customer-77", "customer 77", payer_id_invalid, "payer_id", "letters, digits"},
          {"https://", "ftp://", return_url_invalid, "return_url", "https://"},
          {"2099-01-02T03:04:05Z", "tomorrow", not_after_invalid, "not_after", "RFC 3339"},
      });
  constexpr std::string_view by_card =
      R"({"merchant":"m1","agreement_no":"S-1","channel":"unionpay","signed_with":"card",)"
      R"("card_number":"6216261000000000018","card_holder":"Zhang San","card_phone":"13800000018",)"
      R"("card_identity":"11010519491231002X","card_expires":"0729","card_security_code":"123"})";
  check_each(
      endpoint::create_agreement, by_card,
      {
          {"\"card\"", "\"pen\"", signed_with_unknown, "signed_with", "page"},
          {"000018\",\"card_holder", "000017\",\"card_holder", card_number_invalid, "card_number",
           "check digit"},
          {"6216261000000000018", "62162", card_number_invalid, "card_number", "5 digits"},
          {"6216261000000000018", "621626100000000001x", card_number_invalid, "card_number",
           "no digit"},
          {"Zhang San", "Zhang 3", card_holder_invalid, "card_holder", "a digit"},
          {"Zhang San", "  ", card_holder_invalid, "card_holder", "blank"},
          {"13800000018", "1380000001", card_phone_invalid, "card_phone", "10 digits"},
          {"13800000018", "23800000018", card_phone_invalid, "card_phone", "begin with 1"},
          {"13800000018", "1380000 018", card_phone_invalid, "card_phone", "no digit"},
          {"11010519491231002X", "11010519491231002x", card_identity_invalid, "card_identity",
           "write X"},
          {"11010519491231002X", "110105194913310021", card_identity_invalid, "card_identity",
           "day of birth"},
          {"11010519491231002X", "110105194912310020", card_identity_invalid, "card_identity",
           "check character"},
          {"11010519491231002X", "11010519491231", card_identity_invalid, "card_identity",
           "14 characters"},
          {"0729", "1329", card_end_invalid, "card_expires", "month"},
          {"0729", "729", card_end_invalid, "card_expires", "3 digits"},
          {"\"123\"", "\"12a\"", card_security_code_invalid, "card_security_code", "no digit"},
          {"\"123\"", "\"1234\"", card_security_code_invalid, "card_security_code", "4 digits"},
          {",\"card_phone\":\"13800000018\"", "", field_missing, "card_phone", "card_phone"},
      });
  constexpr std::string_view code = R"({"merchant":"m1","agreement_no":"S-1","code":"493817"})";
  check_each(endpoint::verify_agreement, code,
             {
                 {"493817", "4938 17", verification_code_invalid, "code", "letters, digits"},
                 {",\"code\":\"493817\"", "", field_missing, "code", "code"},
             });
  constexpr std::string_view which = R"({"merchant":"m1","agreement_no":"S-1"})";
  for (const auto what : {endpoint::get_agreement, endpoint::cancel_agreement})
    check_each(what, which,
               {
                   {"S-1", "", agreement_no_invalid, "agreement_no", "1 to 64"},
                   {",\"agreement_no\":\"S-1\"", "", field_missing, "agreement_no", "agreement_no"},
                   {"m1", "m/1", merchant_invalid, "merchant", "letters, digits"},
               });
}

}  // namespace sluice::api
