#include "actors/alarm/alarm_view.hpp"

namespace sluice {
namespace {

/// The first of these that holds.
std::string_view state_of(const alarm::watch& w, const alarm::alarm& a, instant now) {
  if (a.taken_by) return "acknowledged";
  if (w.seen().silence_of(a, now) != nullptr) return "silenced";
  if (a.flaps) return "flapping";
  return w.is_stale(a, now) ? "stale" : "firing";
}

}  // namespace

alarm_list view_of(const alarm::watch& w, std::uint64_t lost_facts, instant now) {
  alarm_list out{.lost_facts = lost_facts};
  for (const auto& [no, a] : w.seen().firing)
    out.all.push_back(
        {.number = no,
         .what = a.what,
         .key = a.key,
         .state = std::string(state_of(w, a, now)),
         .since = a.since,
         .count = w.count_of(no),
         .orders = a.orders,
         .detail = a.detail,
         .taken_by = a.taken_by.value_or(signed_by{})});
  for (const auto& s : w.seen().silences)
    if (now < s.which.until)
      out.silences.push_back({s.which.what, s.which.key, s.which.until, s.who});
  return out;
}

}  // namespace sluice
