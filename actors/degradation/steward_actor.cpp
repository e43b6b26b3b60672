#include "actors/degradation/steward_actor.hpp"

#include "events/stream_name.hpp"

namespace sluice {

steward_actor::steward_actor(caf::actor_config& cfg, needs own)
    : settings_actor(
          cfg, {engine_stream(), own.log, own.log_writer, own.clock}, {.channels = own.channels}),
      needs_(std::move(own)) {}

caf::behavior steward_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  begin();
  return usual_behavior();
}

void steward_actor::begin() {
  if (const auto problem = load())
    needs_.tells->tell(
        {.level = severity::critical,
         .event = "settings_unreadable",
         .message = *problem + "; the engine takes everything, and the file's rules about levels "
                               "and risk hold, as they are"});
  if (needs_.restored) take({.what = degradation::find_restored{*needs_.restored}});
  take({.what = std::move(needs_.declared)});
}

/// Whoever wanted it hears of it after it holds.
void steward_actor::on_heard(const settings_word<degradation::command>& w,
                             const rejection* refused) {
  const auto* file =
      w.what ? std::get_if<degradation::take_over>(&*w.what) : nullptr;  // nothing: only a look
  if (file != nullptr) in_file_ = *file;
  if (w.what && (refused == nullptr || file != nullptr)) publish();
  if (w.what && std::holds_alternative<degradation::find_restored>(*w.what)) warn_of_restored();
  if (file != nullptr && !std::exchange(doors_are_open_, true))
    send(*needs_.front_desk, doors_open{});
  reply(w, refused != nullptr ? answer{*refused} : view());
}

void steward_actor::publish() {
  if (is_readable()) needs_.level->exchange(state().now);
  needs_.rules->exchange(is_readable() ? state().rules : in_file_.rules);
  needs_.risk->exchange(is_readable() ? state().risk : in_file_.risk);
}

engine_view steward_actor::view() const {
  engine_view out{.position = position()};
  if (is_unusual(state().now, needs_.clock->machine_time())) {
    out.now = state().now;
    out.from = state().from;
  }
  return out;
}

/// At every start, for as long as it is so.
void steward_actor::warn_of_restored() const {
  if (is_readable() && !degradation::is_restored(state().now)) return;
  needs_.tells->tell(
      {.level = severity::critical,
       .event = "engine_restored",
       .message = "the log was put back, so what came after its end is not known: no payment "
                  "begins and no money leaves. Compare with the channels' bills, resolve what "
                  "they alone know, then let two persons say engine.degrade normal with this "
                  "restored_after",
       .fields = {{"restored_after", std::to_string(needs_.restored->after)}}});
}

}  // namespace sluice
