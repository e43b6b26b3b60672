#include "actors/alarm/notifier_actor.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"

namespace sluice {
namespace {

constexpr millis between_beats{10'000};
/// A port answers within half a minute: later is never.
constexpr millis longest_answer{45'000};

/// The first message of an alarm has an id that a later process can name as well.
std::string first_id_of(alarm::number n) { return "alarm-" + std::to_string(n); }

std::string moment_of(const alarm::notice& n) {
  return std::to_string(n.at.time_since_epoch().count());
}

receiver_message message_to(const std::string& receiver, alarm::message what, instant now) {
  receiver_message out{.id = {}, .what = std::move(what), .at = now};
  std::visit(
      overloaded{
          [&](const alarm::notice& n) {
            out.id = first_id_of(n.alarm);
            if (n.why == alarm::step::fired) return;
            out.answers =
                std::exchange(out.id, out.id + '.' + std::to_string(n.nth) + '.' + moment_of(n));
          },
          [&](const alarm::digest& d) {
            out.id = "digest-" + receiver + '.' + std::to_string(d.nth);
            if (!d.told.empty()) out.id += '.' + moment_of(d.told.front());
          },
      },
      out.what);
  return out;
}

}  // namespace

notifier_actor::notifier_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {
  for (auto& who : needs_.receivers)
    lines_.emplace(
        who.name, line{.who = who, .queue = alarm::receiver_queue(who.limit_per_minute)});
  next_beat_ = needs_.clock->now();
}

caf::behavior notifier_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  go_on();
  return {
      [this](const notices_due& due) {
        for (const auto& n : due.all) take(n);
        go_on();
      },
      [this](const alarms_firing& now) { firing_ = now.how_many; },
      [this](const inbox_filled&) {
        for (const auto& h : answers_->take()) hear(h);
        go_on();
      },
      [this](const tick& t) {
        if (timer_.fired(t.generation)) go_on();
      },
      [this](const stop_now&) { quit(); },
  };
}

void notifier_actor::take(const alarm::notice& n) {
  for (auto& [name, to] : lines_)
    if (to.who.wants(n) && !to.queue.take(n)) needs_.counts->count(name, notice_outcome::dropped);
}

void notifier_actor::go_on() {
  const auto now = needs_.clock->now();
  for (auto& [name, to] : lines_) {
    if (to.given_up_at && *to.given_up_at <= now)
      settle(to, {.why = "has given no answer in " + std::to_string(longest_answer.count() / 1000) +
                         " s"});
    if (auto what = to.queue.what_to_send(now)) bring(to, *std::move(what));
  }
  beat();
  arm();
}

void notifier_actor::bring(line& to, alarm::message what) {
  const auto now = needs_.clock->now();
  to.given_up_at = now + longest_answer;
  const auto& name = to.who.name;
  // Our address, not ourselves: a port that never answers would keep us, as we keep the port.
  needs_.port->send(
      name, message_to(name, std::move(what), now),
      [me = address(), answers = answers_, name, tried = ++to.tries](receiver_answer said) {
        if (const auto alive = caf::actor_cast<caf::actor>(me))
          answers->put(alive, {name, tried, std::move(said)});
      });
}

void notifier_actor::hear(const heard& h) {
  auto& of = lines_.at(h.receiver);
  if (of.given_up_at && h.tried == of.tries) settle(of, h.said);
}

void notifier_actor::settle(line& of, const receiver_answer& said) {
  of.given_up_at.reset();
  const auto& name = of.who.name;
  if (!said.is_delivered) {
    needs_.counts->count(name, notice_outcome::failed);
    if (of.queue.failed(needs_.clock->now()) == alarm::receiver_queue::turn::fails)
      tell_turn(of, true, said.why);
    return;
  }
  if (const auto* const many = std::get_if<alarm::digest>(&*of.queue.on_its_way()))
    needs_.counts->count(name, notice_outcome::digested, many->told.size());
  else
    needs_.counts->count(name, notice_outcome::delivered);
  // What an earlier process said of it may stand in the log.
  const bool is_first = !std::exchange(of.has_worked, true);
  if (of.queue.sent() == alarm::receiver_queue::turn::works_again)
    tell_turn(of, false, {});
  else if (is_first && *needs_.alarms)
    send(*needs_.alarms, receiver_turned{name, false, {}});
}

void notifier_actor::tell_turn(const line& of, bool fails, const std::string& why) {
  const auto& name = of.who.name;
  needs_.tells->tell(
      {.level = fails ? severity::warning : severity::info,  // it is an alarm of a kind of its own
       .event = fails ? "alarm_receiver_fails" : "alarm_receiver_works_again",
       .message = fails ? "people are not told of alarms in this way; it is tried again, and "
                          "nothing is lost: it " +
                              why
                        : "people are told of alarms in this way again, and of all that waited",
       .fields = {{"receiver", name}}});
  if (*needs_.alarms) send(*needs_.alarms, receiver_turned{name, fails, why});
}

void notifier_actor::beat() {
  if (needs_.heartbeat == nullptr) return;
  const auto now = needs_.clock->now();
  if (now < next_beat_) return;
  next_beat_ = now + between_beats;
  needs_.heartbeat->beat(
      {.at = now, .position = needs_.log->current_head().position, .firing = firing_});
}

std::optional<instant> notifier_actor::next_due() const {
  std::optional<instant> out;
  const auto at = [&](std::optional<instant> due) {
    if (due) out = std::min(out.value_or(instant::max()), *due);
  };
  if (needs_.heartbeat != nullptr) at(next_beat_);
  for (const auto& [name, to] : lines_) {
    at(to.given_up_at);
    at(to.queue.next_due());
  }
  return out;
}

void notifier_actor::arm() {
  const auto due = next_due();
  if (!due) return;
  const auto wait = std::max(*due - needs_.clock->now(), millis{0});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

}  // namespace sluice
