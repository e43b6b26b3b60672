#pragma once
/// How an event becomes the payload of a log record, and back. Called by the actors of orders,
/// channels, merchants, agreements, the register, the routing rules, the engine's level, alarms and
/// contracts, webhook endpoints and reconciliations (encode), by recovery, the publisher and audit
/// (decode). Any thread.
///
/// The written form is events/v1/payload.proto; what stands around it, events/FORMAT.md. What
/// decode does not know for certain is an error with a reason, never a default: an event that is
/// read as something else than what was written would move money.

#include <string>
#include <variant>

#include "base/instant.hpp"
#include "domain/access/event.hpp"
#include "domain/agreement/event.hpp"
#include "domain/alarm/event.hpp"
#include "domain/approval/event.hpp"
#include "domain/balance/event.hpp"
#include "domain/channel/event.hpp"
#include "domain/contract/event.hpp"
#include "domain/degradation/event.hpp"
#include "domain/merchant/event.hpp"
#include "domain/order/event.hpp"
#include "domain/reconciliation/event.hpp"
#include "domain/routing/event.hpp"
#include "domain/webhook/event.hpp"
#include "events/cause.hpp"
#include "events/record_keys.hpp"
#include "events/sealed_payload.hpp"
#include "events/upcast.hpp"
#include "store/event_log.hpp"

namespace sluice {

using any_event =
    std::variant<order::event, channel::event, merchant::event, access::event, approval::event,
                 routing::event, degradation::event, agreement::event, alarm::event, webhook::event,
                 contract::event, balance::event, reconciliation::event>;

struct decoded {
  cause why;
  any_event event;
};

[[nodiscard]] store::new_record encode(const order::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const channel::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const merchant::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const access::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const approval::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const routing::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const degradation::event& event, const cause& why,
                                       instant at);

[[nodiscard]] store::new_record encode(const agreement::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const alarm::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const contract::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const balance::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const webhook::event& event, const cause& why, instant at);
[[nodiscard]] store::new_record encode(const reconciliation::event& event, const cause& why,
                                       instant at);

/// It says something that is a merchant's own business: it is sealed where there is a key.
[[nodiscard]] bool says_private(const order::event& event) noexcept;
[[nodiscard]] bool says_private(const agreement::event& event) noexcept;

/// With what, and for which place, the private part of an event is sealed.
struct sealing {
  const data_key& under;
  seal_nonce once;
  std::string_view stream;
  store::stream_sequence position = 0;
};
/// Precondition: says_private(event).
[[nodiscard]] store::new_record encode(const order::event& event, const cause& why, instant at,
                                       const sealing& with);
[[nodiscard]] store::new_record encode(const agreement::event& event, const cause& why, instant at,
                                       const sealing& with);

using decode_result = std::variant<decoded, undecodable>;
/// Without keys: whatever is sealed stays so. As followers read it, who tell others.
[[nodiscard]] decode_result decode(const store::record& record);
/// What is sealed under one of the keys is opened; what cannot be although its key is there, is
/// undecodable.
[[nodiscard]] decode_result decode(const store::record& record, const record_keys& keys);
/// With other steps than the engine's own; for the tests of old forms.
[[nodiscard]] decode_result decode(const store::record& record, const upcast_table& steps);

/// When the record's event was decided.
[[nodiscard]] inline instant time_of(const store::record& record) {
  return instant{millis{record.time_ms}};
}

}  // namespace sluice
