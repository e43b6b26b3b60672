#include "actors/follow/alarms.hpp"

#include "actors/follow/alerts.hpp"
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
  const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr;
  const auto* event = content != nullptr ? std::get_if<order::event>(&content->event) : nullptr;
  if (order == nullptr || event == nullptr) return unreadable(r.record());
  return alert_for(*order, *event);
}

}  // namespace

bool alarms::concerns(std::uint16_t type) const noexcept {
  return type == static_cast<std::uint16_t>(event_type_of<order::late_payment_found>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::result_conflicted>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::operator_needed>);
}

bool alarms::take(const decoded_record& r) {
  const auto alarm = alarm_for(r);
  return !alarm || tells_->tell_for_sure(*alarm);
}

}  // namespace sluice
