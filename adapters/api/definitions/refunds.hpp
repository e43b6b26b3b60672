#pragma once
/// refund.create, refund.get.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

// -- refund.create -------------------------------------------------------------------------------

inline constexpr auto create_refund_fields = std::to_array<field_definition>(
    {merchant_field<v1::CreateRefund>, order_no_field<v1::CreateRefund>,
     refund_no_field<v1::CreateRefund>, amount_field<v1::CreateRefund>,
     currency_field<v1::CreateRefund>, reply_when_field<v1::CreateRefund>,
     key_field<v1::CreateRefund>});

inline question ask_create_refund(const v1::CreateRefund& asked, const fingerprint& body) {
  return create_refund{order_of(asked), refund_no(asked.refund_no()), money_of(asked), body};
}

inline constexpr auto create_refund_definition =
    asked_of_engine<v1::CreateRefund>::by<&ask_create_refund>(
        address<"refund", "create">, create_refund_fields,
        {.which = endpoint::create_refund,
         .request = "CreateRefund",
         .reply = "Refund",
         .doc = "Give back all or part of a paid order. A retry repeats the refund_no.",
         .example = R"({"merchant":"m1","order_no":"A-1001","refund_no":"R-1","amount_minor":250,)"
                    R"("currency":"CNY"})",
         .work = overload::work::refund});

// -- refund.get ----------------------------------------------------------------------------------

/// It may be asked about the engine's own give-backs, too.
inline constexpr auto known_refund_field =
    field<&v1::GetRefund::refund_no, &v1::GetRefund::has_refund_no>(
        {.name = "refund_no",
         .needed = presence::required,
         .rule = &known_refund_rule,
         .part = in_fingerprint::always,
         .doc = "as it was given when the refund was asked for, or as the order tells it",
         .example = R"("R-1")"});

inline constexpr auto get_refund_fields =
    std::to_array<field_definition>({merchant_field<v1::GetRefund>, order_no_field<v1::GetRefund>,
                                     known_refund_field, key_field<v1::GetRefund>});

inline question ask_get_refund(const v1::GetRefund& asked, const fingerprint&) {
  return get_refund{order_of(asked), refund_no(asked.refund_no())};
}

inline constexpr auto get_refund_definition = asked_of_engine<v1::GetRefund>::by<&ask_get_refund>(
    address<"refund", "get">, get_refund_fields,
    {.which = endpoint::get_refund,
     .request = "GetRefund",
     .reply = "Refund",
     .doc = "The refund as it is now.",
     .example = R"({"merchant":"m1","order_no":"A-1001","refund_no":"R-1"})",
     .work = overload::work::look});

}  // namespace sluice::api
