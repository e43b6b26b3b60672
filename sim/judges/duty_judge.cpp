#include "sim/judges/duty_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

/// A word holds when it is durable and heard, and a look comes when its time has: moments later.
constexpr millis few_moments = 10s;

}  // namespace

// -- the log ------------------------------------------------------------------------------------

void duty_judge::durable(const alarm::event& e, instant at) {
  time_is(at);
  std::visit(overloaded{
                 [&](const alarm::alarm_fired& f) { fire(f, at); },
                 [&](const alarm::alarm_acknowledged& a) {
                   const auto known = firing_.find(a.alarm);
                   if (known == firing_.end())
                     return guilty(a.alarm, "somebody sees to it, and it does not fire");
                   if (known->second.taken_at) guilty(a.alarm, "two people see to it");
                   known->second.taken_at = at;
                 },
                 [&](const alarm::alarm_silenced& s) { silence(s.which, at); },
                 [&](const alarm::alarm_resolved& r) { resolve(r, at); },
                 [](const auto&) {},
             },
             e);
}

void duty_judge::fire(const alarm::alarm_fired& f, instant at) {
  firing_[f.alarm] = {.what = f.what, .key = f.key, .since = at};
  first_due_.insert(f.alarm);
}

/// The last word on the same alarms holds.
void duty_judge::silence(const alarm::silence& s, instant at) {
  for (auto& one : silences_)
    if (one.what == s.what && one.key == s.key)
      one.until = std::min(one.until, std::max(at, one.from));
  if (s.until > s.from) silences_.push_back({s.what, s.key, s.from, s.until});
}

/// Who has heard of it hears that it is over, whoever sees to it; what a person ended nobody need
/// be told.
void duty_judge::resolve(const alarm::alarm_resolved& r, instant at) {
  const auto known = firing_.find(r.alarm);
  if (known == firing_.end()) return;
  const auto& f = known->second;
  const bool ends_by_itself = row_of(f.what).ends == alarm::ending::by_evidence;
  if (ends_by_itself && !f.told.empty() && !is_quiet(f, at - few_moments, at + few_moments))
    owe(r.alarm, f, at - few_moments, at + few_moments, "nobody is told that it is over");
  first_due_.erase(r.alarm);
  firing_.erase(known);
}

// -- what has come up
// -------------------------------------------------------------------------------

void duty_judge::time_is(instant at) {
  for (auto it = first_due_.begin(); it != first_due_.end();) {
    auto& f = firing_.at(*it);
    if (at <= f.since + first_wait(f) + few_moments) {
      ++it;
      continue;
    }
    judge_first_notice(*it, f, at);
    it = first_due_.erase(it);
  }
  for (auto& s : silences_)
    if (!s.is_judged && at > s.until + few_moments) {
      judge_end(s);
      s.is_judged = true;
    }
}

void duty_judge::judge_first_notice(alarm::number no, fired& f, instant) {
  const auto until = f.since + first_wait(f) + few_moments;
  if (f.is_of_this_process && !is_quiet(f, f.since - few_moments, until))
    owe(no, f, f.since - few_moments, until, "nobody is told of it, and no silence keeps it back");
}

void duty_judge::judge_end(const quiet& s) {
  for (const auto& [no, f] : firing_) {
    if (!has_kept_back(s, f)) continue;
    const bool goes_on = std::ranges::any_of(silences_, [&](const quiet& other) {
      return covers(other, f) && other.from <= s.until + few_moments && other.until > s.until;
    });
    if (!goes_on)
      owe(no, f, s.until, s.until + few_moments, "a silence is over, and nobody is told of it");
  }
}

/// Its first notice was due while the silence lasted.
bool duty_judge::has_kept_back(const quiet& s, const fired& f) const {
  return covers(s, f) && f.is_of_this_process && s.from + few_moments <= f.since &&
         f.since + first_wait(f) + few_moments <= s.until;
}

void duty_judge::owe(alarm::number no, const fired& f, instant from, instant until,
                     const char* why) {
  if (is_disturbed_) return;
  for (const auto& r : receivers_) {
    if (!r.wants({.what = f.what, .key = f.key})) continue;
    const auto told = f.told.find(r.name);
    const bool was_told =
        told != f.told.end() &&
        std::ranges::any_of(told->second, [&](instant at) { return from <= at && at <= until; });
    if (!was_told) owed_.push_back({r.name, no, from, until, why});
  }
}

bool duty_judge::covers(const quiet& s, const fired& f) const {
  return s.what == f.what && (s.key.empty() || s.key == f.key);
}

bool duty_judge::is_quiet(const fired& f, instant from, instant until) const {
  return std::ranges::any_of(
      silences_, [&](const quiet& s) { return covers(s, f) && s.from <= until && from < s.until; });
}

millis duty_judge::first_wait(const fired& f) const {
  return row_of(f.what).how == alarm::urgency::act_now
             ? thresholds_.first_wait
             : thresholds_.first_wait_watch;
}

// -- people ---------------------------------------------------------------------------------------

void duty_judge::brought(const std::string& receiver, const receiver_message& m) {
  std::visit(overloaded{
                 [&](const alarm::notice& n) { hear(receiver, n); },
                 [&](const alarm::digest& d) {
                   for (const auto& n : d.told) hear(receiver, n);
                   if (d.more > 0)  // only their number is told
                     std::erase_if(owed_, [&](const owed& o) { return o.receiver == receiver; });
                 },
             },
             m.what);
}

void duty_judge::hear(const std::string& receiver, const alarm::notice& n) {
  std::erase_if(owed_, [&](const owed& o) {
    return o.receiver == receiver && o.alarm == n.alarm && o.from <= n.at && n.at <= o.until;
  });
  const fired about{.what = n.what, .key = n.key};
  for (const auto& s : silences_)
    if (!is_disturbed_ && covers(s, about) && s.from + few_moments <= n.at && n.at < s.until)
      guilty(n.alarm, "people are told of it in spite of a silence");
  const auto known = firing_.find(n.alarm);
  if (known == firing_.end()) return;
  auto& f = known->second;
  f.told[receiver].push_back(n.at);
  const bool is_again = n.why == alarm::step::repeated || n.why == alarm::step::escalated;
  if (is_again && f.taken_at && n.at > *f.taken_at + few_moments && !is_disturbed_)
    guilty(n.alarm, "people are told again though somebody sees to it");
  time_is(n.at);
}

// -- the process
// ------------------------------------------------------------------------------------

void duty_judge::process_began() {
  owed_.clear();
  first_due_.clear();
  for (auto& [no, f] : firing_) {
    f.is_of_this_process = false;
    f.told.clear();
  }
  is_disturbed_ = false;
}

void duty_judge::stood_still() {
  process_began();
  is_disturbed_ = true;
}

bool duty_judge::have_all_heard() const {
  return owed_.empty() && std::ranges::none_of(silences_, [&](const quiet& s) {
           return !s.is_judged && std::ranges::any_of(firing_, [&](const auto& one) {
             return has_kept_back(s, one.second);
           });
         });
}

void duty_judge::all_over() {
  for (auto& s : silences_)
    if (!std::exchange(s.is_judged, true)) judge_end(s);
  for (const auto& o : owed_) guilty(o.alarm, o.receiver + ": " + o.why);
}

}  // namespace sluice::sim
