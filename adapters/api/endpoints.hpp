#pragma once
/// What can be asked, as one table of definitions (definitions/): read by the request codec, the
/// NATS service, discovery, help, the JSON Schema and the reference.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/api/command_address.hpp"
#include "adapters/api/field_definition.hpp"
#include "base/enumerators.hpp"
#include "domain/ids.hpp"
#include "domain/overload/level.hpp"

namespace sluice {
struct request;
}

namespace sluice::api {

enum class endpoint : std::uint8_t {
  create_order,
  create_order_v2,
  get_order,
  revoke_order,
  capture_order,
  verify_order,
  resolve_order,
  trace_order,
  create_refund,
  get_refund,
  answer_risk,
  create_agreement,
  get_agreement,
  cancel_agreement,
  verify_agreement,
  list_channels,
  get_channel,
  set_channel,
  switch_channel,
  list_merchants,
  get_merchant,
  create_merchant,
  set_merchant,
  degrade_merchant,
  promote_merchant,
  get_engine,
  degrade_engine,
  reload_configuration,
  list_people,
  confirm_proposal,
  list_principals,
  set_principal,
  list_keys,
  add_key,
  revoke_key,
  get_routes,
  set_route,
  drop_route,
  explain_route,
  get_account,
  list_settlements,
  run_settlement,
  resolve_settlement,
  get_contract,
  put_contract,
  report_bill,
  list_differences,
  get_difference,
  resolve_difference,
  list_methods,
  list_webhooks,
  enable_webhook,
  list_alarms,
  acknowledge_alarm,
  silence_alarms,
  get_link_figures,
  get_schema,  ///< answered at the edge, like help
  help,
};

/// An empty message of the request's kind; one a thread, used again and again.
using message_source = google::protobuf::Message& (*)();
/// Moves the values of a message that has passed its checks into a request, without its id.
using request_builder = request (*)(const google::protobuf::Message& from, const fingerprint& body);

struct endpoint_info {
  endpoint which;
  std::string_view request;  ///< message name; empty: no body
  std::string_view reply;    ///< message name; empty: text
  std::string_view doc;      ///< one line
  std::string_view example;  ///< a body that works against the demo configuration
  /// What it is to an engine that has too much of it; of several the one that is missed most.
  overload::work work = overload::work::always;
  // -- what asked_at() and asked_of_engine() make of it
  std::string_view name{};     ///< "order-create": the endpoint's name in service discovery
  std::string_view subject{};  ///< after the prefix: "order.create"
  command_address at{};
  std::span<const field_definition> fields{};  ///< in the order of the message's
  message_source empty_message = nullptr;
  request_builder build = nullptr;
  bool asks_engine = false;
};

using endpoint_table = std::array<endpoint_info, enumerators<endpoint>.size()>;

[[nodiscard]] const endpoint_table& endpoints() noexcept;
[[nodiscard]] const endpoint_info& info_of(endpoint which) noexcept;
/// `suffix` is the subject without prefix and dot.
[[nodiscard]] std::optional<endpoint> endpoint_of(std::string_view suffix) noexcept;

/// For an unknown subject: "nothing listens to …; did you mean …; known are …"; for one that is
/// known in another version, which ones there are.
[[nodiscard]] std::string unknown_subject_message(std::string_view prefix, std::string_view suffix);

/// Readable JSON of everything that can be asked, with examples.
[[nodiscard]] std::string help_text(std::string_view prefix);

}  // namespace sluice::api
