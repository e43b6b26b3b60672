#pragma once
/// Fields that many requests have, under the same name and with the same meaning:
/// merchant_field<v1::GetOrder>.

#include "adapters/api/definitions/definition.hpp"
#include "adapters/api/value_rules.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto merchant_field = field<&Request::merchant, &Request::has_merchant>(
    {.name = "merchant",
     .needed = presence::required,
     .rule = &merchant_rule,
     .part = in_fingerprint::always,
     .doc = "whose order it is",
     .example = R"("m1")"});

template <class Request>
inline constexpr auto order_no_field = field<&Request::order_no, &Request::has_order_no>(
    {.name = "order_no",
     .needed = presence::required,
     .rule = &order_no_rule,
     .part = in_fingerprint::always,
     .doc = "the merchant's own number; unique per merchant, for ever",
     .example = R"("A-1001")"});

template <class Request>
inline constexpr auto refund_no_field = field<&Request::refund_no, &Request::has_refund_no>(
    {.name = "refund_no",
     .needed = presence::required,
     .rule = &refund_no_rule,
     .part = in_fingerprint::always,
     .doc = "the merchant's own number; unique per order, and a retry repeats it",
     .example = R"("R-1")"});

template <class Request>
inline constexpr auto amount_field = field<&Request::amount_minor, &Request::has_amount_minor>(
    {.name = "amount_minor",
     .needed = presence::required,
     .rule = &amount_rule,
     .part = in_fingerprint::always,
     .doc = "how much, in the currency's smallest unit",
     .example = "250"});

template <class Request>
inline constexpr auto currency_field = field<&Request::currency, &Request::has_currency>(
    {.name = "currency",
     .needed = presence::required,
     .rule = &currency_rule,
     .part = in_fingerprint::always,
     .doc = "ISO 4217",
     .example = R"("CNY")"});

template <class Request>
inline constexpr auto reply_when_field = field<&Request::reply_when, &Request::has_reply_when>(
    {.name = "reply_when",
     .rule = &reply_when_rule,
     .doc = "final (default): the final state, if known within the response limit; accepted: as "
            "soon as it is durable",
     .example = R"("accepted")"});

template <class Request>
inline constexpr auto key_field = field<&Request::key, &Request::has_key>(
    {.name = "key", .rule = &key_rule, .doc = "no longer taken", .example = R"("")"});

template <class Request>
inline constexpr auto operator_field = field<&Request::operator_, &Request::has_operator_>(
    {.name = "operator",
     .needed = presence::by_rule,
     .rule = &operator_rule,
     .part = in_fingerprint::always,
     .doc = "who decides",
     .example = R"("li.wei")"});

template <class Request>
inline constexpr auto reason_field = field<&Request::reason, &Request::has_reason>(
    {.name = "reason",
     .needed = presence::by_rule,
     .rule = &reason_rule,
     .part = in_fingerprint::always,
     .doc = "why, or on what evidence",
     .example = R"("not in the channel's bill of 2026-11-20")"});

// -- what builders make of them ------------------------------------------------------------------

template <class Request>
order_id order_of(const Request& asked) {
  return {merchant_id(asked.merchant()), order_no(asked.order_no())};
}

template <class Request>
money money_of(const Request& asked) {
  return {asked.amount_minor(), *currency_from_name(asked.currency())};
}

template <class Request>
signed_by signed_by_whom(const Request& asked) {
  return {asked.operator_(), asked.reason()};
}

}  // namespace sluice::api
