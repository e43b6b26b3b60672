#include "actors/routing/rulebook_actor.hpp"

#include "events/stream_name.hpp"

namespace sluice {

rulebook_actor::rulebook_actor(caf::actor_config& cfg, needs own)
    : settings_actor(
          cfg, {routing_stream(), own.log, own.log_writer, own.clock}, {.channels = own.channels}),
      needs_(std::move(own)) {}

caf::behavior rulebook_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  begin();
  return usual_behavior();
}

void rulebook_actor::begin() {
  if (const auto problem = load())
    needs_.tells->tell({.level = severity::critical,
                        .event = "settings_unreadable",
                        .message = *problem + "; the file's routing rules hold, as they are"});
  hear({.what = std::move(needs_.declared)});
}

/// What a person said of a rule of the file is of no use without the rule; he may not know.
void rulebook_actor::hear(settings_word<routing::command> w) {
  if (const auto* file = w.what ? std::get_if<routing::take_over>(&*w.what) : nullptr)
    for (const auto& name : routing::lost_to(file->in_file, state()))
      needs_.tells->tell({.level = severity::warning,
                          .event = "routing_word_lost",
                          .message = "the routing rule " + name +
                                     " has left the file, and with it what a person said of it",
                          .fields = {{"rule", name}}});
  take(std::move(w));
}

/// Whoever wanted it hears of it after it holds.
void rulebook_actor::on_heard(const settings_word<routing::command>& w, const rejection* refused) {
  const auto* file =
      w.what ? std::get_if<routing::take_over>(&*w.what) : nullptr;  // nothing: only a look
  if (file != nullptr) {
    in_file_ = file->in_file;
    surround({needs_.channels, file->lists});
  }
  if (w.what && (refused == nullptr || file != nullptr)) publish();
  if (file != nullptr && !std::exchange(doors_are_open_, true))
    send(*needs_.front_desk, doors_open{});
  reply(w, refused != nullptr ? answer{*refused} : view());
}

void rulebook_actor::publish() {
  if (is_readable())
    needs_.rules->exchange({routing::book_of(state()), static_cast<std::uint32_t>(position())});
  else
    needs_.rules->exchange({.book = in_file_});
}

rulebook_view rulebook_actor::view() const {
  return {.rules = state().rules, .how = state().how, .position = position()};
}

}  // namespace sluice
