/// What the channel actor does about its paths: writes how its breaker turns them, and goes by what
/// is durable.

#include "actors/channel/channel_actor.hpp"
#include "base/overloaded.hpp"

namespace sluice {

void channel_actor::propose_turns(instant now) {
  if (draining_) return;  // what is not written now is found again after the restart
  for (auto& e : paths_.due(now, needs_.clock->machine_time()))
    write(keeper_.take({.what = channel::turn{std::move(e)}}, now));
}

void channel_actor::follow_path(const channel::command& word) {
  const auto follow = [&](const channel::path& where) {
    paths_.follow(keeper_.state().paths, where);
    hold_queued_back();
    is_half_open_ = false;
    show(where, needs_.clock->now());
    show_half_open_ones(needs_.clock->now());
  };
  std::visit(overloaded{
                 [](const channel::take_over&) {},
                 [](const channel::change&) {},
                 [&](const channel::force& f) { follow(f.where); },
                 [&](const channel::turn& t) { follow(where_of(t.what)); },
             },
             word);
}

/// Payments that wait for a path that was opened would wait for nothing.
void channel_actor::hold_queued_back() {
  const auto is_held = [this](ticket t) { return paths_.holds_back(calls_.at(t).call); };
  for (const auto t : gate_.withdraw_payments(is_held)) not_sent(t, "path_open");
}

void channel_actor::show(const channel::path& way, instant now) {
  const bool has_room = gate_.has_room(now);
  for (auto at = way;; at = at.parent()) {
    auto s = paths_.standing_of(at, now);
    s.has_room = has_room;
    needs_.standings->tell(settings_.id, at, s);
    if (at.is_whole_channel()) return;
  }
}

void channel_actor::show_half_open_ones(instant now) {
  for (const auto& [way, state] : keeper_.state().paths) {
    if (state.phase != channel::breaker_phase::half_open) continue;
    is_half_open_ = true;
    show(way, now);
  }
}

}  // namespace sluice
