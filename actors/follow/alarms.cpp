#include "actors/follow/alarms.hpp"

#include <algorithm>

#include "actors/follow/alerts.hpp"
#include "base/overloaded.hpp"
#include "domain/alarm/facts_of.hpp"
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

constexpr std::uint32_t state_version = 3;
constexpr std::string_view facts_begin = "\nfacts\n";
constexpr std::string_view days_begin = "\ndays\n";

}  // namespace

bool alarms::concerns(std::uint16_t type) const noexcept {
  return type == static_cast<std::uint16_t>(event_type_of<order::late_payment_found>) ||
         (needs_.facts &&
          type == static_cast<std::uint16_t>(event_type_of<order::order_accepted>)) ||
         type == static_cast<std::uint16_t>(event_type_of<order::result_conflicted>) ||
         type == static_cast<std::uint16_t>(event_type_of<order::operator_needed>) ||
         type == static_cast<std::uint16_t>(event_type_of<approval::proposed>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::configured>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::changed>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::path_turned>) ||
         type == static_cast<std::uint16_t>(event_type_of<channel::path_forced>);
}

bool alarms::take(const decoded_record& r) {
  const auto& record = r.record();
  const auto tell = [&](const std::optional<note>& n) {
    return !n || needs_.tells->tell_for_sure(*n);
  };
  const auto* content = std::get_if<decoded>(&r.content());
  const auto owner = owner_of_stream(record.stream);
  if (!owner || content == nullptr) return tell(unreadable(record));
  return std::visit(
      overloaded{
          [&](const order_id& id, const order::event& e) { return take_of_order(id, e, record); },
          [&](const proposal_id& id, const approval::event& e) {
            if (!tell(alert_for(id, e))) return false;
            hear(alarm::fact_of(e), record);
            return true;
          },
          [&](const channel_id& id, const channel::event& e) {
            return take_of_channel(id, e, record);
          },
          [&](const auto&, const auto&) { return tell(unreadable(record)); },
      },
      *owner, content->event);
}

bool alarms::take_of_order(const order_id& id, const order::event& e, const store::record& r) {
  if (const auto n = alert_for(id, e); n && !needs_.tells->tell_for_sure(*n)) return false;
  hear(alarm::fact_of(id, e, needs_.large_amount_minor), r);
  if (const auto* accepted = std::get_if<order::order_accepted>(&e); accepted && needs_.facts)
    hear(days_.take(id, *accepted, time_of(r)), r);
  return true;
}

/// Kept only when it is told: otherwise it comes again.
bool alarms::take_of_channel(const channel_id& channel, const channel::event& e,
                             const store::record& r) {
  auto next = wallets_;
  const auto turn = next.take(channel, e);
  if (turn && !needs_.tells->tell_for_sure(alert_for(*turn))) return false;
  wallets_ = std::move(next);
  if (turn) hear(alarm::fact_of(*turn), r);
  if (const auto* t = std::get_if<channel::path_turned>(&e); t != nullptr && needs_.facts)
    needs_.facts->hear(alarm::way_turned{channel, std::string(t->where.text()),
                                         t->to != channel::breaker_phase::closed},
                       time_of(r));
  return true;
}

void alarms::hear(std::optional<alarm::fact> what, const store::record& r) {
  if (what && needs_.facts) needs_.facts->hear_for_sure({*std::move(what), time_of(r), r.position});
}

follower::snapshot alarms::state() const {
  auto text = wallets_.text();
  if (needs_.facts)
    text +=
        std::string(days_begin) + days_.text() + std::string(facts_begin) + needs_.facts->text();
  return {state_version, std::move(text)};
}

/// Nothing was kept before there was anything to keep; in the first form there were no facts, and
/// in the second no days.
bool alarms::restore(const snapshot& from) {
  if (from.bytes.empty()) return true;
  if (from.version > state_version) return false;
  const auto facts = from.bytes.find(facts_begin);
  const auto days = from.version < 3 ? std::string::npos : from.bytes.find(days_begin);
  if (!wallets_.restore(from.bytes.substr(0, std::min(days, facts)))) return false;
  if (facts == std::string::npos || !needs_.facts) return true;
  const auto begin = days + days_begin.size();
  if (days < facts && !days_.restore(from.bytes.substr(begin, facts - begin))) return false;
  return needs_.facts->restore(from.bytes.substr(facts + facts_begin.size()));
}

}  // namespace sluice
