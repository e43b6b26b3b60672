#pragma once
/// merchant.list, merchant.get, merchant.create, merchant.set; config.reload.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto named_merchant_field = field<&Request::merchant, &Request::has_merchant>(
    {.name = "merchant",
     .needed = presence::required,
     .rule = &merchant_rule,
     .part = in_fingerprint::always,
     .doc = "which one",
     .example = R"("m1")"});

// -- merchant.list, merchant.get -----------------------------------------------------------------

inline constexpr auto list_merchants_fields = std::to_array<field_definition>(
    {field<&v1::ListMerchants::after, &v1::ListMerchants::has_after>(
         {.name = "after",
          .rule = &place_rule,
          .part = in_fingerprint::when_given,
          .doc = "next of the page before; 0 or absent: from the beginning",
          .example = "100"}),
     field<&v1::ListMerchants::limit, &v1::ListMerchants::has_limit>(
         {.name = "limit",
          .rule = &page_rule,
          .part = in_fingerprint::when_given,
          .doc = "merchants on a page; absent: 100",
          .example = "20"})});

inline question ask_list_merchants(const v1::ListMerchants& asked, const fingerprint&) {
  list_merchants ask{.after = static_cast<std::uint64_t>(asked.after())};
  if (asked.has_limit()) ask.most = static_cast<std::uint32_t>(asked.limit());
  return ask;
}

inline constexpr auto list_merchants_definition =
    asked_of_engine<v1::ListMerchants>::by<&ask_list_merchants>(
        address<"merchant", "list">, list_merchants_fields,
        {.which = endpoint::list_merchants,
         .request = "ListMerchants",
         .reply = "MerchantList",
         .doc = "The merchants, in the order in which they came, page by page.",
         .example = R"({"limit":20})"});

inline constexpr auto get_merchant_fields =
    std::to_array<field_definition>({named_merchant_field<v1::GetMerchant>});

inline question ask_get_merchant(const v1::GetMerchant& asked, const fingerprint&) {
  return get_merchant{merchant_id(asked.merchant())};
}

inline constexpr auto get_merchant_definition =
    asked_of_engine<v1::GetMerchant>::by<&ask_get_merchant>(
        address<"merchant", "get">, get_merchant_fields,
        {.which = endpoint::get_merchant,
         .request = "GetMerchant",
         .reply = "Merchant",
         .doc = "What a merchant may do, and who said so.",
         .example = R"({"merchant":"m1"})"});

// -- merchant.create, merchant.set ---------------------------------------------------------------

template <class Request>
inline constexpr auto business_types_field = texts_field<Request, &Request::business_types>(
    {.name = "business_types",
     .rule = &business_types_rule,
     .part = in_fingerprint::when_given,
     .doc = "what it may ask for",
     .example = R"(["payment_code","quick_pay"])"});

template <class Request>
inline constexpr auto channels_field = texts_field<Request, &Request::channels>(
    {.name = "channels",
     .rule = &channels_rule,
     .part = in_fingerprint::when_given,
     .doc = "that may serve it, best first",
     .example = R"(["alipay","wechat"])"});

template <class Request>
inline constexpr auto documents_field = texts_field<Request, &Request::documents>(
    {.name = "documents",
     .rule = &documents_rule,
     .part = in_fingerprint::when_given,
     .doc = "papers that were handed in; the papers themselves are kept elsewhere",
     .example =
         R"(["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  licence.pdf"])"});

template <class Request>
inline constexpr auto limits_field = texts_field<Request, &Request::limits>(
    {.name = "limits",
     .rule = &merchant_limits_rule,
     .part = in_fingerprint::when_given,
     .doc = "how much it may ask for, by kind of business; 0: no limit",
     .example = R"(["payment_code.commands_per_second=50","payout.amount_per_order=5000000"])"});

template <class Request>
merchant::change_of change_in(const Request& asked) {
  merchant::change_of out;
  if (asked.business_types_size() > 0) {
    auto& types = out.business_types.emplace();
    for (const auto& name : asked.business_types()) types.push_back(*business_type_from_name(name));
  }
  if (asked.channels_size() > 0) {
    auto& channels = out.channels.emplace();
    for (const auto& name : asked.channels()) channels.emplace_back(name);
  }
  for (const auto& text : asked.documents()) out.documents.push_back(*document_from_text(text));
  for (const auto& text : asked.limits()) {
    const auto wish = *merchant::limit_from_text(text);
    out.limits[wish.name] = wish.value;
  }
  return out;
}

inline constexpr auto create_merchant_fields = std::to_array<field_definition>(
    {named_merchant_field<v1::CreateMerchant>, business_types_field<v1::CreateMerchant>,
     channels_field<v1::CreateMerchant>, documents_field<v1::CreateMerchant>,
     operator_field<v1::CreateMerchant>, reason_field<v1::CreateMerchant>,
     limits_field<v1::CreateMerchant>});

inline question ask_create_merchant(const v1::CreateMerchant& asked, const fingerprint&) {
  return create_merchant{merchant_id(asked.merchant()), {change_in(asked), signed_by_whom(asked)}};
}

inline constexpr auto create_merchant_definition =
    asked_of_engine<v1::CreateMerchant>::by<&ask_create_merchant>(
        address<"merchant", "create">, create_merchant_fields,
        {.which = endpoint::create_merchant,
         .request = "CreateMerchant",
         .reply = "Merchant",
         .doc = "Apply for a merchant. It takes orders when merchant.set has made it approved and "
                "then active.",
         .example = R"({"merchant":"m9","business_types":["quick_pay"],"channels":["alipay"],)"
                    R"("operator":"li.wei","reason":"contract 2026-117"})"});

inline constexpr auto life_field = field<&v1::SetMerchant::life, &v1::SetMerchant::has_life>(
    {.name = "life",
     .rule = &life_rule,
     .part = in_fingerprint::when_given,
     .doc = "applied becomes approved, then active; active and frozen become each other; each of "
            "them closed",
     .example = R"("frozen")"});

inline constexpr auto set_merchant_fields = std::to_array<field_definition>(
    {named_merchant_field<v1::SetMerchant>, life_field, business_types_field<v1::SetMerchant>,
     channels_field<v1::SetMerchant>, documents_field<v1::SetMerchant>,
     operator_field<v1::SetMerchant>, reason_field<v1::SetMerchant>,
     limits_field<v1::SetMerchant>});

inline question ask_set_merchant(const v1::SetMerchant& asked, const fingerprint&) {
  auto what = change_in(asked);
  if (asked.has_life()) what.life = merchant::life_from_name(asked.life());
  return change_merchant{merchant_id(asked.merchant()), {std::move(what), signed_by_whom(asked)}};
}

inline constexpr auto set_merchant_definition =
    asked_of_engine<v1::SetMerchant>::by<&ask_set_merchant>(
        address<"merchant", "set">, set_merchant_fields,
        {.which = endpoint::set_merchant,
         .request = "SetMerchant",
         .reply = "Merchant",
         .doc = "Change what a merchant may do, or its life; it holds until the file changes the "
                "same keys.",
         .example = R"({"merchant":"m1","life":"frozen","operator":"li.wei",)"
                    R"("reason":"too many complaints"})"});

// -- config.reload -------------------------------------------------------------------------------

inline constexpr auto reload_configuration_fields = std::to_array<field_definition>(
    {operator_field<v1::ReloadConfiguration>, reason_field<v1::ReloadConfiguration>});

inline question ask_reload_configuration(const v1::ReloadConfiguration& asked, const fingerprint&) {
  return reload_configuration{signed_by_whom(asked)};
}

inline constexpr auto reload_configuration_definition =
    asked_of_engine<v1::ReloadConfiguration>::by<&ask_reload_configuration>(
        address<"config", "reload">, reload_configuration_fields,
        {.which = endpoint::reload_configuration,
         .request = "ReloadConfiguration",
         .reply = "Reload",
         .doc =
             "Read the configuration file again: what has changed in it holds at once, or, where "
             "that cannot be, from the next start on. A wrong file changes nothing.",
         .example = R"({"operator":"li.wei","reason":"new limits of the bank"})"});

}  // namespace sluice::api
