#pragma once
/// Events as JSON, for people, for exports and for the bodies published on NATS. Fixed key order,
/// snake_case, whole numbers for money, lower-case words for enums. Never read back by the engine.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// The event's own fields: {"attempt":1,"source":"query_answer","channel_reference":"4200…"}.
[[nodiscard]] nlohmann::ordered_json to_json(const any_event& event);

/// Position, time, type and cause, then the fields under "event":
/// {"sequence":7,"time":"…","stream":"order/m1/A-1001","stream_sequence":3,"type":"order_paid",
///  "merchant":"m1","order_no":"A-1001","command_id":"…","traceparent":"…","event":{…}}
[[nodiscard]] nlohmann::ordered_json to_json(const store::record& record, const decoded& content);

/// One line. Text from outside need not be UTF-8; what is not becomes U+FFFD.
[[nodiscard]] std::string to_line(const nlohmann::ordered_json& object);

}  // namespace sluice
