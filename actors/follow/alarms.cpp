#include "actors/follow/alarms.hpp"

#include "actors/follow/alerts.hpp"
#include "base/overloaded.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// People must hear of it even if nobody can say what it is.
note unreadable(const store::record& r) {
  return {.level = severity::critical,
          .event = "alarm_not_readable",
          .message = "an event that people must hear of cannot be read; run `sluice audit verify`",
          .fields = {{"sequence", std::to_string(r.position)}, {"stream", r.stream}}};
}

std::optional<note> alarm_for(const decoded_record& r) {
  const auto* content = std::get_if<decoded>(&r.content());
  const auto owner = owner_of_stream(r.record().stream);
  if (!owner || content == nullptr) return unreadable(r.record());
  return std::visit(
      overloaded{
          [](const order_id& id, const order::event& e) { return alert_for(id, e); },
          [](const proposal_id& id, const approval::event& e) { return alert_for(id, e); },
          [&](const auto&, const auto&) { return std::optional{unreadable(r.record())}; },
      },
      *owner, content->event);
}

}  // namespace

bool alarms::concerns(std::uint16_t type) const noexcept {
  return type == static_cast<std::uint16_t>(event_type_of<order::late_payment_found>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::result_conflicted>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::operator_needed>) ||
         type == static_cast<std::uint16_t>(event_type_of<approval::proposed>);
}

bool alarms::take(const decoded_record& r) {
  const auto alarm = alarm_for(r);
  return !alarm || tells_->tell_for_sure(*alarm);
}

}  // namespace sluice
