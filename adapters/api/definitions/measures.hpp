#pragma once
/// merchant.degrade, merchant.promote: what people want of a merchant for a while.

#include "adapters/api/definitions/merchants.hpp"
#include "adapters/api/measure_rules.hpp"
#include "base/time_text.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto only_type_field = field<&Request::business_type, &Request::has_business_type>(
    {.name = "business_type",
     .rule = &business_type_rule,
     .part = in_fingerprint::when_given,
     .doc = "of which business; absent: of all",
     .example = R"("payout")"});

template <class Request>
inline constexpr auto end_field = field<&Request::until, &Request::has_until>(
    {.name = "until",
     .rule = &until_rule,
     .part = in_fingerprint::when_given,
     .doc = "when it ends by itself",
     .example = R"("2026-01-02T03:04:05Z")"});

template <class Wish, class Request>
merchant::measure_wanted<Wish> measure_in(const Request& asked) {
  merchant::measure_wanted<Wish> out{.what = {}, .who = signed_by_whom(asked)};
  if (asked.has_business_type()) out.type = business_type_from_name(asked.business_type());
  if (asked.has_until()) out.what.until = instant_from_rfc3339(asked.until());
  return out;
}

// -- merchant.degrade ----------------------------------------------------------------------------

inline constexpr auto level_field =
    field<&v1::DegradeMerchant::level, &v1::DegradeMerchant::has_level>(
        {.name = "level",
         .needed = presence::required,
         .rule = &level_rule,
         .part = in_fingerprint::always,
         .doc = "throttled: per_second new orders, and no more; accept_only: payouts are taken and "
                "started later, payments refused; refuse: no new orders. What it has goes on",
         .example = R"("throttled")"});

inline constexpr auto per_second_field =
    field<&v1::DegradeMerchant::per_second, &v1::DegradeMerchant::has_per_second>(
        {.name = "per_second",
         .rule = &one_to_rule<merchant::most_per_second>,
         .part = in_fingerprint::when_given,
         .doc = "new orders a second; with throttled",
         .example = "5"});

inline constexpr auto degrade_merchant_fields = std::to_array<field_definition>(
    {named_merchant_field<v1::DegradeMerchant>, only_type_field<v1::DegradeMerchant>, level_field,
     per_second_field, end_field<v1::DegradeMerchant>, operator_field<v1::DegradeMerchant>,
     reason_field<v1::DegradeMerchant>});

inline question ask_degrade_merchant(const v1::DegradeMerchant& asked, const fingerprint&) {
  auto word = measure_in<merchant::level_wish>(asked);
  word.what.to = *merchant::level_from_name(asked.level());
  word.what.per_second = asked.per_second();
  return degrade_merchant{merchant_id(asked.merchant()), std::move(word)};
}

inline constexpr auto degrade_merchant_definition =
    asked_of_engine<v1::DegradeMerchant>::by<&ask_degrade_merchant>(
        address<"merchant", "degrade">, degrade_merchant_fields,
        {.which = endpoint::degrade_merchant,
         .request = "DegradeMerchant",
         .reply = "Merchant",
         .doc = "Take less from a merchant for a while; a request that was taken is answered all "
                "the same.",
         .example = R"({"merchant":"m1","level":"throttled","per_second":5,"operator":"li.wei",)"
                    R"("reason":"its till repeats itself"})"});

// -- merchant.promote ----------------------------------------------------------------------------

inline constexpr auto times_field =
    field<&v1::PromoteMerchant::times, &v1::PromoteMerchant::has_times>(
        {.name = "times",
         .needed = presence::required,
         .rule = &one_to_rule<merchant::most_times>,
         .part = in_fingerprint::always,
         .doc = "what its limits of commands a second and open orders are multiplied by; 1: no "
                "promotion any more",
         .example = "50"});

inline constexpr auto from_field =
    field<&v1::PromoteMerchant::from, &v1::PromoteMerchant::has_from>(
        {.name = "from",
         .rule = &until_rule,
         .part = in_fingerprint::when_given,
         .doc = "when it begins; absent: at once",
         .example = R"("2026-01-01T00:00:00Z")"});

inline constexpr auto promote_merchant_fields = std::to_array<field_definition>(
    {named_merchant_field<v1::PromoteMerchant>, only_type_field<v1::PromoteMerchant>, times_field,
     from_field, end_field<v1::PromoteMerchant>, operator_field<v1::PromoteMerchant>,
     reason_field<v1::PromoteMerchant>});

inline question ask_promote_merchant(const v1::PromoteMerchant& asked, const fingerprint&) {
  auto word = measure_in<merchant::promotion_wish>(asked);
  if (asked.has_from()) word.what.from = instant_from_rfc3339(asked.from());
  word.what.times = asked.times();
  return promote_merchant{merchant_id(asked.merchant()), std::move(word)};
}

inline constexpr auto promote_merchant_definition =
    asked_of_engine<v1::PromoteMerchant>::by<&ask_promote_merchant>(
        address<"merchant", "promote">, promote_merchant_fields,
        {.which = endpoint::promote_merchant,
         .request = "PromoteMerchant",
         .reply = "Merchant",
         .doc = "Announce a promotion: a merchant's limits are so many times as high while it "
                "lasts.",
         .example = R"({"merchant":"m1","times":1,"operator":"li.wei",)"
                    R"("reason":"the sale is over early"})"});

}  // namespace sluice::api
