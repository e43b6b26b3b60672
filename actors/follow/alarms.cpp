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

constexpr std::uint32_t state_version = 1;

}  // namespace

bool alarms::concerns(std::uint16_t type) const noexcept {
  return type == static_cast<std::uint16_t>(event_type_of<order::late_payment_found>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::result_conflicted>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::operator_needed>) ||
         type == static_cast<std::uint16_t>(event_type_of<approval::proposed>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::configured>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::changed>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::path_turned>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::path_forced>);
}

bool alarms::take(const decoded_record& r) {
  const auto tell = [&](const std::optional<note>& n) { return !n || tells_->tell_for_sure(*n); };
  const auto* content = std::get_if<decoded>(&r.content());
  const auto owner = owner_of_stream(r.record().stream);
  if (!owner || content == nullptr) return tell(unreadable(r.record()));
  return std::visit(
      overloaded{
          [&](const order_id& id, const order::event& e) { return tell(alert_for(id, e)); },
          [&](const proposal_id& id, const approval::event& e) { return tell(alert_for(id, e)); },
          [&](const channel_id& id, const channel::event& e) { return take_of_channel(id, e); },
          [&](const auto&, const auto&) { return tell(unreadable(r.record())); },
      },
      *owner, content->event);
}

/// Kept only when it is told: otherwise it comes again.
bool alarms::take_of_channel(const channel_id& channel, const channel::event& e) {
  auto next = wallets_;
  if (const auto turn = next.take(channel, e); turn && !tells_->tell_for_sure(alert_for(*turn)))
    return false;
  wallets_ = std::move(next);
  return true;
}

follower::snapshot alarms::state() const { return {state_version, wallets_.text()}; }

/// Nothing was kept before there was anything to keep.
bool alarms::restore(const snapshot& from) {
  return from.bytes.empty() || (from.version == state_version && wallets_.restore(from.bytes));
}

}  // namespace sluice
