#include "adapters/api/endpoints.hpp"

#include <vector>

#include "adapters/api/definitions/access.hpp"
#include "adapters/api/definitions/accounts.hpp"
#include "adapters/api/definitions/agreements.hpp"
#include "adapters/api/definitions/alarms.hpp"
#include "adapters/api/definitions/channels.hpp"
#include "adapters/api/definitions/contracts.hpp"
#include "adapters/api/definitions/create_order.hpp"
#include "adapters/api/definitions/differences.hpp"
#include "adapters/api/definitions/edge.hpp"
#include "adapters/api/definitions/engine.hpp"
#include "adapters/api/definitions/links.hpp"
#include "adapters/api/definitions/measures.hpp"
#include "adapters/api/definitions/merchants.hpp"
#include "adapters/api/definitions/orders.hpp"
#include "adapters/api/definitions/people.hpp"
#include "adapters/api/definitions/refunds.hpp"
#include "adapters/api/definitions/resolve_order.hpp"
#include "adapters/api/definitions/risk.hpp"
#include "adapters/api/definitions/routes.hpp"
#include "adapters/api/definitions/settlements.hpp"
#include "adapters/api/definitions/webhooks.hpp"
#include "adapters/api/suggestion.hpp"

namespace sluice::api {
namespace {

constexpr endpoint_table table{{
    create_order_definition,       create_order_v2_definition,
    get_order_definition,          revoke_order_definition,
    capture_order_definition,      verify_order_definition,
    resolve_order_definition,      trace_order_definition,
    create_refund_definition,      get_refund_definition,
    answer_risk_definition,        create_agreement_definition,
    get_agreement_definition,      cancel_agreement_definition,
    verify_agreement_definition,   list_channels_definition,
    get_channel_definition,        set_channel_definition,
    switch_channel_definition,     list_merchants_definition,
    get_merchant_definition,       create_merchant_definition,
    set_merchant_definition,       degrade_merchant_definition,
    promote_merchant_definition,   get_engine_definition,
    degrade_engine_definition,     reload_configuration_definition,
    list_people_definition,        confirm_proposal_definition,
    list_principals_definition,    set_principal_definition,
    list_keys_definition,          add_key_definition,
    revoke_key_definition,         get_routes_definition,
    set_route_definition,          drop_route_definition,
    explain_route_definition,      get_account_definition,
    list_settlements_definition,   run_settlement_definition,
    resolve_settlement_definition, get_contract_definition,
    put_contract_definition,       report_bill_definition,
    list_differences_definition,   get_difference_definition,
    resolve_difference_definition, list_methods_definition,
    list_webhooks_definition,      enable_webhook_definition,
    list_alarms_definition,        acknowledge_alarm_definition,
    silence_alarms_definition,     get_link_figures_definition,
    get_schema_definition,         help_definition,
}};

consteval bool every_field_is_complete() {
  for (const auto& row : table)
    for (const auto& field : row.fields)
      if (!is_complete(field)) return false;
  return true;
}

static_assert(is_indexed_by(table, &endpoint_info::which), "every endpoint has a row, in order");
static_assert(has_each_once(table, &endpoint_info::name), "no two endpoints share a name");
static_assert(has_each_once(table, &endpoint_info::subject), "no two endpoints share a subject");
static_assert(every_field_is_complete(), "every field has a rule, a line of doc and an example");

/// "order.create" of "v7.order.create"; empty if no version is written.
std::string_view without_version(std::string_view suffix) {
  if (!suffix.starts_with('v')) return {};
  const auto end = suffix.find_first_not_of("0123456789", 1);
  if (end == std::string_view::npos || end == 1 || suffix[end] != '.') return {};
  return suffix.substr(end + 1);
}

/// The subjects of all versions of a command that is named without one.
std::vector<std::string_view> versions_of(std::string_view plain) {
  std::vector<std::string_view> subjects;
  const auto first = endpoint_of(plain);
  if (!first) return subjects;
  for (const auto& row : table)
    if (row.at.intent == info_of(*first).at.intent) subjects.push_back(row.subject);
  return subjects;
}

}  // namespace

const endpoint_table& endpoints() noexcept { return table; }

const endpoint_info& info_of(endpoint which) noexcept {
  return table[static_cast<std::size_t>(which)];
}

std::optional<endpoint> endpoint_of(std::string_view suffix) noexcept {
  for (const auto& row : table)
    if (row.subject == suffix) return row.which;
  return std::nullopt;
}

std::string unknown_subject_message(std::string_view prefix, std::string_view suffix) {
  const auto same = versions_of(without_version(suffix));
  if (!same.empty())
    return "nothing listens to " + in_quotes(suffix) + " under " + std::string(prefix) +
           ", because it has no such version; it is asked for at " + listed(same) +
           " (the first version is not written)";
  std::vector<std::string_view> known;
  for (const auto& row : table) known.push_back(row.subject);
  return "nothing listens to " + in_quotes(suffix) + " under " + std::string(prefix) +
         did_you_mean(suffix, known) + "; known are " + listed(known) + "; " + std::string(prefix) +
         ".help explains them";
}

}  // namespace sluice::api
