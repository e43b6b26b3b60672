#include "domain/alarm/decide.hpp"

#include "base/overloaded.hpp"

namespace sluice::alarm {
namespace {

using decision = std::variant<std::vector<event>, rejection>;

rejection silence_fault(std::string field, std::string message) {
  return {rejection_code::silence_invalid, std::move(field), std::move(message)};
}

/// Said again by whoever it is, it is known already.
decision decide_acknowledge(const book& b, const acknowledge& a) {
  const auto at = b.firing.find(a.alarm);
  if (at == b.firing.end())
    return rejection{rejection_code::alarm_unknown, "alarm",
                     "alarm " + std::to_string(a.alarm) +
                         " does not fire, or no longer; `sluice alarms` lists those that do"};
  if (at->second.taken_by) return std::vector<event>{};
  return std::vector<event>{alarm_acknowledged{a.alarm, a.who}};
}

/// The last word on the same alarms holds: one that is said again is longer or shorter from then
/// on.
decision decide_silence(const book& b, const keep_silent& s) {
  if (s.lasts < millis{0} || s.lasts > longest_silence)
    return silence_fault(
        "minutes", "a silence ends by itself: after 1 to 1440 minutes, which is a day; 0 ends it");
  std::size_t others = 0;
  bool is_known = false;
  for (const auto& one : b.silences) {
    if (one.which.until <= s.from) continue;
    const bool is_this = one.which.what == s.what && one.which.key == s.key;
    is_known = is_known || is_this;
    others += is_this ? 0 : 1;
  }
  if (s.lasts == millis{0} && !is_known)
    return silence_fault("minutes", "0 ends a silence of this kind and key, and there is none");
  if (others >= most_silences)
    return silence_fault("kind", "there are " + std::to_string(most_silences) +
                                     " silences already; wait until one ends, or name none of "
                                     "the keys, which is all of a kind");
  return std::vector<event>{alarm_silenced{{s.what, s.key, s.from, s.from + s.lasts}, s.who}};
}

}  // namespace

decision decide(const book& b, const command& c, const surroundings&) {
  return std::visit(
      overloaded{
          [&](const acknowledge& a) { return decide_acknowledge(b, a); },
          [&](const keep_silent& s) { return decide_silence(b, s); },
          [](const record& r) -> decision { return r.what; },
      },
      c);
}

}  // namespace sluice::alarm
