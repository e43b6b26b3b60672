#pragma once
/// webhook.list, webhook.enable: merchants' endpoints, which hear of their orders.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

// -- webhook.list --------------------------------------------------------------------------------

inline constexpr auto list_webhooks_fields =
    std::to_array<field_definition>({merchant_field<v1::ListWebhooks>});

inline question ask_list_webhooks(const v1::ListWebhooks& asked, const fingerprint&) {
  return list_webhooks{merchant_id(asked.merchant())};
}

inline constexpr auto list_webhooks_definition =
    asked_of_engine<v1::ListWebhooks>::by<&ask_list_webhooks>(
        address<"webhook", "list">, list_webhooks_fields,
        {.which = endpoint::list_webhooks,
         .request = "ListWebhooks",
         .reply = "WebhookList",
         .doc = "How the merchant's webhook endpoints stand, and how much each has still to hear.",
         .example = R"({"merchant":"m1"})"});

// -- webhook.enable ------------------------------------------------------------------------------

inline constexpr value_rule endpoint_name_rule = a_name(rejection_code::webhook_unknown);
inline constexpr value_rule from_sequence_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = "a place in the log, from 1",
    .least = 1,
    .most = std::numeric_limits<std::int64_t>::max()};

inline constexpr auto enable_webhook_fields = std::to_array<field_definition>(
    {merchant_field<v1::EnableWebhook>,
     field<&v1::EnableWebhook::endpoint, &v1::EnableWebhook::has_endpoint>(
         {.name = "endpoint",
          .needed = presence::required,
          .rule = &endpoint_name_rule,
          .part = in_fingerprint::always,
          .doc = "its name in the configuration",
          .example = R"("shop")"}),
     field<&v1::EnableWebhook::from_sequence, &v1::EnableWebhook::has_from_sequence>(
         {.name = "from_sequence",
          .rule = &from_sequence_rule,
          .part = in_fingerprint::when_given,
          .doc = "everything from this place in the log on is told again, also what was taken",
          .example = "1"}),
     operator_field<v1::EnableWebhook>, reason_field<v1::EnableWebhook>,
     field<&v1::EnableWebhook::to_sequence, &v1::EnableWebhook::has_to_sequence>(
         {.name = "to_sequence",
          .rule = &from_sequence_rule,
          .part = in_fingerprint::when_given,
          .doc = "the end of the range that begins with from_sequence: only what lies there is "
                 "told again",
          .example = "1"})});

inline question ask_enable_webhook(const v1::EnableWebhook& asked, const fingerprint&) {
  enable_webhook out{.whose = merchant_id(asked.merchant()),
                     .endpoint = asked.endpoint(),
                     .who = signed_by_whom(asked)};
  if (asked.has_from_sequence()) out.from = static_cast<std::uint64_t>(asked.from_sequence());
  if (asked.has_to_sequence()) out.to = static_cast<std::uint64_t>(asked.to_sequence());
  return out;
}

inline constexpr auto enable_webhook_definition =
    asked_of_engine<v1::EnableWebhook>::by<&ask_enable_webhook>(
        address<"webhook", "enable">, enable_webhook_fields,
        {.which = endpoint::enable_webhook,
         .request = "EnableWebhook",
         .reply = "WebhookList",
         .doc = "Send a webhook endpoint what it has missed, now; one that is disabled is enabled.",
         .example = R"({"merchant":"m1","endpoint":"shop","operator":"li.wei",)"
                    R"("reason":"their server is back"})"});

}  // namespace sluice::api
