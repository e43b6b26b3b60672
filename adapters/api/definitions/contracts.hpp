#pragma once
/// contract.get, contract.put.

#include "adapters/api/contract_value_rules.hpp"
#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto contract_party_fields = std::to_array<field_definition>(
    {field<&Request::merchant, &Request::has_merchant>(
         {.name = "merchant",
          .rule = &merchant_rule,
          .part = in_fingerprint::when_given,
          .doc = "whose contract it is: this, or channel",
          .example = R"("m1")"}),
     field<&Request::channel, &Request::has_channel>(
         {.name = "channel",
          .rule = &channel_rule,
          .part = in_fingerprint::when_given,
          .doc = "the channel that takes its cost: this, or merchant",
          .example = R"("wechat")"})});

/// Of neither and of both the rules of contracts know nothing: they are refused as no party.
template <class Request>
contract::party party_in(const Request& asked) {
  if (asked.has_merchant() == asked.has_channel()) return {};
  if (asked.has_merchant()) return {contract::side::merchant, asked.merchant()};
  return {contract::side::channel, asked.channel()};
}

// -- contract.get --------------------------------------------------------------------------------

inline question ask_get_contract(const v1::GetContract& asked, const fingerprint&) {
  return get_contract{party_in(asked)};
}

inline constexpr auto get_contract_definition =
    asked_of_engine<v1::GetContract>::by<&ask_get_contract>(
        address<"contract", "get">, contract_party_fields<v1::GetContract>,
        {.which = endpoint::get_contract,
         .request = "GetContract",
         .reply = "Contract",
         .doc = "What has been agreed about fees with a merchant, or about cost with a channel: "
                "all versions, the newest first.",
         .example = R"({"merchant":"m1"})"});

// -- contract.put --------------------------------------------------------------------------------

inline constexpr auto put_contract_fields = std::to_array<field_definition>(
    {contract_party_fields<v1::PutContract>[0], contract_party_fields<v1::PutContract>[1],
     field<&v1::PutContract::account_owner, &v1::PutContract::has_account_owner>(
         {.name = "account_owner",
          .rule = &account_owner_rule,
          .part = in_fingerprint::when_given,
          .doc = "whose account at the channel the money comes to; absent: the merchant's own",
          .example = R"("us")"}),
     field<&v1::PutContract::billing, &v1::PutContract::has_billing>(
         {.name = "billing",
          .rule = &billing_rule,
          .part = in_fingerprint::when_given,
          .doc = "the fee is kept back from what is settled (included; so if absent) or billed",
          .example = R"("included")"}),
     texts_field<v1::PutContract, &v1::PutContract::rows>(
         {.name = "rows",
          .needed = presence::required,
          .rule = &contract_rows_rule,
          .part = in_fingerprint::always,
          .doc = "the first row that fits a payment says its fee; the last one fits any",
          .example = R"(["channel=alipay parts_per_million=5500","parts_per_million=6000"])"}),
     field<&v1::PutContract::valid_from, &v1::PutContract::has_valid_from>(
         {.name = "valid_from",
          .rule = &until_rule,
          .part = in_fingerprint::when_given,
          .doc = "for payments from then on; absent: from now on",
          .example = R"("2099-01-02T00:00:00+08:00")"}),
     operator_field<v1::PutContract>, reason_field<v1::PutContract>});

inline question ask_put_contract(const v1::PutContract& asked, const fingerprint&) {
  contract::put w{.with = party_in(asked), .who = signed_by_whom(asked)};
  if (asked.has_account_owner())
    w.what.owner = *contract::account_owner_from_name(asked.account_owner());
  if (asked.has_billing()) w.what.how = *contract::billing_from_name(asked.billing());
  for (const auto& text : asked.rows())
    w.what.rows.push_back(std::get<contract::row>(contract::row_from_text(text)));
  if (asked.has_valid_from()) w.valid_from = instant_from_rfc3339(asked.valid_from());
  return put_contract{std::move(w)};
}

inline constexpr auto put_contract_definition =
    asked_of_engine<v1::PutContract>::by<&ask_put_contract>(
        address<"contract", "put">, put_contract_fields,
        {.which = endpoint::put_contract,
         .request = "PutContract",
         .reply = "Contract",
         .doc = "Say what has been agreed, as one version of the whole contract. Payments that "
                "have succeeded keep the version that held then, also for their refunds.",
         .example = R"({"merchant":"m1","account_owner":"us","rows":["parts_per_million=6000"],)"
                    R"("operator":"li.wei","reason":"signed on Monday"})"});

}  // namespace sluice::api
