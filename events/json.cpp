#include "events/json.hpp"

#include <nlohmann/json.hpp>

#include "base/overloaded.hpp"
#include "base/time_text.hpp"
#include "events/forms/all.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

void add_owner(json& out, const std::string& stream) {
  const auto owner = owner_of_stream(stream);
  if (!owner) return;
  std::visit(
      overloaded{
          [&](const order_id& id) {
            out["merchant"] = id.merchant.value();
            out["order_no"] = id.number.value();
          },
          [&](const channel_id& id) { out["channel"] = id.value(); },
          [&](const merchant_id& id) { out["merchant"] = id.value(); },
          [&](const proposal_id& id) { out["proposal"] = id.value(); },
          [&](const agreement_id& id) {
            out["merchant"] = id.merchant.value();
            out["agreement_no"] = id.number.value();
          },
          [&](const reconciliation_of& of) { out["channel"] = of.channel.value(); },
          [](const access_register&) {},  // the event itself says whom it is about
          [](const routing_rules&) {},
          [](const engine_level&) {},
          [](const all_alarms&) {},
          [](const all_contracts&) {},
          [&](const balance_of& b) { out["merchant"] = b.merchant.value(); },
          [&](const webhook::endpoint_id& id) {
            out["merchant"] = id.merchant.value();
            out["endpoint"] = id.name;
          },
      },
      *owner);
}

}  // namespace

json to_json(const any_event& event) {
  const auto fields = []<class Event>(const Event& e) { return codec::form<Event>::fields(e); };
  return std::visit([&](const auto& family) { return std::visit(fields, family); }, event);
}

json to_json(const store::record& record, const decoded& content) {
  const auto type = event_type_from_number(record.type);
  json out;
  out["sequence"] = record.position;
  out["time"] = rfc3339(time_of(record));
  out["stream"] = record.stream;
  out["stream_sequence"] = record.stream_position;
  out["type"] = type ? name_of(*type) : std::string_view{};
  add_owner(out, record.stream);
  out["command_id"] = content.why.command_id;
  out["traceparent"] = content.why.traceparent;
  const auto& by = content.why.asker();
  if (!by.principal.empty()) out["principal"] = by.principal;
  if (!by.proposal.empty()) out["agreed_in"] = by.proposal;
  out["event"] = to_json(content.event);
  return out;
}

std::string to_line(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace sluice
