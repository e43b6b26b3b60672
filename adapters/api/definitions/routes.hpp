#pragma once
/// route.get, route.set, route.drop, route.explain; method.list.

#include "adapters/api/definitions/common_fields.hpp"
#include "adapters/api/route_value_rules.hpp"

namespace sluice::api {

// -- route.get -----------------------------------------------------------------------------------

inline question ask_get_routes(const v1::GetRoutes&, const fingerprint&) { return get_rulebook{}; }

inline constexpr auto get_routes_definition = asked_of_engine<v1::GetRoutes>::by<&ask_get_routes>(
    address<"route", "get">, {},
    {.which = endpoint::get_routes,
     .request = "GetRoutes",
     .reply = "Rulebook",
     .doc = "The rules by which routes are chosen, in their order; of each who said so.",
     .example = "{}"});

// -- route.set -----------------------------------------------------------------------------------

template <class Request>
inline constexpr auto rule_field = field<&Request::rule, &Request::has_rule>(
    {.name = "rule",
     .needed = presence::required,
     .rule = &rule_name_rule,
     .part = in_fingerprint::always,
     .doc = "its name",
     .example = R"("nights")"});

template <class Request>
inline constexpr auto payment_fields = std::to_array<field_definition>(
    {field<&Request::paid_with, &Request::has_paid_with>(
         {.name = "paid_with",
          .rule = &paid_with_rule,
          .part = in_fingerprint::when_given,
          .doc = "a method, or a method and its bank",
          .example = R"("debit_card/icbc")"}),
     field<&Request::wallet, &Request::has_wallet>(
         {.name = "wallet",
          .rule = &wallet_rule,
          .part = in_fingerprint::when_given,
          .doc = "whose payment code is shown",
          .example = R"("alipay")"})});

inline constexpr auto set_route_fields = std::to_array<field_definition>(
    {rule_field<v1::SetRoute>,
     texts_field<v1::SetRoute, &v1::SetRoute::business_types>(
         {.name = "business_types",
          .rule = &business_types_rule,
          .part = in_fingerprint::when_given,
          .doc = "for payments of these kinds; absent, as with all that follows: for all",
          .example = R"(["payment_code"])"}),
     texts_field<v1::SetRoute, &v1::SetRoute::merchants>(
         {.name = "merchants",
          .rule = &merchants_rule,
          .part = in_fingerprint::when_given,
          .doc = "for those of these merchants",
          .example = R"(["m1"])"}),
     field<&v1::SetRoute::currency, &v1::SetRoute::has_currency>(
         {.name = "currency",
          .rule = &currency_rule,
          .part = in_fingerprint::when_given,
          .doc = "ISO 4217; needed beside an amount",
          .example = R"("CNY")"}),
     field<&v1::SetRoute::amount_from, &v1::SetRoute::has_amount_from>(
         {.name = "amount_from",
          .rule = &rule_amount_rule,
          .part = in_fingerprint::when_given,
          .doc = "least amount, in the currency's smallest unit",
          .example = "100"}),
     field<&v1::SetRoute::amount_to, &v1::SetRoute::has_amount_to>(
         {.name = "amount_to",
          .rule = &rule_amount_rule,
          .part = in_fingerprint::when_given,
          .doc = "highest amount, which belongs to it",
          .example = "500000"}),
     payment_fields<v1::SetRoute>[0],
     payment_fields<v1::SetRoute>[1],
     field<&v1::SetRoute::hours, &v1::SetRoute::has_hours>(
         {.name = "hours",
          .rule = &hours_rule,
          .part = in_fingerprint::when_given,
          .doc = "of each day; over midnight if it ends before it begins",
          .example = R"("22:00-06:00")"}),
     texts_field<v1::SetRoute, &v1::SetRoute::weekdays>(
         {.name = "weekdays",
          .rule = &weekdays_rule,
          .part = in_fingerprint::when_given,
          .doc = "on these days",
          .example = R"(["sat","sun"])"}),
     field<&v1::SetRoute::utc_offset, &v1::SetRoute::has_utc_offset>(
         {.name = "utc_offset",
          .rule = &utc_offset_rule,
          .part = in_fingerprint::when_given,
          .doc = "of the clock that hours and weekdays mean; absent: UTC",
          .example = R"("+08:00")"}),
     texts_field<v1::SetRoute, &v1::SetRoute::only>(
         {.name = "only",
          .rule = &rule_channels_rule,
          .part = in_fingerprint::when_given,
          .doc = "these channels and no other",
          .example = R"(["wechat"])"}),
     texts_field<v1::SetRoute, &v1::SetRoute::never>(
         {.name = "never",
          .rule = &rule_channels_rule,
          .part = in_fingerprint::when_given,
          .doc = "not these",
          .example = R"(["alipay"])"}),
     field<&v1::SetRoute::prefer, &v1::SetRoute::has_prefer>(
         {.name = "prefer",
          .rule = &channel_rule,
          .part = in_fingerprint::when_given,
          .doc = "this one first, unless another is better by enough",
          .example = R"("wechat")"}),
     field<&v1::SetRoute::canary, &v1::SetRoute::has_canary>(
         {.name = "canary",
          .rule = &channel_rule,
          .part = in_fingerprint::when_given,
          .doc = "a share of the orders tries this one, and the others do not see it",
          .example = R"("wechat")"}),
     field<&v1::SetRoute::canary_share_of_256, &v1::SetRoute::has_canary_share_of_256>(
         {.name = "canary_share_of_256",
          .rule = &share_rule,
          .part = in_fingerprint::when_given,
          .doc = "so many of 256 orders; absent: 1",
          .example = "16"}),
     operator_field<v1::SetRoute>,
     reason_field<v1::SetRoute>,
     field<&v1::SetRoute::from, &v1::SetRoute::has_from>(
         {.name = "from",
          .rule = &until_rule,
          .part = in_fingerprint::when_given,
          .doc = "for payments from then on, once",
          .example = R"("2099-01-02T01:00:00Z")"}),
     field<&v1::SetRoute::until, &v1::SetRoute::has_until>(
         {.name = "until",
          .rule = &until_rule,
          .part = in_fingerprint::when_given,
          .doc = "for payments until then",
          .example = R"("2099-01-02T03:00:00Z")"}),
     texts_field<v1::SetRoute, &v1::SetRoute::maintenance>(
         {.name = "maintenance",
          .rule = &rule_channels_rule,
          .part = in_fingerprint::when_given,
          .doc = "not these: they have said that they will be away",
          .example = R"(["alipay"])"})});

template <class Id, class Names>
std::vector<Id> ids_of(const Names& names) {
  std::vector<Id> out;
  for (const auto& name : names) out.emplace_back(name);
  return out;
}

inline routing::condition condition_in(const v1::SetRoute& asked) {
  routing::condition out{.merchants = ids_of<merchant_id>(asked.merchants())};
  for (const auto& name : asked.business_types())
    out.business_types.push_back(*business_type_from_name(name));
  if (asked.has_currency()) out.unit = currency_from_name(asked.currency());
  if (asked.has_amount_from()) out.amount_from = asked.amount_from();
  if (asked.has_amount_to()) out.amount_to = asked.amount_to();
  if (asked.has_paid_with()) out.paid_with = *instrument_from_text(asked.paid_with());
  if (asked.has_wallet()) out.shown = wallet_from_name(asked.wallet());
  if (asked.has_hours()) out.hours = routing::day_time_from_text(asked.hours());
  for (const auto& day : asked.weekdays())
    out.weekdays = static_cast<std::uint8_t>(out.weekdays | routing::weekday_from_name(day));
  if (asked.has_utc_offset())
    out.utc_offset_minutes = *routing::utc_offset_from_text(asked.utc_offset());
  if (asked.has_from()) out.from = instant_from_rfc3339(asked.from());
  if (asked.has_until()) out.until = instant_from_rfc3339(asked.until());
  return out;
}

/// A share without a canary is for the rules to refuse: it is one of nothing.
inline question ask_set_route(const v1::SetRoute& asked, const fingerprint&) {
  routing::rule rule{
      .name = asked.rule(),
      .when = condition_in(asked),
      .only = ids_of<channel_id>(asked.only()),
      .never = ids_of<channel_id>(asked.never()),
      .maintenance = ids_of<channel_id>(asked.maintenance())};
  if (asked.has_prefer()) rule.prefer = channel_id(asked.prefer());
  if (asked.has_canary() || asked.has_canary_share_of_256())
    rule.tries = routing::canary{channel_id(asked.canary())};
  if (asked.has_canary_share_of_256())
    rule.tries->share_of_256 = static_cast<std::uint16_t>(asked.canary_share_of_256());
  return change_routing{{routing::rule_set{std::move(rule)}, signed_by_whom(asked)}};
}

inline constexpr auto set_route_definition = asked_of_engine<v1::SetRoute>::by<&ask_set_route>(
    address<"route", "set">, set_route_fields,
    {.which = endpoint::set_route,
     .request = "SetRoute",
     .reply = "Rulebook",
     .doc = "Make a routing rule, or say a whole one anew; it holds until the file changes the "
            "same one. First for which payments, then what it does with their channels.",
     .example = R"({"rule":"nights","hours":"22:00-06:00","utc_offset":"+08:00",)"
                R"("never":["alipay"],"operator":"li.wei","reason":"their nightly batch"})"});

// -- route.drop ----------------------------------------------------------------------------------

inline constexpr auto drop_route_fields = std::to_array<field_definition>(
    {rule_field<v1::DropRoute>, operator_field<v1::DropRoute>, reason_field<v1::DropRoute>});

inline question ask_drop_route(const v1::DropRoute& asked, const fingerprint&) {
  return change_routing{{routing::rule_dropped{asked.rule()}, signed_by_whom(asked)}};
}

inline constexpr auto drop_route_definition = asked_of_engine<v1::DropRoute>::by<&ask_drop_route>(
    address<"route", "drop">, drop_route_fields,
    {.which = endpoint::drop_route,
     .request = "DropRoute",
     .reply = "Rulebook",
     .doc = "Take a routing rule away; one of the file's comes back when the file changes it.",
     .example = R"({"rule":"nights","operator":"li.wei","reason":"their batch is gone"})"});

// -- route.explain -------------------------------------------------------------------------------

inline constexpr auto explain_route_fields = std::to_array<field_definition>(
    {field<&v1::ExplainRoute::merchant, &v1::ExplainRoute::has_merchant>(
         {.name = "merchant",
          .needed = presence::required,
          .rule = &merchant_rule,
          .part = in_fingerprint::always,
          .doc = "whose order it is, or would be",
          .example = R"("m1")"}),
     field<&v1::ExplainRoute::order_no, &v1::ExplainRoute::has_order_no>(
         {.name = "order_no",
          .rule = &order_no_rule,
          .part = in_fingerprint::when_given,
          .doc = "of an order of the past; absent: one is imagined, of which the rest is said",
          .example = R"("A-1001")"}),
     field<&v1::ExplainRoute::business_type, &v1::ExplainRoute::has_business_type>(
         {.name = "business_type",
          .rule = &business_type_rule,
          .part = in_fingerprint::when_given,
          .doc = "absent: payment_code",
          .example = R"("payment_code")"}),
     field<&v1::ExplainRoute::amount_minor, &v1::ExplainRoute::has_amount_minor>(
         {.name = "amount_minor",
          .rule = &amount_rule,
          .part = in_fingerprint::when_given,
          .doc = "absent: 1",
          .example = "250"}),
     field<&v1::ExplainRoute::currency, &v1::ExplainRoute::has_currency>(
         {.name = "currency",
          .rule = &currency_rule,
          .part = in_fingerprint::when_given,
          .doc = "absent: CNY",
          .example = R"("CNY")"}),
     payment_fields<v1::ExplainRoute>[0], payment_fields<v1::ExplainRoute>[1],
     field<&v1::ExplainRoute::channel, &v1::ExplainRoute::has_channel>(
         {.name = "channel",
          .rule = &channel_rule,
          .part = in_fingerprint::when_given,
          .doc = "the one that the request would name",
          .example = R"("wechat")"}),
     field<&v1::ExplainRoute::shadow, &v1::ExplainRoute::has_shadow>(
         {.name = "shadow",
          .rule = &switch_rule,
          .part = in_fingerprint::when_given,
          .doc = "true: as of test traffic",
          .example = "true"})});

template <class Request>
money amount_in(const Request& asked) {
  return {asked.has_amount_minor() ? asked.amount_minor() : 1,
          asked.has_currency() ? *currency_from_name(asked.currency()) : currency::cny};
}

inline question ask_explain_route(const v1::ExplainRoute& asked, const fingerprint&) {
  const order_id order{merchant_id(asked.merchant()), order_no(asked.order_no())};
  if (asked.has_order_no()) return get_route{order};
  imagine_route ask{.order = order, .amount = amount_in(asked)};
  if (asked.has_business_type()) ask.type = *business_type_from_name(asked.business_type());
  if (asked.has_wallet()) ask.shown = wallet_from_name(asked.wallet());
  if (asked.has_paid_with()) ask.paid_with = *instrument_from_text(asked.paid_with());
  if (asked.has_channel()) ask.channel = channel_id(asked.channel());
  ask.is_shadow = asked.shadow();
  return ask;
}

inline constexpr auto explain_route_definition =
    asked_of_engine<v1::ExplainRoute>::by<&ask_explain_route>(
        address<"route", "explain">, explain_route_fields,
        {.which = endpoint::explain_route,
         .request = "ExplainRoute",
         .reply = "RouteExplanation",
         .doc = "Why an order got its route, or which one an imagined order would get now: a "
                "sentence for each channel of the merchant's list.",
         .example = R"({"merchant":"m1","amount_minor":250,"currency":"CNY","wallet":"wechat"})"});

// -- method.list ---------------------------------------------------------------------------------

inline constexpr auto list_methods_fields = std::to_array<field_definition>(
    {field<&v1::ListMethods::merchant, &v1::ListMethods::has_merchant>(
         {.name = "merchant",
          .needed = presence::required,
          .rule = &merchant_rule,
          .part = in_fingerprint::always,
          .doc = "who would be paid, or pay",
          .example = R"("m1")"}),
     field<&v1::ListMethods::amount_minor, &v1::ListMethods::has_amount_minor>(
         {.name = "amount_minor",
          .rule = &amount_rule,
          .part = in_fingerprint::when_given,
          .doc = "for such an amount; absent: 1",
          .example = "250"}),
     field<&v1::ListMethods::currency, &v1::ListMethods::has_currency>(
         {.name = "currency",
          .rule = &currency_rule,
          .part = in_fingerprint::when_given,
          .doc = "absent: CNY",
          .example = R"("CNY")"})});

inline question ask_list_methods(const v1::ListMethods& asked, const fingerprint&) {
  return list_methods{merchant_id(asked.merchant()), amount_in(asked)};
}

inline constexpr auto list_methods_definition =
    asked_of_engine<v1::ListMethods>::by<&ask_list_methods>(
        address<"method", "list">, list_methods_fields,
        {.which = endpoint::list_methods,
         .request = "ListMethods",
         .reply = "MethodList",
         .doc = "Which methods this merchant could use now for such an amount, and why not the "
                "others.",
         .example = R"({"merchant":"m1","amount_minor":250,"currency":"CNY"})"});

}  // namespace sluice::api
