#pragma once
/// order.create: pay. In version 2 no order is paid after its caller has given up, and each one
/// says to the payer what it is for.

#include "adapters/api/definitions/agreements.hpp"
#include "adapters/api/definitions/common_fields.hpp"
#include "adapters/api/payer_value_rules.hpp"
#include "base/time_text.hpp"

namespace sluice::api {

inline constexpr auto business_type_field =
    field<&v1::CreateOrder::business_type, &v1::CreateOrder::has_business_type>(
        {.name = "business_type",
         .needed = presence::required,
         .rule = &business_type_rule,
         .part = in_fingerprint::always,
         .doc = "what kind of payment it is",
         .example = R"("payment_code")"});

/// The names of the businesses whose policy asks for a payment code.
inline constexpr auto businesses_with_payment_code = [] {
  constexpr auto needs = [](const business_policy& row) { return row.needs_payment_code; };
  std::array<std::string_view, std::ranges::count_if(business_policies, needs)> names;
  auto next = names.begin();
  for (const auto& row : business_policies)
    if (needs(row)) *next++ = row.name;
  return names;
}();

inline constexpr auto payment_code_field =
    field<&v1::CreateOrder::payment_code, &v1::CreateOrder::has_payment_code>(
        {.name = "payment_code",
         .needed = presence::conditional,
         .rule = &payment_code_of_wallet_rule,
         .part = in_fingerprint::always,
         .doc = "what the payer shows; it says which wallet pays",
         .example = R"("134567890123456789")",
         .when = {.field = business_type_field.name,
                  .values = businesses_with_payment_code,
                  .read = business_type_field.read,
                  .missing = rejection_code::payment_code_missing}});

inline constexpr auto description_field =
    field<&v1::CreateOrder::description, &v1::CreateOrder::has_description>(
        {.name = "description",
         .rule = &description_rule,
         .part = in_fingerprint::always,
         .doc = "shown to the payer",
         .example = R"("coffee")"});

inline constexpr auto channel_field =
    field<&v1::CreateOrder::channel, &v1::CreateOrder::has_channel>(
        {.name = "channel",
         .rule = &channel_rule,
         .part = in_fingerprint::always,
         .doc = "ask for this channel; otherwise the engine chooses",
         .example = R"("wechat-sim")"});

/// Until when it may start is no part of what is asked for.
inline constexpr auto not_after_field =
    field<&v1::CreateOrder::not_after, &v1::CreateOrder::has_not_after>(
        {.name = "not_after",
         .rule = &not_after_rule,
         .doc = "a new order must not start then or later: expired",
         .example = R"("2099-01-02T03:04:05Z")"});

inline constexpr auto paid_with_field =
    field<&v1::CreateOrder::paid_with, &v1::CreateOrder::has_paid_with>(
        {.name = "paid_with",
         .rule = &paid_with_rule,
         .part = in_fingerprint::when_given,
         .doc =
             "the payer's method, with its bank, where it is known: routes and limits look at it",
         .example = R"("debit_card/icbc")"});

inline constexpr auto shadow_field = field<&v1::CreateOrder::shadow, &v1::CreateOrder::has_shadow>(
    {.name = "shadow",
     .rule = &switch_rule,
     .part = in_fingerprint::when_given,
     .doc = "true: test traffic, for simulated channels only",
     .example = "true"});

inline constexpr auto businesses_within_the_wallet = std::to_array<std::string_view>({"jsapi"});
inline constexpr auto payer_id_field =
    field<&v1::CreateOrder::payer_id, &v1::CreateOrder::has_payer_id>(
        {.name = "payer_id",
         .needed = presence::conditional,
         .rule = &payer_id_value_rule,
         .part = in_fingerprint::when_given,
         .doc = "who pays, as the wallet knows him (openid)",
         .example = R"("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")",
         .when = {.field = business_type_field.name,
                  .values = businesses_within_the_wallet,
                  .read = business_type_field.read}});

inline constexpr auto businesses_in_a_browser = std::to_array<std::string_view>({"h5"});
inline constexpr auto payer_ip_field =
    field<&v1::CreateOrder::payer_ip, &v1::CreateOrder::has_payer_ip>(
        {.name = "payer_ip",
         .needed = presence::conditional,
         .rule = &payer_ip_rule,
         .part = in_fingerprint::when_given,
         .doc = "the address of the payer's machine, which the channel compares",
         .example = R"("203.0.113.7")",
         .when = {.field = business_type_field.name,
                  .values = businesses_in_a_browser,
                  .read = business_type_field.read}});

inline constexpr auto return_url_field =
    field<&v1::CreateOrder::return_url, &v1::CreateOrder::has_return_url>(
        {.name = "return_url",
         .rule = &return_url_value_rule,
         .part = in_fingerprint::when_given,
         .doc = "where the payer's browser is sent afterwards; that it comes there proves nothing",
         .example = R"("https://shop.example.com/thanks")"});

inline constexpr auto payer_token_field =
    field<&v1::CreateOrder::payer_token, &v1::CreateOrder::has_payer_token>(
        {.name = "payer_token",
         .rule = &payer_token_value_rule,
         .part = in_fingerprint::when_given,
         .doc = "quick_pay: what the channel knows the payer's card or agreement by",
         .example = R"("6235240000020757577")"});

inline constexpr auto signed_agreement_field =
    field<&v1::CreateOrder::agreement_no, &v1::CreateOrder::has_agreement_no>(
        {.name = "agreement_no",
         .rule = &agreement_no_rule,
         .part = in_fingerprint::when_given,
         .doc =
             "quick_pay: the agreement by which the payer is charged, in force; others: one that "
             "he signs while he pays (signed_with payment)",
         .example = R"("S-1001")"});

inline constexpr auto create_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::CreateOrder>, order_no_field<v1::CreateOrder>, business_type_field,
     amount_field<v1::CreateOrder>, currency_field<v1::CreateOrder>, payment_code_field,
     description_field, reply_when_field<v1::CreateOrder>, channel_field,
     key_field<v1::CreateOrder>, not_after_field, paid_with_field, shadow_field, payer_id_field,
     payer_ip_field, return_url_field, payer_token_field, signed_agreement_field});

inline constexpr auto create_order_v2_fields =
    revised(create_order_fields, needed(presence::filled, description_field),
            needed(presence::required, not_after_field));

/// Null where nothing is said of the payer, and nothing has to be.
inline std::shared_ptr<const payer_details> payer_of(const v1::CreateOrder& asked,
                                                     business_type type) {
  const bool says = asked.has_payer_id() || asked.has_payer_ip() || asked.has_return_url() ||
                    asked.has_payer_token();
  if (!says && !policy_of(type).asks_payer) return nullptr;
  return std::make_shared<const payer_details>(payer_details{
      .token = secret(asked.payer_token()),
      .payer_id = asked.payer_id(),
      .ip_address = asked.payer_ip(),
      .return_url = asked.return_url()});
}

inline question ask_create_order(const v1::CreateOrder& asked, const fingerprint& body) {
  create_order ask{
      .order = order_of(asked),
      .type = *business_type_from_name(asked.business_type()),
      .amount = money_of(asked),
      .payment_code = secret(asked.payment_code()),
      .description = asked.description(),
      .channel = {},
      .body = body,
      .not_after = {},
      .paid_with = {},
      .is_shadow = asked.shadow(),
      .payer = {},
      .agreement = {}};
  ask.payer = payer_of(asked, ask.type);
  if (asked.has_channel()) ask.channel = channel_id(asked.channel());
  if (asked.has_not_after()) ask.not_after = instant_from_rfc3339(asked.not_after());
  if (asked.has_agreement_no()) ask.agreement = agreement_no(asked.agreement_no());
  if (asked.has_paid_with()) ask.paid_with = *instrument_from_text(asked.paid_with());
  return ask;
}

inline constexpr auto create_order_definition =
    asked_of_engine<v1::CreateOrder>::by<&ask_create_order>(
        address<"order", "create">, create_order_fields,
        {.which = endpoint::create_order,
         .request = "CreateOrder",
         .reply = "Order",
         .doc =
             "Pay. The same order_no again gets the same answer; with another body it is refused.",
         .example = R"({"merchant":"m1","order_no":"A-1001","business_type":"payment_code",)"
                    R"("amount_minor":1250,"currency":"CNY","payment_code":"134567890123456789",)"
                    R"("description":"coffee","reply_when":"final"})",
         .work = overload::work::payment});

inline constexpr auto create_order_v2_definition =
    asked_of_engine<v1::CreateOrder>::by<&ask_create_order>(
        address<"order", "create", 2>, create_order_v2_fields,
        {.which = endpoint::create_order_v2,
         .request = "CreateOrder",
         .reply = "Order",
         .doc =
             "Pay, as order.create, but not_after and description are required. A repeat through "
             "the other version is the same request.",
         .example = R"({"merchant":"m1","order_no":"A-1001","business_type":"payment_code",)"
                    R"("amount_minor":1250,"currency":"CNY","payment_code":"134567890123456789",)"
                    R"("description":"coffee","not_after":"2099-01-02T03:04:05Z"})",
         .work = overload::work::payment});

}  // namespace sluice::api
