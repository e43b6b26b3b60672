#pragma once
/// order.resolve: a person's word about what the engine cannot know.

#include "adapters/api/card_value_rules.hpp"
#include "adapters/api/definitions/common_fields.hpp"
#include "domain/order/state.hpp"

namespace sluice::api {

inline constexpr auto resolution_field =
    field<&v1::ResolveOrder::resolution, &v1::ResolveOrder::has_resolution>(
        {.name = "resolution",
         .needed = presence::required,
         .rule = &resolution_rule,
         .part = in_fingerprint::always,
         .doc = "what became of the money: paid, failed or revoked; with refund_no refunded or "
                "not_refunded; of a refund that is stuck also where it shall go: to_payer_card or "
                "to_merchant_card",
         .example = R"("failed")"});

inline constexpr auto resolved_refund_field =
    field<&v1::ResolveOrder::refund_no, &v1::ResolveOrder::has_refund_no>(
        {.name = "refund_no",
         .rule = &known_refund_rule,
         .part = in_fingerprint::always,
         .doc = "set when the resolution is about a refund",
         .example = R"("R-1")"});

/// This and the next came later: absent they must be hashed as in requests that were made before.
inline constexpr auto held_amount_field =
    field<&v1::ResolveOrder::amount_minor, &v1::ResolveOrder::has_amount_minor>(
        {.name = "amount_minor",
         .rule = &held_amount_rule,
         .part = in_fingerprint::when_given,
         .doc = "what the attempt really holds, or the refund gave back, where the channel names "
                "another amount than was asked for; with failed or revoked it is given back",
         .example = "0"});

inline constexpr auto attempt_field =
    field<&v1::ResolveOrder::attempt, &v1::ResolveOrder::has_attempt>(
        {.name = "attempt",
         .rule = &attempt_rule,
         .part = in_fingerprint::when_given,
         .doc = "which one, where the money of several is in question",
         .example = "1"});

inline constexpr auto resolutions_with_a_card = std::to_array<std::string_view>({"to_payer_card"});
inline constexpr condition with_a_card{
    .field = resolution_field.name,
    .values = resolutions_with_a_card,
    .read = resolution_field.read};

inline constexpr auto card_number_field =
    field<&v1::ResolveOrder::card_number, &v1::ResolveOrder::has_card_number>(
        {.name = "card_number",
         .needed = presence::conditional,
         .rule = &card_number_value_rule,
         .part = in_fingerprint::its_end,
         .doc = "the payer's card to which a refund shall go that is stuck; kept nowhere but for "
                "its last four digits",
         .example = R"("6216261000000000018")",
         .when = with_a_card});

inline constexpr auto card_holder_field =
    field<&v1::ResolveOrder::card_holder, &v1::ResolveOrder::has_card_holder>(
        {.name = "card_holder",
         .needed = presence::conditional,
         .rule = &card_holder_value_rule,
         .doc = "whose card it is; kept nowhere",
         .example = R"("Zhang San")",
         .when = with_a_card});

inline constexpr auto card_bank_field =
    field<&v1::ResolveOrder::card_bank, &v1::ResolveOrder::has_card_bank>(
        {.name = "card_bank",
         .needed = presence::conditional,
         .rule = &card_bank_value_rule,
         .part = in_fingerprint::when_given,
         .doc = "the card's bank",
         .example = R"("ICBC_DEBIT")",
         .when = with_a_card});

inline constexpr auto resolve_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::ResolveOrder>, order_no_field<v1::ResolveOrder>, resolution_field,
     operator_field<v1::ResolveOrder>, reason_field<v1::ResolveOrder>, resolved_refund_field,
     key_field<v1::ResolveOrder>, held_amount_field, attempt_field, card_number_field,
     card_holder_field, card_bank_field});

inline question ask_resolve_order(const v1::ResolveOrder& asked, const fingerprint&) {
  order::resolve verdict{
      .verdict = *order::resolution_from_name(asked.resolution()),
      .operator_name = asked.operator_(),
      .reason = asked.reason(),
      .refund = refund_no(asked.refund_no()),
      .attempt = attempt_no{static_cast<std::uint16_t>(asked.attempt())}};
  if (asked.has_amount_minor()) verdict.amount_minor = asked.amount_minor();
  if (verdict.verdict == order::resolution::to_payer_card) {
    verdict.card = std::make_shared<const bank_card>(bank_card{
        .bank = asked.card_bank(),
        .number = secret(asked.card_number()),
        .holder_name = secret(asked.card_holder())});
    verdict.card_shown = shown(*verdict.card);
  }
  return resolve_order{order_of(asked), std::move(verdict)};
}

inline constexpr auto resolve_order_definition =
    asked_of_engine<v1::ResolveOrder>::by<&ask_resolve_order>(
        address<"order", "resolve">, resolve_order_fields,
        {.which = endpoint::resolve_order,
         .request = "ResolveOrder",
         .reply = "Order",
         .doc = "A person ends a doubt that the engine cannot end, with name and reason.",
         .example = R"({"merchant":"m1","order_no":"A-1001","resolution":"failed",)"
                    R"("operator":"li.wei","reason":"not in the channel's bill of 2026-11-20"})"});

}  // namespace sluice::api
