#pragma once
/// agreement.create, agreement.verify, agreement.get, agreement.cancel.

#include "adapters/api/card_value_rules.hpp"
#include "adapters/api/definitions/common_fields.hpp"
#include "adapters/api/payer_value_rules.hpp"
#include "base/time_text.hpp"

namespace sluice::api {

inline constexpr value_rule agreement_no_rule = a_name(rejection_code::agreement_no_invalid);

template <class Request>
inline constexpr auto agreement_no_field =
    field<&Request::agreement_no, &Request::has_agreement_no>(
        {.name = "agreement_no",
         .needed = presence::required,
         .rule = &agreement_no_rule,
         .part = in_fingerprint::always,
         .doc = "the merchant's own number of the agreement; unique per merchant, for ever",
         .example = R"("S-1001")"});

template <class Request>
agreement_id agreement_of(const Request& asked) {
  return {merchant_id(asked.merchant()), agreement_no(asked.agreement_no())};
}

// -- agreement.create ------------------------------------------------------------------------

inline constexpr auto agreement_channel_field =
    field<&v1::CreateAgreement::channel, &v1::CreateAgreement::has_channel>(
        {.name = "channel",
         .needed = presence::required,
         .rule = &channel_rule,
         .part = in_fingerprint::always,
         .doc = "where the payer signs, and will be charged",
         .example = R"("alipay")"});

inline constexpr auto agreement_payer_id_field =
    field<&v1::CreateAgreement::payer_id, &v1::CreateAgreement::has_payer_id>(
        {.name = "payer_id",
         .rule = &payer_id_value_rule,
         .part = in_fingerprint::when_given,
         .doc = "who is to sign, as the wallet or the merchant knows him",
         .example = R"("customer-77")"});

inline constexpr auto agreement_return_url_field =
    field<&v1::CreateAgreement::return_url, &v1::CreateAgreement::has_return_url>(
        {.name = "return_url",
         .rule = &return_url_value_rule,
         .part = in_fingerprint::when_given,
         .doc = "where the payer's browser is sent afterwards; that it comes there proves nothing",
         .example = R"("https://shop.example.com/signed")"});

/// Until when he may sign is no part of what is asked for.
inline constexpr auto agreement_not_after_field =
    field<&v1::CreateAgreement::not_after, &v1::CreateAgreement::has_not_after>(
        {.name = "not_after",
         .rule = &not_after_rule,
         .doc = "the payer signs by then, or not at all; absent: within 15 minutes",
         .example = R"("2099-01-02T03:04:05Z")"});

inline constexpr auto agreement_signed_with_field =
    field<&v1::CreateAgreement::signed_with, &v1::CreateAgreement::has_signed_with>(
        {.name = "signed_with",
         .rule = &signed_with_rule,
         .part = in_fingerprint::when_given,
         .doc = "page (default): the payer signs on a page of its own; payment: while he pays an "
                "order that names the agreement_no; card: by a code that his bank sends him, which "
                "agreement.verify brings",
         .example = R"("page")"});

inline constexpr auto ways_with_a_card = std::to_array<std::string_view>({"card"});
inline constexpr condition signed_with_a_card{
    .field = agreement_signed_with_field.name,
    .values = ways_with_a_card,
    .read = agreement_signed_with_field.read};

inline constexpr auto agreement_card_number_field =
    field<&v1::CreateAgreement::card_number, &v1::CreateAgreement::has_card_number>(
        {.name = "card_number",
         .needed = presence::conditional,
         .rule = &card_number_value_rule,
         .part = in_fingerprint::its_end,
         .doc = "the card that its payer opens; kept nowhere but for its last four digits",
         .example = R"("6216261000000000018")",
         .when = signed_with_a_card});

inline constexpr auto agreement_card_holder_field =
    field<&v1::CreateAgreement::card_holder, &v1::CreateAgreement::has_card_holder>(
        {.name = "card_holder",
         .needed = presence::conditional,
         .rule = &card_holder_value_rule,
         .doc = "whose card it is; kept nowhere",
         .example = R"("Zhang San")",
         .when = signed_with_a_card});

inline constexpr auto agreement_card_phone_field =
    field<&v1::CreateAgreement::card_phone, &v1::CreateAgreement::has_card_phone>(
        {.name = "card_phone",
         .needed = presence::conditional,
         .rule = &card_phone_value_rule,
         .doc = "the number that his bank knows, to which it sends the code; kept nowhere",
         .example = R"("13800000018")",
         .when = signed_with_a_card});

inline constexpr auto agreement_card_identity_field =
    field<&v1::CreateAgreement::card_identity, &v1::CreateAgreement::has_card_identity>(
        {.name = "card_identity",
         .needed = presence::conditional,
         .rule = &card_identity_value_rule,
         .doc = "the number of his identity card; kept nowhere",
         .example = R"("11010519491231002X")",
         .when = signed_with_a_card});

inline constexpr auto agreement_card_expires_field =
    field<&v1::CreateAgreement::card_expires, &v1::CreateAgreement::has_card_expires>(
        {.name = "card_expires",
         .rule = &card_expires_value_rule,
         .doc = "of a credit card: month and year, as on it; kept nowhere",
         .example = R"("0729")"});

inline constexpr auto agreement_card_security_code_field =
    field<&v1::CreateAgreement::card_security_code, &v1::CreateAgreement::has_card_security_code>(
        {.name = "card_security_code",
         .rule = &card_security_code_value_rule,
         .doc = "of a credit card: the three digits on its back; kept nowhere",
         .example = R"("123")"});

inline constexpr auto create_agreement_fields = std::to_array<field_definition>(
    {merchant_field<v1::CreateAgreement>, agreement_no_field<v1::CreateAgreement>,
     agreement_channel_field, agreement_payer_id_field, agreement_return_url_field,
     agreement_not_after_field, agreement_signed_with_field, agreement_card_number_field,
     agreement_card_holder_field, agreement_card_phone_field, agreement_card_identity_field,
     agreement_card_expires_field, agreement_card_security_code_field});

inline question ask_create_agreement(const v1::CreateAgreement& asked, const fingerprint& body) {
  create_agreement ask{
      .agreement = agreement_of(asked),
      .channel = channel_id(asked.channel()),
      .body = body,
      .payer = std::make_shared<const payer_details>(
          payer_details{.payer_id = asked.payer_id(), .return_url = asked.return_url()}),
      .signed_while_paying = asked.signed_with() == "payment"};
  if (asked.signed_with() == "card")
    ask.card = std::make_shared<const card_to_open>(card_to_open{
        .card = {.number = secret(asked.card_number()), .holder_name = secret(asked.card_holder())},
        .phone = secret(asked.card_phone()),
        .identity_number = secret(asked.card_identity()),
        .expires = secret(asked.card_expires()),
        .security_code = secret(asked.card_security_code())});
  if (asked.has_not_after()) ask.not_after = instant_from_rfc3339(asked.not_after());
  return ask;
}

inline constexpr auto create_agreement_definition =
    asked_of_engine<v1::CreateAgreement>::by<&ask_create_agreement>(
        address<"agreement", "create">, create_agreement_fields,
        {.which = endpoint::create_agreement,
         .request = "CreateAgreement",
         .reply = "Agreement",
         .doc = "Let a payer allow the merchant to charge him: answers what he has to do to sign.",
         .example = R"({"merchant":"m3","agreement_no":"S-1001","channel":"alipay"})",
         .work = overload::work::payment});

// -- agreement.verify ------------------------------------------------------------------------

inline constexpr auto verify_agreement_fields = std::to_array<field_definition>(
    {merchant_field<v1::VerifyAgreement>, agreement_no_field<v1::VerifyAgreement>,
     field<&v1::VerifyAgreement::code, &v1::VerifyAgreement::has_code>(
         {.name = "code",
          .needed = presence::required,
          .rule = &payers_code_rule,
          .doc = "what the payer typed, of the code that his bank has sent him; kept nowhere",
          .example = R"("493817")"})});

inline question ask_verify_agreement(const v1::VerifyAgreement& asked, const fingerprint&) {
  return verify_agreement{agreement_of(asked), secret(asked.code())};
}

inline constexpr auto verify_agreement_definition =
    asked_of_engine<v1::VerifyAgreement>::by<&ask_verify_agreement>(
        address<"agreement", "verify">, verify_agreement_fields,
        {.which = endpoint::verify_agreement,
         .request = "VerifyAgreement",
         .reply = "Agreement",
         .doc = "A code of the payer's, for an agreement that is offered with the payer_action "
                "enter_code; five tries.",
         .example = R"({"merchant":"m3","agreement_no":"S-1001","code":"493817"})",
         .work = overload::work::payment});

// -- agreement.get ---------------------------------------------------------------------------

inline constexpr auto get_agreement_fields = std::to_array<field_definition>(
    {merchant_field<v1::GetAgreement>, agreement_no_field<v1::GetAgreement>});

inline question ask_get_agreement(const v1::GetAgreement& asked, const fingerprint&) {
  return get_agreement{agreement_of(asked)};
}

inline constexpr auto get_agreement_definition =
    asked_of_engine<v1::GetAgreement>::by<&ask_get_agreement>(
        address<"agreement", "get">, get_agreement_fields,
        {.which = endpoint::get_agreement,
         .request = "GetAgreement",
         .reply = "Agreement",
         .doc = "The agreement as it is now.",
         .example = R"({"merchant":"m3","agreement_no":"S-1001"})",
         .work = overload::work::look});

// -- agreement.cancel ------------------------------------------------------------------------

inline constexpr auto cancel_agreement_fields = std::to_array<field_definition>(
    {merchant_field<v1::CancelAgreement>, agreement_no_field<v1::CancelAgreement>});

inline question ask_cancel_agreement(const v1::CancelAgreement& asked, const fingerprint&) {
  return end_agreement{agreement_of(asked)};
}

inline constexpr auto cancel_agreement_definition =
    asked_of_engine<v1::CancelAgreement>::by<&ask_cancel_agreement>(
        address<"agreement", "cancel">, cancel_agreement_fields,
        {.which = endpoint::cancel_agreement,
         .request = "CancelAgreement",
         .reply = "Agreement",
         .doc = "End it: the channel is asked until it says that it has.",
         .example = R"({"merchant":"m3","agreement_no":"S-1001"})",
         .work = overload::work::refund});

}  // namespace sluice::api
