#pragma once
/// settlement.list, settlement.run, settlement.resolve.

#include "adapters/api/definitions/common_fields.hpp"
#include "adapters/api/settlement_value_rules.hpp"
#include "domain/ledger/day.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto settled_merchant_field = field<&Request::merchant, &Request::has_merchant>(
    {.name = "merchant",
     .needed = presence::required,
     .rule = &merchant_rule,
     .part = in_fingerprint::always,
     .doc = "who is settled",
     .example = R"("m1")"});

// -- settlement.list -----------------------------------------------------------------------------

inline constexpr auto list_settlements_fields =
    std::to_array<field_definition>({settled_merchant_field<v1::ListSettlements>});

inline question ask_list_settlements(const v1::ListSettlements& asked, const fingerprint&) {
  return list_settlements{merchant_id(asked.merchant())};
}

inline constexpr auto list_settlements_definition =
    asked_of_engine<v1::ListSettlements>::by<&ask_list_settlements>(
        address<"settlement", "list">, list_settlements_fields,
        {.which = endpoint::list_settlements,
         .request = "ListSettlements",
         .reply = "Settlements",
         .doc = "What of its money has been paid to a merchant, or is to be: all settlements, the "
                "first one first.",
         .example = R"({"merchant":"m1"})"});

// -- settlement.run ------------------------------------------------------------------------------

inline constexpr auto run_settlement_fields = std::to_array<field_definition>(
    {settled_merchant_field<v1::RunSettlement>,
     field<&v1::RunSettlement::currency, &v1::RunSettlement::has_currency>(
         {.name = "currency",
          .needed = presence::required,
          .rule = &currency_rule,
          .part = in_fingerprint::always,
          .doc = "of the money",
          .example = R"("CNY")"}),
     field<&v1::RunSettlement::through, &v1::RunSettlement::has_through>(
         {.name = "through",
          .needed = presence::required,
          .rule = &day_rule,
          .part = in_fingerprint::always,
          .doc = "what was earned until the end of that day, in UTC+8, becomes available",
          .example = R"("2026-01-02")"}),
     operator_field<v1::RunSettlement>, reason_field<v1::RunSettlement>});

inline question ask_run_settlement(const v1::RunSettlement& asked, const fingerprint&) {
  return settle_merchant{merchant_id(asked.merchant()),
                         {.unit = *currency_from_name(asked.currency()),
                          .through = *ledger::day_from_text(asked.through()),
                          .who = signed_by_whom(asked)}};
}

inline constexpr auto run_settlement_definition =
    asked_of_engine<v1::RunSettlement>::by<&ask_run_settlement>(
        address<"settlement", "run">, run_settlement_fields,
        {.which = endpoint::run_settlement,
         .request = "RunSettlement",
         .reply = "Settlements",
         .doc = "Settle a merchant: what it earned until that day becomes available, and all that "
                "is available is kept for one payment to it, which is made outside.",
         .example = R"({"merchant":"m1","currency":"CNY","through":"2026-01-02",)"
                    R"("operator":"li.wei","reason":"day's end"})"});

// -- settlement.resolve --------------------------------------------------------------------------

inline constexpr auto resolve_settlement_fields = std::to_array<field_definition>(
    {settled_merchant_field<v1::ResolveSettlement>,
     field<&v1::ResolveSettlement::settlement_no, &v1::ResolveSettlement::has_settlement_no>(
         {.name = "settlement_no",
          .needed = presence::required,
          .rule = &settlement_no_rule,
          .part = in_fingerprint::always,
          .doc = "which of the merchant's settlements",
          .example = "1"}),
     field<&v1::ResolveSettlement::result, &v1::ResolveSettlement::has_result>(
         {.name = "result",
          .needed = presence::required,
          .rule = &settlement_result_rule,
          .part = in_fingerprint::always,
          .doc = "paid; not_paid, surely: the money is available again; returned by the bank after "
                 "it was paid: likewise",
          .example = R"("paid")"}),
     field<&v1::ResolveSettlement::reference, &v1::ResolveSettlement::has_reference>(
         {.name = "reference",
          .rule = &bank_reference_rule,
          .part = in_fingerprint::when_given,
          .doc = "the bank's number of what moved; not needed with not_paid",
          .example = R"("B-20260105-17")"}),
     operator_field<v1::ResolveSettlement>, reason_field<v1::ResolveSettlement>});

inline question ask_resolve_settlement(const v1::ResolveSettlement& asked, const fingerprint&) {
  return resolve_settlement{
      merchant_id(asked.merchant()),
      {.number = balance::settlement_no{static_cast<std::uint32_t>(asked.settlement_no())},
       .how = *balance::settlement_end_from_name(asked.result()),
       .reference = asked.reference(),
       .who = signed_by_whom(asked)}};
}

inline constexpr auto resolve_settlement_definition =
    asked_of_engine<v1::ResolveSettlement>::by<&ask_resolve_settlement>(
        address<"settlement", "resolve">, resolve_settlement_fields,
        {.which = endpoint::resolve_settlement,
         .request = "ResolveSettlement",
         .reply = "Settlements",
         .doc = "Say what became of a settlement, with the bank's number of what moved.",
         .example = R"({"merchant":"m1","settlement_no":1,"result":"paid",)"
                    R"("reference":"B-20260105-17","operator":"li.wei",)"
                    R"("reason":"in the bank's statement"})"});

}  // namespace sluice::api
