#pragma once
/// account.get: what stands on a merchant's accounts with us.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

inline constexpr auto get_account_fields = std::to_array<field_definition>(
    {field<&v1::GetAccount::merchant, &v1::GetAccount::has_merchant>(
        {.name = "merchant",
         .needed = presence::required,
         .rule = &merchant_rule,
         .part = in_fingerprint::always,
         .doc = "whose accounts",
         .example = R"("m1")"})});

inline question ask_get_account(const v1::GetAccount& asked, const fingerprint&) {
  return get_account{merchant_id(asked.merchant())};
}

inline constexpr auto get_account_definition =
    asked_of_engine<v1::GetAccount>::by<&ask_get_account>(
        address<"account", "get">, get_account_fields,
        {.which = endpoint::get_account,
         .request = "GetAccount",
         .reply = "Account",
         .doc = "What stands on a merchant's accounts with us now, by currency: what it has earned "
                "and is not due yet, what is kept for refunds, fees to be paid.",
         .example = R"({"merchant":"m1"})"});

}  // namespace sluice::api
