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

decision decide_silence(const book& b, const keep_silent& s) {
  if (s.lasts <= millis{0} || s.lasts > longest_silence)
    return silence_fault(
        "minutes", "a silence ends by itself: after 1 to 1440 minutes, which is a day");
  std::size_t in_force = 0;
  for (const auto& one : b.silences) in_force += one.which.until > s.from ? 1 : 0;
  if (in_force >= most_silences)
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
