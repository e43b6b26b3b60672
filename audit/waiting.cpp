#include "audit/waiting.hpp"

#include <algorithm>

#include "audit/replay.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

void look_at(const store::event_log& log, const order_id& id, waiting_list& into) {
  const auto life = replay(log, id);
  if (life.damage || life.fault) {
    into.unreadable.push_back(
        to_string(id) + ": " + (life.damage ? life.damage->what : life.fault->what));
    return;
  }
  for (const auto& m : waits_for_person(life.last)) into.matters.push_back(matter_of(life.last, m));
}

}  // namespace

waiting_list what_waits(const store::event_log& log) {
  waiting_list out;
  log.open_streams([&](std::string_view stream) {  // what waits is open
    const auto owner = owner_of_stream(stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr) look_at(log, *id, out);
    return true;
  });
  std::stable_sort(out.matters.begin(), out.matters.end(),
                   [](const auto& a, const auto& b) { return a.since < b.since; });
  return out;
}

}  // namespace sluice
