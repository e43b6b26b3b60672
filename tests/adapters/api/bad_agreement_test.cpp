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
