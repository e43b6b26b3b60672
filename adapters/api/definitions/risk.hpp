#pragma once
/// order.verify, risk.answer: a payer proves who he is, and what the risk service says.

#include "adapters/api/definitions/common_fields.hpp"
#include "adapters/api/payer_value_rules.hpp"
#include "domain/order/risk.hpp"

namespace sluice::api {

// -- order.verify --------------------------------------------------------------------------------

/// No part of what a repeat is known by: of a code not even a hash may lie in the log.
inline constexpr auto payers_code_field = field<&v1::VerifyOrder::code, &v1::VerifyOrder::has_code>(
    {.name = "code",
     .needed = presence::required,
     .rule = &payers_code_rule,
     .doc = "what the payer typed; the risk service, or the channel that sent it to him, knows "
            "whether it is right",
     .example = R"("493817")"});

inline constexpr auto verify_order_fields = std::to_array<field_definition>(
    {merchant_field<v1::VerifyOrder>, order_no_field<v1::VerifyOrder>, payers_code_field,
     reply_when_field<v1::VerifyOrder>});

inline question ask_verify_order(const v1::VerifyOrder& asked, const fingerprint&) {
  return verify_order{order_of(asked), secret(asked.code())};
}

inline constexpr auto verify_order_definition =
    asked_of_engine<v1::VerifyOrder>::by<&ask_verify_order>(
        address<"order", "verify">, verify_order_fields,
        {.which = endpoint::verify_order,
         .request = "VerifyOrder",
         .reply = "Order",
         .doc = "A code of the payer's, for an order whose state is verification_needed, or "
                "payer_action_needed with the payer_action enter_code; five tries each.",
         .example = R"({"merchant":"m1","order_no":"A-1001","code":"493817"})"});

// -- risk.answer ---------------------------------------------------------------------------------

inline constexpr auto verdict_names =
    std::to_array<std::string_view>({"pass", "verify", "block", "right", "wrong"});
inline constexpr constant_text verdict_words("one of ", verdict_names);
inline constexpr value_rule verdict_rule =
    one_of(verdict_names, verdict_words.view(), rejection_code::risk_verdict_unknown);

inline constexpr constant_text question_words("0, or the number of a code, up to ",
                                              std::int64_t{order::most_code_tries});
inline constexpr value_rule question_rule{
    .kind = value_kind::number,
    .code = rejection_code::risk_question_unknown,
    .check = check_number,
    .must_be = question_words.view(),
    .least = 0,
    .most = order::most_code_tries};

inline constexpr value_rule risk_reference_rule = a_name(rejection_code::risk_verdict_unknown);

inline constexpr auto verdict_field = field<&v1::AnswerRisk::verdict, &v1::AnswerRisk::has_verdict>(
    {.name = "verdict",
     .needed = presence::required,
     .rule = &verdict_rule,
     .part = in_fingerprint::always,
     .doc = "may it begin: pass, verify (the payer first proves who he is) or block; is the code "
            "the right one: right or wrong",
     .example = R"("pass")"});

inline constexpr auto question_field =
    field<&v1::AnswerRisk::question, &v1::AnswerRisk::has_question>(
        {.name = "question",
         .rule = &question_rule,
         .part = in_fingerprint::when_given,
         .doc = "as the question said; absent: 0, may the order begin",
         .example = "0"});

inline constexpr auto risk_reference_field =
    field<&v1::AnswerRisk::reference, &v1::AnswerRisk::has_reference>(
        {.name = "reference",
         .rule = &risk_reference_rule,
         .part = in_fingerprint::when_given,
         .doc = "the risk service's own number of the case; kept with the order",
         .example = R"("case-77")"});

inline constexpr auto answer_risk_fields =
    std::to_array<field_definition>({merchant_field<v1::AnswerRisk>, order_no_field<v1::AnswerRisk>,
                                     verdict_field, question_field, risk_reference_field});

inline question ask_answer_risk(const v1::AnswerRisk& asked, const fingerprint&) {
  answer_risk out{.order = order_of(asked),
                  .number = static_cast<std::uint8_t>(asked.question()),
                  .reference = asked.reference()};
  if (const auto verdict = order::risk_verdict_from_name(asked.verdict()))
    out.said = *verdict;
  else
    out.said = asked.verdict() == name_of(order::code_finding::right)
                   ? order::code_finding::right
                   : order::code_finding::wrong;
  return out;
}

inline constexpr auto answer_risk_definition =
    asked_of_engine<v1::AnswerRisk>::by<&ask_answer_risk>(
        address<"risk", "answer">, answer_risk_fields,
        {.which = endpoint::answer_risk,
         .request = "AnswerRisk",
         .reply = "RiskTaken",
         .doc = "What the risk service says to a question that the engine has put to it.",
         .example = R"({"merchant":"m1","order_no":"A-1001","verdict":"pass"})"});

}  // namespace sluice::api
