#include "domain/alarm/duty.hpp"

#include <algorithm>

namespace sluice::alarm {
namespace {

constexpr std::uint32_t degrees = 2;

bool wakes_people(const alarm& a) { return row_of(a.what).how == urgency::act_now; }

/// One that flaps was said once; of one that somebody sees to he knows.
bool goes_on_telling(const alarm& a) { return !a.flaps && !a.taken_by; }

millis repeat_of(const thresholds& t, const alarm& a) {
  return wakes_people(a) ? t.repeat : t.repeat_watch;
}

/// Orders that are late are late at once: nothing else fires with them.
millis first_wait_of(const thresholds& t, const alarm& a) {
  if (a.what == kind::order_overdue) return millis{0};
  return wakes_people(a) ? t.first_wait : t.first_wait_watch;
}

std::optional<instant> next_escalation(const thresholds& t, const alarm& a) {
  if (!wakes_people(a) || !goes_on_telling(a) || a.escalated >= degrees) return std::nullopt;
  return a.since + (a.escalated == 0 ? t.escalate_first : t.escalate_second);
}

notice notice_of(const alarm& a, standing& of, step why, instant now) {
  return {.alarm = a.no,
          .nth = ++of.told,
          .what = a.what,
          .key = a.key,
          .why = why,
          .at = now,
          .since = a.since,
          .count = of.count,
          .orders = a.orders,
          .detail = a.detail};
}

void say_first(const book& b, const alarm& a, standing& of, instant now, spoken& out) {
  of.is_told = true;
  say_at_once(b, a, of, of.first, now, out);
}

void say_silence_is_over(const book& b, const alarm& a, standing& of, instant now, spoken& out) {
  if (!of.is_muted || b.silence_of(a, now) != nullptr) return;
  of.is_muted = false;
  of.is_heard = true;
  out.notices.push_back(notice_of(a, of, step::was_silenced, now));
}

}  // namespace

standing begin_duty(const thresholds& t, const alarm& a, step first, instant now) {
  const auto every = repeat_of(t, a);
  const auto passed = (now - a.since) / every;
  return {.last_match = now,
          .first = first,
          .first_due = now + first_wait_of(t, a),
          .next_repeat = a.since + every * (passed + 1)};
}

void say_at_once(const book& b, const alarm& a, standing& of, step why, instant now, spoken& out) {
  if (b.silence_of(a, now) != nullptr) {
    of.is_muted = true;
    return;
  }
  of.is_heard = true;
  out.notices.push_back(notice_of(a, of, why, now));
}

void say_what_is_due(const thresholds& t, const book& b, const alarm& a, standing& of, instant now,
                     spoken& out) {
  if (!of.is_told && of.first_due <= now) say_first(b, a, of, now, out);
  if (!of.is_told) return;
  say_silence_is_over(b, a, of, now, out);
  if (const auto at = next_escalation(t, a); at && *at <= now) {
    out.events.emplace_back(alarm_escalated{a.no, a.escalated + 1});
    say_at_once(b, a, of, step::escalated, now, out);
  }
  if (of.next_repeat > now) return;
  // Of a process that stood still for hours people hear once.
  while (of.next_repeat <= now) of.next_repeat += repeat_of(t, a);
  if (goes_on_telling(a)) say_at_once(b, a, of, step::repeated, now, out);
}

std::optional<instant> next_due(const thresholds& t, const book& b, const alarm& a,
                                const standing& of) {
  if (!of.is_told) return of.first_due;
  std::optional<instant> next;
  const auto consider = [&](instant at) {
    if (!next || at < *next) next = at;
  };
  if (goes_on_telling(a)) consider(of.next_repeat);
  if (const auto at = next_escalation(t, a)) consider(*at);
  if (of.is_muted)
    for (const auto& s : b.silences)
      if (b.silence_of(a, s.which.from) != nullptr) consider(s.which.until);
  return next;
}

}  // namespace sluice::alarm
