#pragma once
/// operator.list and operator.confirm: what waits for people, and what two of them must want.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

inline constexpr std::array<field_definition, 0> list_people_fields{};

inline question ask_list_people(const v1::ListPeople&, const fingerprint&) { return list_people{}; }

inline constexpr auto list_people_definition =
    asked_of_engine<v1::ListPeople>::by<&ask_list_people>(
        address<"operator", "list">, list_people_fields,
        {.which = endpoint::list_people,
         .request = "ListPeople",
         .reply = "PeopleList",
         .doc = "What waits for people: orders and refunds that only a person can end, and words "
                "that a second person must want.",
         .example = "{}"});

inline constexpr auto proposal_field =
    field<&v1::ConfirmProposal::proposal, &v1::ConfirmProposal::has_proposal>(
        {.name = "proposal",
         .needed = presence::required,
         .rule = &proposal_rule,
         .part = in_fingerprint::always,
         .doc = "the SHA-256 of the proposal's text, as operator.list tells both",
         .example = R"("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")"});

inline constexpr auto position_field =
    field<&v1::ConfirmProposal::position, &v1::ConfirmProposal::has_position>(
        {.name = "position",
         .needed = presence::required,
         .rule = &position_rule,
         .part = in_fingerprint::always,
         .doc = "how many events what it is about had when you looked at it",
         .example = "7"});

inline constexpr auto confirm_proposal_fields = std::to_array<field_definition>(
    {proposal_field, position_field, operator_field<v1::ConfirmProposal>,
     reason_field<v1::ConfirmProposal>});

inline question ask_confirm_proposal(const v1::ConfirmProposal& asked, const fingerprint&) {
  return confirm_proposal{proposal_id(asked.proposal()),
                          static_cast<std::uint64_t>(asked.position()), signed_by_whom(asked)};
}

inline constexpr auto confirm_proposal_definition =
    asked_of_engine<v1::ConfirmProposal>::by<&ask_confirm_proposal>(
        address<"operator", "confirm">, confirm_proposal_fields,
        {.which = endpoint::confirm_proposal,
         .request = "ConfirmProposal",
         .reply = "Proposal",
         .doc = "A second person wants what was proposed: it is done, unless what it is about has "
                "changed since, or half an hour is over.",
         .example =
             R"({"proposal":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",)"
             R"("position":7,"operator":"chen.jie","reason":"seen in the bank's books"})"});

}  // namespace sluice::api
