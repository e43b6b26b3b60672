#include "audit/breaker_then.hpp"

#include <vector>

#include "audit/stream_events.hpp"
#include "base/overloaded.hpp"
#include "domain/channel/path_state.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

struct path_then {
  channel::path where;
  channel::path_state state{};
  std::optional<breaker_word> latest{};
};

/// Widest first: the whole channel, the method, the bank.
std::vector<path_then> paths_of(const instrument& paid_with) {
  std::vector<path_then> out;
  channel::path way(paid_with);
  for (; !way.is_whole_channel(); way = way.parent()) out.insert(out.begin(), {way});
  out.insert(out.begin(), {way});
  return out;
}

std::optional<channel::path_event> path_event_in(const channel::event& e) {
  using found = std::optional<channel::path_event>;
  return std::visit(
      overloaded{
          [](const channel::configured&) { return found{}; },
          [](const channel::changed&) { return found{}; },
          [](const channel::path_turned& turned) { return found{turned}; },
          [](const channel::path_forced& forced) { return found{forced}; },
      },
      e);
}

void take(std::vector<path_then>& paths, const channel::path_event& e, instant at) {
  for (auto& p : paths) {
    if (p.where != where_of(e)) continue;
    std::visit([&](const auto& any) { apply(p.state, any, at); }, e);
    p.latest = {at, e};
  }
}

bool is_simply_closed(const channel::path_state& s) {
  if (s.forced != channel::path_switch::automatic) return !is_shut(s);
  return s.phase == channel::breaker_phase::closed;
}

std::optional<breaker_word> telling(const std::vector<path_then>& paths) {
  std::optional<breaker_word> latest;
  for (const auto& p : paths) {
    if (!is_simply_closed(p.state)) return p.latest;
    if (p.latest && (!latest || latest->since < p.latest->since)) latest = p.latest;
  }
  return latest;
}

}  // namespace

std::variant<std::optional<breaker_word>, store::damage> breaker_then(
    const store::event_log& log, const channel_id& channel, const instrument& paid_with,
    store::sequence before) {
  auto paths = paths_of(paid_with);
  const auto damage = each_event<channel::event>(
      log, channel_stream(channel), [&](const store::record& r, const channel::event& e) {
        if (r.position >= before) return false;
        if (const auto turn = path_event_in(e)) take(paths, *turn, time_of(r));
        return true;
      });
  if (damage) return *damage;
  return telling(paths);
}

}  // namespace sluice
