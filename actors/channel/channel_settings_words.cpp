/// What the channel actor does with its settings: read back at its start, changed while it runs.

#include "actors/channel/channel_actor.hpp"
#include "base/invariant.hpp"

namespace sluice {

void channel_actor::take_over_settings() {
  if (auto problem = keeper_.load(*needs_.log)) {
    needs_.tells->tell({.level = severity::critical,
                        .event = "settings_unreadable",
                        .message = *problem + "; the channel sends no new payments",
                        .fields = {{"channel", settings_.id.value()}}});
    auto limits = settings_.limits;
    limits.enabled = false;  // perhaps a person said so
    return go_by(limits);
  }
  paths_.follow(keeper_.state().paths);
  for (const auto& [way, state] : keeper_.state().paths) show(way, needs_.clock->now());
  show_half_open_ones(needs_.clock->now());
  if (channel::exists(keeper_.state())) go_by(in_force(keeper_.state(), keeper_.around()));
  tell_of_shortened_deadline();
  write(keeper_.take({.what = channel::take_over{settings_.limits}}, needs_.clock->now()));
}

/// A person's word may be older than the times of the file.
void channel_actor::tell_of_shortened_deadline() const {
  const auto most = keeper_.around().longest_queue_deadline;
  if (!channel::exists(keeper_.state()) || keeper_.state().now.queue_deadline <= most) return;
  needs_.tells->tell({.level = severity::warning,
                      .event = "queue_deadline_shortened",
                      .message = "Calls were allowed to wait longer than the times of the file do "
                                 "now; the file's times hold.",
                      .fields = {{"channel", settings_.id.value()},
                                 {"queue_deadline_ms", std::to_string(most.count())}}});
}

void channel_actor::take_word(settings_word<channel::command>& w) {
  auto* const forced = w.what ? std::get_if<channel::force>(&*w.what) : nullptr;
  if (forced != nullptr) forced->asked_at = needs_.clock->machine_time();
  write(keeper_.take(std::move(w), needs_.clock->now()));
}

void channel_actor::write(std::optional<store::append_request> what) {
  if (!what) return;
  std::vector<store::append_request> only_one;
  only_one.push_back(*std::move(what));
  send(*needs_.log_writer, write_order{std::move(only_one), this});
}

void channel_actor::on_written(const written& w) {
  SLUICE_INVARIANT(w.results.size() == 1);
  write(keeper_.on_written(w.results.front(), needs_.clock->now()));
}

void channel_actor::go_by(const channel::limits& limits) {
  const auto now = needs_.clock->now();
  if (!std::exchange(has_limits_, true))
    gate_ = channel::gate(limits, settings_.paths, needs_.host);
  for (const auto t : gate_.change_limits(limits, now)) not_sent(t, "channel_switched_off");
  for (auto& w : std::exchange(wait_for_limits_, {})) take(w, now);
  start_what_may(now);
  show({}, now);
}

/// The settings are durable by now; whoever wanted them hears of them after they hold.
void channel_actor::answer_word(const keeper::word& w, const rejection* refused) {
  if (w.what && refused == nullptr) {
    follow_path(*w.what);
    go_by(in_force(keeper_.state(), keeper_.around()));
  }
  if (!w.reply_to) return;
  answers_to_words_.put(
      w.reply_to, {.who = w.who, .what = refused != nullptr ? answer{*refused} : answer{view()}});
}

channel_view channel_actor::view() {
  const auto& limits = gate_.limits();
  channel_view v{
      .id = settings_.id.value(),
      .wallet = settings_.reaches ? std::string(name_of(*settings_.reaches)) : std::string{},
      .enabled = limits.enabled,
      .in_flight = gate_.in_flight(),
      .max_in_flight = limits.max_in_flight,
      .queued = gate_.queued(),
      .queue_capacity = limits.queue_capacity,
      .queue_deadline = limits.queue_deadline,
      .calls_per_second = limits.calls_per_second,
      .faulty_per_second = limits.faulty_per_second,
      .calls = count_calls_,
      .unknown = count_unknown_,
      .refused = count_refused_};
  for (const auto& row : channel::setting_rows)
    v.origins.push_back(
        {std::string(row.name), keeper_.state().from[static_cast<std::size_t>(row.which)]});
  for (auto& p : paths_.all(needs_.clock->now()))
    v.paths.push_back({std::move(p.where), std::move(p.state), p.payments.good, p.payments.counted,
                       p.other_calls.good, p.other_calls.counted});
  return v;
}

}  // namespace sluice
