#include "actors/alarm/alarm_actor.hpp"

#include <algorithm>

#include "actors/alarm/alarm_view.hpp"
#include "actors/alarm/notice_message.hpp"
#include "actors/mail/inbox.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice {

alarm_actor::alarm_actor(caf::actor_config& cfg, needs own)
    : settings_actor(cfg, {alarm_stream(), own.log, own.log_writer, own.clock}, {}),
      needs_(std::move(own)) {}

caf::behavior alarm_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  if (const auto problem = load())
    needs_.tells->tell({.level = severity::critical,
                        .event = "settings_unreadable",
                        .message = *problem + "; alarms are told of, and not written"});
  watch_.emplace(needs_.thresholds, state(), now());
  forget_receivers();
  show();
  arm();
  const auto then = [this] {
    let_go_of_what_may();
    send_answers();
    arm();
  };
  return {
      [this, then](const inbox_filled&) {
        hear();
        then();
      },
      [this, then](const tick& t) {
        if (!timer_.fired(t.generation)) return;
        watch_->look(now());
        speak(0);
        then();
      },
      [this, then](alarms_wanted& w) {
        answer_to(w);
        then();
      },
      [this, then](const written& w) {
        on_written(w);
        then();
      },
      [this, then](const receiver_turned& r) {
        watch_->take(
            alarm::condition{alarm::kind::receiver_failing, r.receiver, r.fails, r.why}, now());
        speak(0);
        then();
      },
      [this](const stop_now&) { quit(); },
  };
}

instant alarm_actor::now() { return latest_ = std::max(latest_, needs_.clock->now()); }

void alarm_actor::forget_receivers() {
  const auto firing = watch_->seen().firing;
  for (const auto& [no, a] : firing)
    if (a.what == alarm::kind::receiver_failing &&
        std::ranges::find(needs_.receivers, a.key, &alarm::receiver::name) ==
            needs_.receivers.end())
      watch_->take(alarm::condition{a.what, a.key, false, {}}, now());
}

void alarm_actor::hear() {
  store::sequence settles = 0;
  for (const auto& h : needs_.facts->take()) {
    // A fact of an earlier moment, read out of the log, is new to the rules now.
    latest_ = std::max(latest_, h.at == instant{} ? now() : h.at);
    settles = std::max(settles, h.from);
    if (const auto* begun = std::get_if<alarm::order_begun>(&h.what))
      watch_->take_again(*begun, h.at, now());
    else if (const auto* asked = std::get_if<alarm::payer_asked>(&h.what))
      watch_->take_again(*asked, h.at, now());
    else
      watch_->hear(h.what, latest_);
  }
  watch_->look(now());
  speak(settles);
}

void alarm_actor::answer_to(alarms_wanted& w) {
  const auto asked = [&](alarm::command what) {
    take({.reply_to = *needs_.front_desk,
          .who = w.who,
          .what = std::move(what),
          .why = std::move(w.why)});
  };
  std::visit(
      overloaded{
          [&](const list_alarms&) {
            reply({.reply_to = *needs_.front_desk, .who = w.who}, view());
          },
          [&](acknowledge_alarm& a) { asked(alarm::acknowledge{a.number, std::move(a.who)}); },
          [&](silence_alarms& s) {
            asked(alarm::keep_silent{s.what, std::move(s.key), s.lasts, std::move(s.who), now()});
          },
      },
      w.ask);
}

alarm_list alarm_actor::view() const {
  return view_of(*watch_, needs_.facts->lost(), needs_.clock->now());
}

/// Where the log cannot be read, nothing is written; people hear all the same.
void alarm_actor::on_heard(const word& w, const rejection* refused) {
  if (!w.what) return;
  if (std::holds_alternative<alarm::record>(*w.what)) {
    for (auto& o : outgoing_)
      if (std::exchange(o.waits, false)) return;
    return;
  }
  if (refused == nullptr) heed(*w.what);
  reply(w, refused != nullptr ? answer{*refused} : answer{view()});
}

/// What a person said is durable: the rules go by it from now on. Who said it again is not the one
/// who sees to it.
void alarm_actor::heed(const alarm::command& what) {
  const auto at = now();
  if (const auto* a = std::get_if<alarm::acknowledge>(&what)) {
    const auto& known = state().firing.at(a->alarm);
    watch_->heed(alarm::alarm_acknowledged{a->alarm, known.taken_by.value()}, known.taken_at);
  }
  if (const auto* s = std::get_if<alarm::keep_silent>(&what))
    watch_->heed(alarm::alarm_silenced{{s->what, s->key, s->from, s->from + s->lasts}, s->who}, at);
  watch_->look(at);
  speak(0);
}

void alarm_actor::speak(store::sequence settles) {
  auto said = watch_->take_out();
  const bool waits = !said.events.empty();
  if (!waits && said.notices.empty() && settles == 0) return;
  outgoing_.push_back({std::move(said.notices), settles, waits});
  if (waits) take({.what = alarm::record{std::move(said.events)}});
}

void alarm_actor::let_go_of_what_may() {
  for (; !outgoing_.empty() && !outgoing_.front().waits; outgoing_.pop_front()) {
    auto& o = outgoing_.front();
    if (o.settles != 0) {
      needs_.facts->settle(o.settles);
      if (needs_.facts->has_changed() && *needs_.follower) send(*needs_.follower, log_advanced{});
    }
    if (!o.notices.empty() && *needs_.notifier)
      send(*needs_.notifier, notices_due{std::move(o.notices)});
  }
  show();
  const auto firing = watch_->seen().firing.size();
  if (*needs_.notifier && std::exchange(told_firing_, firing) != firing)
    send(*needs_.notifier, alarms_firing{firing});
}

void alarm_actor::show() {
  if (needs_.firing) needs_.firing->show(watch_->seen());
}

void alarm_actor::arm() {
  const auto at = now();
  const auto next = watch_->next_look(at);
  if (!next) return;
  const auto wait = std::max(*next - at, millis{1});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

}  // namespace sluice
