#pragma once
/// How an event becomes the payload of a log record, and back. Called by the order, channel and
/// merchant actors and the registrar (encode), by recovery, the publisher and audit (decode). Any
/// thread.
///
/// The written form is events/v1/payload.proto; what stands around it, events/FORMAT.md. What
/// decode does not know for certain is an error with a reason, never a default: an event that is
/// read as something else than what was written would move money.

#include <string>
#include <variant>

#include "base/instant.hpp"
#include "domain/access/event.hpp"
#include "domain/channel/event.hpp"
#include "domain/merchant/event.hpp"
#include "domain/order/event.hpp"
#include "events/upcast.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// Why an event was written. Both may be empty: the engine's own timers carry no command id.
struct cause {
  std::string command_id{};
  std::string traceparent{};  ///< W3C trace context, as it came
  friend bool operator==(const cause&, const cause&) = default;
};

using any_event = std::variant<order::event, channel::event, merchant::event, access::event>;

struct decoded {
  cause why;
  any_event event;
};

[[nodiscard]] store::new_record encode(const order::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const channel::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const merchant::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const access::event& event, const cause& why, instant at);

using decode_result = std::variant<decoded, undecodable>;
[[nodiscard]] decode_result decode(const store::record& record);
/// With other steps than the engine's own; for the tests of old forms.
[[nodiscard]] decode_result decode(const store::record& record, const upcast_table& steps);

/// When the record's event was decided.
[[nodiscard]] inline instant time_of(const store::record& record) {
  return instant{millis{record.time_ms}};
}

}  // namespace sluice
