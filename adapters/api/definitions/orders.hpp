#pragma once
/// order.get, order.revoke, order.capture.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

// -- order.get -----------------------------------------------------------------------------------

inline constexpr auto get_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::GetOrder>, order_no_field<v1::GetOrder>, key_field<v1::GetOrder>});

inline question ask_get_order(const v1::GetOrder& asked, const fingerprint&) {
  return get_order{order_of(asked)};
}

inline constexpr auto get_order_definition = asked_of_engine<v1::GetOrder>::by<&ask_get_order>(
    address<"order", "get">, get_order_fields,
    {.which = endpoint::get_order,
     .request = "GetOrder",
     .reply = "Order",
     .doc = "The order as it is now.",
     .example = R"({"merchant":"m1","order_no":"A-1001"})",
     .work = overload::work::look});

// -- order.trace ---------------------------------------------------------------------------------

inline constexpr auto trace_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::TraceOrder>, order_no_field<v1::TraceOrder>});

inline question ask_trace_order(const v1::TraceOrder& asked, const fingerprint&) {
  return get_trace{order_of(asked)};
}

inline constexpr auto trace_order_definition =
    asked_of_engine<v1::TraceOrder>::by<&ask_trace_order>(
        address<"order", "trace">, trace_order_fields,
        {.which = endpoint::trace_order,
         .request = "TraceOrder",
         .reply = "OrderTrace",
         .doc = "What has happened to an order, step by step: who, when, at which channel under "
                "which number, what it answered after how long, and why.",
         .example = R"({"merchant":"m1","order_no":"A-1001"})"});

// -- order.revoke --------------------------------------------------------------------------------

inline constexpr auto revoke_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::RevokeOrder>, order_no_field<v1::RevokeOrder>,
     reply_when_field<v1::RevokeOrder>, key_field<v1::RevokeOrder>});

inline question ask_revoke_order(const v1::RevokeOrder& asked, const fingerprint& body) {
  return revoke_order{order_of(asked), body};
}

inline constexpr auto revoke_order_definition =
    asked_of_engine<v1::RevokeOrder>::by<&ask_revoke_order>(
        address<"order", "revoke">, revoke_order_fields,
        {.which = endpoint::revoke_order,
         .request = "RevokeOrder",
         .reply = "Order",
         .doc = "Take an unfinished order back: cancelled if unpaid, given back if paid meanwhile.",
         .example = R"({"merchant":"m1","order_no":"A-1001"})",
         .work = overload::work::refund});

// -- order.capture -------------------------------------------------------------------------------

inline constexpr auto capture_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::CaptureOrder>, order_no_field<v1::CaptureOrder>,
     amount_field<v1::CaptureOrder>, currency_field<v1::CaptureOrder>,
     reply_when_field<v1::CaptureOrder>});

inline question ask_capture_order(const v1::CaptureOrder& asked, const fingerprint&) {
  return capture_order{order_of(asked), money_of(asked)};
}

inline constexpr auto capture_order_definition =
    asked_of_engine<v1::CaptureOrder>::by<&ask_capture_order>(
        address<"order", "capture">, capture_order_fields,
        {.which = endpoint::capture_order,
         .request = "CaptureOrder",
         .reply = "Order",
         .doc = "Take of what is held for an authorized order, once; the rest is let go.",
         .example = R"({"merchant":"m1","order_no":"A-1001","amount_minor":800,"currency":"CNY"})",
         .work = overload::work::refund});

}  // namespace sluice::api
