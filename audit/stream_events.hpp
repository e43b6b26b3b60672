#pragma once
/// One stream of the log as the events of its aggregate. Used by audits that need another stream
/// than an order's.

#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// Calls visit(record, event) for each, first to last, until it returns false. Returns what cannot
/// be read, or belongs to another aggregate.
template <class Event, class Visit>
[[nodiscard]] std::optional<store::damage> each_event(const store::event_log& log,
                                                      const std::string& stream, Visit&& visit) {
  const auto read = log.read_stream(stream);
  if (const auto* damage = std::get_if<store::damage>(&read)) return *damage;
  for (const auto& record : std::get<std::vector<store::record>>(read)) {
    const auto content = decode(record);
    if (const auto* problem = std::get_if<undecodable>(&content))
      return store::damage{problem->message, record.position};
    const auto* event = std::get_if<Event>(&std::get<decoded>(content).event);
    if (event == nullptr)
      return store::damage{"an event of another kind stands in " + stream, record.position};
    if (!visit(record, *event)) break;
  }
  return std::nullopt;
}

}  // namespace sluice
